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

/**
 * The time a block takes, in ms: the median over the newest blocks' own timestamps, since a practice network's blocks
 * are faster than its runtime declares. Falls back to the declared time; null where neither is known.
 */
export async function readBlockTimeMs(api: ApiPromise, rpc: RpcConnection, head: number): Promise<number | null> {
  const declared = declaredBlockTimeMs(api);
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
