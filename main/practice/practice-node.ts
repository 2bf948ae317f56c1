import { randomBytes } from "node:crypto";
import type { Clock } from "#main/ports/clock.ts";
import { createNode, type Node } from "./chain/node.ts";
import type { Context } from "./describe/context.ts";
import { blake256 } from "./describe/runtime.ts";
import type { AccountId } from "./describe/substrate-types.ts";
import { readyToVerify } from "./extrinsic/verify.ts";
import { metadataOf } from "./metadata/cache.ts";
import type { MetadataVersion } from "./metadata/metadata.ts";
import { currency } from "./pallets/balances/currency.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION, type RuntimeParts } from "./practice-runtime.ts";
import { createHandle } from "./rpc/handle.ts";
import { type RpcServer, serveRpc } from "./rpc/server.ts";
import { openChainStore } from "./state/chain-store.ts";

/** Gets every fee of the practice network. Nobody has its key. */
export const PRACTICE_AUTHOR: AccountId = blake256(new TextEncoder().encode("tausmith practice author"));

export interface PracticeNodeOptions {
  /** SQLite file, or `:memory:`. */
  readonly file: string;
  /** 0 for a free port. */
  readonly port: number;
  /** Milliseconds between blocks; 0 seals only when told to. */
  readonly blockTimeMs: number;
  readonly clock: Clock;
  readonly parts: RuntimeParts;
  readonly genesis: (ctx: Context) => void;
  /** Awaited before `genesis`, and only where there is no chain yet. */
  readonly prepareGenesis?: () => Promise<void>;
  /** Empty blocks sealed right after block 0, so that a new network has some past. At least one: some clients divide by the number. */
  readonly firstBlocks?: number;
  /** 16 random bytes unless a test wants the same genesis hash again. */
  readonly salt?: () => Uint8Array;
  /** Versions of the metadata to offer; all where left out. */
  readonly metadataVersions?: readonly MetadataVersion[];
  readonly onDefect: (where: string, error: unknown) => void;
}

/** A running practice node: chain, JSON-RPC, clock. */
export interface PracticeNode {
  readonly node: Node;
  readonly server: RpcServer;
  setBlockTime(blockTimeMs: number): void;
  stop(): Promise<void>;
}

/**
 * A chain that was written under another description of the runtime goes on with the next spec version: clients keep
 * metadata by genesis and spec version, and would read it with the old one.
 */
function renewDescription(node: Node): void {
  const description = blake256(metadataOf(node.runtimeAt(0), 16));
  const known = node.note(DESCRIPTION);
  node.setNote(DESCRIPTION, description);
  if (known === undefined || known === description) return;
  node.upgrade();
  node.seal();
}

const DESCRIPTION = "description";
const ONE_TAO_RAO = 1_000_000_000n;

/** Opens the chain, serves it and makes blocks. Errors: `PRACTICE_PORT_IN_USE`, those of the store. */
export async function startPracticeNode(options: PracticeNodeOptions): Promise<PracticeNode> {
  await readyToVerify();
  const store = openChainStore(options.file);
  if (store.hashes().length === 0) await options.prepareGenesis?.();
  const node = createNode({
    store,
    clock: options.clock,
    runtimeOf: createPracticeRuntimes(options.parts, options.metadataVersions),
    firstSpecVersion: FIRST_SPEC_VERSION,
    author: PRACTICE_AUTHOR,
    salt: options.salt ?? (() => randomBytes(16)),
    genesis: (ctx) => {
      currency.mint(ctx, PRACTICE_AUTHOR, ONE_TAO_RAO);
      options.genesis(ctx);
    },
  });
  // The first blocks are dated back, so that the time between blocks reads right from the beginning.
  const { firstBlocks = 1 } = options;
  for (let left = firstBlocks - node.head().number; left > 0; left -= 1) {
    node.seal(options.clock.nowMs() - left * (options.blockTimeMs || 1));
  }
  renewDescription(node);
  const server = await serveRpc(createHandle(node, options.onDefect), options.port).catch((error) => {
    node.close();
    throw error;
  });

  let cancel = (): void => {};
  const tick = (blockTimeMs: number): void => {
    cancel = options.clock.after(blockTimeMs, () => {
      tick(blockTimeMs);
      try {
        node.seal();
      } catch (error) {
        options.onDefect("seal", error);
      }
    });
  };
  const setBlockTime = (blockTimeMs: number): void => {
    cancel();
    cancel = () => {};
    if (blockTimeMs > 0) tick(blockTimeMs);
  };
  setBlockTime(options.blockTimeMs);

  return {
    node,
    server,
    setBlockTime,
    async stop() {
      cancel();
      await server.close();
      node.close();
    },
  };
}
