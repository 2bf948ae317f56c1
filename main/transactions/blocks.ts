import { hexToU8a } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";
import type { RpcConnection } from "#main/chain/json-rpc.ts";

const KEPT_BLOCKS = 256;
const HASHES_A_REQUEST = 256;
const BODIES_AT_ONCE = 16;

/** A block as far as finding a transaction in it needs it. */
export interface BlockBody {
  readonly number: number;
  readonly hash: string;
  /** Hash of each extrinsic, in order. */
  readonly extrinsics: readonly string[];
}

export interface Blocks {
  /** Canonical blocks from `first` to `last`; a block that the node does not keep is left out. */
  range(rpc: RpcConnection, first: number, last: number): Promise<BlockBody[]>;
  /** The canonical hash at a height now. */
  hashAt(rpc: RpcConnection, number: number): Promise<string | null>;
}

/** Reads blocks and keeps the newest few, since each is looked at when it appears and again when it is final. */
export function createBlocks(): Blocks {
  const kept = new Map<string, BlockBody>();

  async function body(rpc: RpcConnection, number: number, hash: string): Promise<BlockBody | null> {
    const known = kept.get(hash);
    if (known) return known;
    const answer = await rpc.send<{ block: { extrinsics: string[] } } | null>("chain_getBlock", [hash]);
    if (!answer) return null;
    const extrinsics = answer.block.extrinsics.map((hex) => blake2AsHex(hexToU8a(hex)));
    const read = { number, hash, extrinsics };
    kept.set(hash, read);
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_BLOCKS) break;
      kept.delete(oldest);
    }
    return read;
  }

  return {
    async range(rpc, first, last) {
      const found: BlockBody[] = [];
      for (let start = first; start <= last; start += HASHES_A_REQUEST) {
        const numbers = Array.from(
          { length: Math.min(HASHES_A_REQUEST, last - start + 1) },
          (_, offset) => start + offset,
        );
        const hashes = await rpc.send<(string | null)[]>("chain_getBlockHash", [numbers]);
        for (let from = 0; from < numbers.length; from += BODIES_AT_ONCE) {
          const bodies = await Promise.all(
            numbers.slice(from, from + BODIES_AT_ONCE).map((number, offset) => {
              const hash = hashes[from + offset];
              return hash ? body(rpc, number, hash) : null;
            }),
          );
          found.push(...bodies.filter((block) => block !== null));
        }
      }
      return found;
    },
    hashAt: (rpc, number) => rpc.send<string | null>("chain_getBlockHash", [number]),
  };
}
