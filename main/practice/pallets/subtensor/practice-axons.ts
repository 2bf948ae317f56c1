import type { AccountId, Context, Reads } from "../../describe/index.ts";
import { Axons, Uids } from "./storage/index.ts";

const LOOPBACK = 0x7f00_0001n;
const AXON_PROTOCOL = 4;

/**
 * Writes where a practice validator listens. The call `serve_axon` refuses loopback, as it should; the practice network's own
 * validators live there all the same. Returns whether the hotkey holds a UID.
 */
export function publishAxon(ctx: Context, netuid: number, hotkey: AccountId, port: number): boolean {
  if (!Uids.has(ctx, netuid, hotkey)) return false;
  Axons.put(ctx, netuid, hotkey, {
    block: BigInt(ctx.block),
    version: 10_002_000,
    ip: LOOPBACK,
    port,
    ip_type: 4,
    protocol: AXON_PROTOCOL,
    placeholder1: 0,
    placeholder2: 0,
  });
  return true;
}

/** A hotkey's UID, or null where it has none. */
export const uidOf = (ctx: Reads, netuid: number, hotkey: AccountId): number | null =>
  Uids.get(ctx, netuid, hotkey) ?? null;
