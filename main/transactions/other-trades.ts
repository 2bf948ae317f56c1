import type { ApiPromise } from "@polkadot/api";
import type { EventRecord } from "@polkadot/types/interfaces";
import { RpcError } from "#main/chain/json-rpc.ts";
import type { Live } from "#main/chain/link.ts";
import type { TransactionView } from "#src/contract/transactions.ts";

/** Further back the blocks are not looked at: a quote that old says little. */
const MOST_BLOCKS = 32;
const TRADES: ReadonlySet<string> = new Set(["StakeAdded", "StakeRemoved"]);

/** What moved the pools between a quote and the block that carried it out. */
export type Moved = NonNullable<NonNullable<TransactionView["paid"]>["moved"]>;

const isTrade = ({ event, phase }: EventRecord): boolean =>
  phase.isApplyExtrinsic && event.section === "subtensorModule" && TRADES.has(event.method);
const netuidOf = ({ event }: EventRecord): string => event.data[4]?.toString() ?? "";

async function eventsAt(api: ApiPromise, hash: string): Promise<EventRecord[]> {
  const at = await api.at(hash);
  return ((await at.query.system?.events?.()) as unknown as EventRecord[] | undefined) ?? [];
}

/**
 * Counts the transactions that traded with the same pools after the quote and before this one. Null where this one traded
 * nothing; `otherTrades` is null where the node does not keep those blocks any more, or there are too many.
 */
export async function movedSince(
  { api, rpc }: Live,
  quotedAt: number,
  block: { readonly number: number; readonly hash: string; readonly index: number },
): Promise<Moved | null> {
  const own = await eventsAt(api, block.hash);
  const indexOf = ({ phase }: EventRecord): number => phase.asApplyExtrinsic.toNumber();
  const netuids = new Set(own.filter((one) => isTrade(one) && indexOf(one) === block.index).map(netuidOf));
  if (netuids.size === 0) return null;
  const countIn = (events: readonly EventRecord[], before: number): number =>
    new Set(events.filter((one) => isTrade(one) && netuids.has(netuidOf(one)) && indexOf(one) < before).map(indexOf))
      .size;
  const blocks = block.number - quotedAt;
  const between = Math.max(0, blocks - 1);
  if (between > MOST_BLOCKS) return { blocks, otherTrades: null };
  try {
    const numbers = Array.from({ length: between }, (_, offset) => quotedAt + 1 + offset);
    const hashes = between === 0 ? [] : await rpc.send<(string | null)[]>("chain_getBlockHash", [numbers]);
    if (hashes.includes(null)) return { blocks, otherTrades: null };
    const earlier = await Promise.all(hashes.map((hash) => eventsAt(api, hash as string)));
    const counts = earlier.map((events) => countIn(events, Number.POSITIVE_INFINITY));
    return { blocks, otherTrades: counts.reduce((sum, count) => sum + count, countIn(own, block.index)) };
  } catch (error) {
    if (error instanceof RpcError) return { blocks, otherTrades: null };
    throw error;
  }
}
