import { randomBytes } from "node:crypto";
import { Api, Block, Blockchain, BuildBlockMode, inherentProviders, newHeader } from "@acala-network/chopsticks-core";
import type { StateChange } from "./fork.ts";
import type { NodeProvider } from "./node-provider.ts";
import type { CopyQuestion, CopyStart } from "./process-messages.ts";

/** Changes of state as the executor gives them. */
type Diff = [key: string, value: string | null][];

/** A block of the copy in which one extrinsic can be tried. */
export interface CopyBlock {
  /** Applies it and gives the encoded result and what it changed. Nothing is kept yet. */
  apply(extrinsicHex: string): Promise<{ readonly resultHex: string; readonly changes: readonly StateChange[] }>;
  /** Answers of the copy's runtime before and after what was applied. */
  ask(questions: readonly CopyQuestion[]): Promise<{ before: string; after: string }[]>;
}

/**
 * Copies a block's state lazily: what the runtime asks for is read from the node then. The runtime is the chain's own,
 * run by the executor in a thread of this process; it takes the mock signature and no other that is not right.
 */
export async function openCopy(
  provider: NodeProvider,
  { at, blockWork, opening }: Pick<CopyStart, "at" | "blockWork" | "opening">,
  tell: (step: string) => void,
): Promise<CopyBlock> {
  const api = new Api({
    send: (method: string, params: unknown[]) => provider.send(method, params),
    isReady: Promise.resolve(),
    hasSubscriptions: false,
    disconnect: async () => undefined,
  } as never);
  const chain = new Blockchain({
    api,
    buildBlockMode: BuildBlockMode.Manual,
    inherentProviders,
    header: { number: at.number, hash: at.hash as `0x${string}` },
    mockSignatureHost: true,
    // Host functions that a wallet's call never reaches may be unknown to the executor.
    allowUnresolvedImports: true,
    registeredTypes: {},
  });
  const block = blockWork ? await nextBlock(chain, tell) : openedBlock(chain.head, opening);
  let applied: Diff = [];

  return {
    async apply(extrinsicHex) {
      tell("Runs the transaction on the copy.");
      const { result, storageDiff } = await block.call("BlockBuilder_apply_extrinsic", [extrinsicHex as `0x${string}`]);
      applied = storageDiff as Diff;
      tell("Reads what it changed.");
      const before = await block.getMany(applied.map(([key]) => key));
      return {
        resultHex: result,
        changes: applied.map(([key, after], index) => [key, before[index] ?? null, after]),
      };
    },
    async ask(questions) {
      tell("Asks the copy for stake before and after.");
      const all = async (): Promise<string[]> => {
        const answers: string[] = [];
        for (const [method, data] of questions) {
          answers.push((await block.call(method, [data as `0x${string}`])).result);
        }
        return answers;
      };
      const before = await all();
      block.pushStorageLayer().setAll(applied as never);
      const after = await all();
      return before.map((answer, index) => ({ before: answer, after: after[index] as string }));
    },
  };
}

/** The block's state with what opening the next one writes, and nothing of its work. */
function openedBlock(head: Block, opening: CopyStart["opening"]): Block {
  head.pushStorageLayer().setAll(opening.map(([key, value]) => [key, value]) as never);
  return head;
}

/** The next block with all its work: hooks, then the inherents (timestamp). */
async function nextBlock(chain: Blockchain, tell: (step: string) => void): Promise<Block> {
  const { head } = chain;
  tell("Does the next block's own work.");
  const header = await newHeader(head);
  const hash = `0x${randomBytes(32).toString("hex")}` as const;
  const block = new Block(chain, head.number + 1, hash, head, { header, extrinsics: [], storage: head.storage });
  const opened = await block.call("Core_initialize_block", [header.toHex()]);
  block.pushStorageLayer().setAll(opened.storageDiff);
  const none = { transactions: [], downwardMessages: [], upwardMessages: {}, horizontalMessages: {} };
  for (const inherents of inherentProviders) {
    const extrinsics = await inherents.createInherents(block, none as never);
    if (extrinsics.length === 0) continue;
    const done = await block.call("BlockBuilder_apply_extrinsic", extrinsics, true);
    block.pushStorageLayer().setAll(done.storageDiff);
  }
  return block;
}
