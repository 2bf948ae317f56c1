import { systemClock } from "#main/ports/clock.ts";
import type { Context } from "#main/practice/describe/context.ts";
import { practiceValidators } from "#main/practice/genesis/keys.ts";
import { genesis, parts } from "#main/practice/network-parts.ts";
import { currency } from "#main/practice/pallets/balances/currency.ts";
import { type PracticeNode, startPracticeNode } from "#main/practice/practice-node.ts";
import type { RuntimeParts } from "#main/practice/practice-runtime.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";

/** The practice network's own node inside the test, whose blocks come when the test says so. */
export interface PracticeChain {
  readonly node: PracticeNode["node"];
  readonly url: string;
  readonly port: number;
  seal(blocks?: number): void;
  /** Does the network's own work in a new block. */
  act(work: (ctx: Context) => void): void;
  /** Gives an account TAO in a new block. */
  fund(address: string, amountRao: bigint): void;
  stop(): Promise<void>;
}

export async function startPracticeChain(
  options: {
    readonly file?: string;
    readonly port?: number;
    readonly blockTimeMs?: number;
    readonly firstBlocks?: number;
    /** Another runtime than the app's practice network has. */
    readonly parts?: RuntimeParts;
  } = {},
): Promise<PracticeChain> {
  const validators = (await practiceValidators()).map(({ netuid, hotkey, coldkey }) => ({
    netuid,
    hotkey: toHex(hotkey.publicKey),
    coldkey: toHex(coldkey.publicKey),
  }));
  const practice = await startPracticeNode({
    file: options.file ?? ":memory:",
    port: options.port ?? 0,
    blockTimeMs: options.blockTimeMs ?? 0,
    clock: systemClock,
    parts: options.parts ?? parts,
    genesis: (ctx: Context) => genesis(ctx, { seed: "tests", validators }),
    firstBlocks: options.firstBlocks ?? 4,
    onDefect: (where, error) => {
      throw new Error(`the practice node failed in ${where}`, { cause: error });
    },
  });
  const { node, server } = practice;
  const act = (work: (ctx: Context) => void): void => {
    node.privileged(work);
    node.seal();
  };
  return {
    node,
    url: server.url,
    port: server.port,
    seal(blocks = 1) {
      for (let count = 0; count < blocks; count += 1) node.seal();
    },
    act,
    fund(address, amountRao) {
      const who = toHex(decodeAddress(address).accountId);
      act((ctx) => currency.mint(ctx, who, amountRao));
    },
    stop: () => practice.stop(),
  };
}
