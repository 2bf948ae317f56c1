import type { ApiPromise } from "@polkadot/api";
import { hexToU8a } from "@polkadot/util";
import type { RpcConnection } from "./json-rpc.ts";
import { constantBigint, hasCapability, storageItem } from "./lookup.ts";

const BLOCKS_READ = 6;
/** Blocks closer together were made at once, when a practice network began. */
const SHORTEST_GAP_MS = 50;

/** What the runtime says a block should take, in ms; null where it says nothing. */
function declaredBlockTimeMs(api: ApiPromise): number | null {
  const slot = constantBigint(api, "Aura", "SlotDuration");
  if (slot !== null && slot > 0n) return Number(slot);
  const minimum = constantBigint(api, "Timestamp", "MinimumPeriod");
  return minimum !== null && minimum > 0n ? Number(minimum) * 2 : null;
}

/** What a block takes where neither blocks nor runtime tell it: a live chain's slot, or a practice network's default. */
const LIVE_BLOCK_TIME_MS = 12_000;
const PRACTICE_BLOCK_TIME_MS = 1_000;

/** The measured block time, or what to reckon with until it is measured. */
export const likelyBlockTimeMs = (measuredMs: number | null, isPractice: boolean): number =>
  measuredMs ?? (isPractice ? PRACTICE_BLOCK_TIME_MS : LIVE_BLOCK_TIME_MS);

/**
 * The time a block takes, in ms: the median over the newest blocks' own timestamps, since a practice network's blocks
 * are faster than its runtime declares. Elsewhere it falls back to the declared time; null where it is not known.
 */
export async function readBlockTimeMs(
  { api, rpc }: { readonly api: ApiPromise; readonly rpc: RpcConnection },
  head: number,
  isPractice: boolean,
): Promise<number | null> {
  const declared = isPractice ? null : declaredBlockTimeMs(api);
  if (head < 3 || !hasCapability(api, "storage", "Timestamp", "Now")) return declared;
  const numbers = Array.from({ length: Math.min(BLOCKS_READ, head) }, (_, back) => head - back);
  const hashes = await Promise.all(numbers.map((number) => rpc.send<string>("chain_getBlockHash", [number])));
  const key = storageItem(api, "Timestamp", "Now").key();
  const stored = await Promise.all(hashes.map((hash) => rpc.send<string | null>("state_getStorage", [key, hash])));
  const times = stored.flatMap((value) => (value ? [api.registry.createType("u64", hexToU8a(value)).toNumber()] : []));
  const gaps = times
    .slice(1)
    .map((time, index) => (times[index] as number) - time)
    .filter((gap) => gap >= SHORTEST_GAP_MS)
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? declared;
}
