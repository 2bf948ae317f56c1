import { canAdd, changePosition, positionAlphaRao, type SharePool } from "#src/staking/share-pool.ts";
import type { AccountId, Reads, Writes } from "../../describe/index.ts";
import { noteStaking } from "./hotkeys.ts";
import { noteRootChange } from "./root-debts.ts";
import { AlphaV2, TotalHotkeyAlpha, TotalHotkeySharesV2 } from "./storage/index.ts";

const readPool = (ctx: Reads, hotkey: AccountId, netuid: number): SharePool => ({
  alphaRao: TotalHotkeyAlpha.get(ctx, hotkey, netuid),
  shares: TotalHotkeySharesV2.get(ctx, hotkey, netuid),
});

/**
 * Alpha of a coldkey behind a hotkey on a subnet, alpha-rao; rao of TAO on root. The practice network began after the change of formats, so
 * shares live in the V2 items only (facts 3.6).
 */
export const positionOf = (ctx: Reads, hotkey: AccountId, coldkey: AccountId, netuid: number): bigint =>
  positionAlphaRao(readPool(ctx, hotkey, netuid), AlphaV2.get(ctx, hotkey, coldkey, netuid));

/** Adds to or takes from a position. Taking more than there is must have been ruled out before. */
export function changeStake(
  ctx: Writes,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: number,
  changeAlphaRao: bigint,
): void {
  if (changeAlphaRao === 0n) return;
  if (changeAlphaRao > 0n) noteStaking(ctx, coldkey, hotkey);
  if (netuid === 0) noteRootChange(ctx, hotkey, coldkey, changeAlphaRao);
  const share = AlphaV2.get(ctx, hotkey, coldkey, netuid);
  const next = changePosition(readPool(ctx, hotkey, netuid), share, changeAlphaRao);
  TotalHotkeyAlpha.put(ctx, hotkey, netuid, next.pool.alphaRao);
  if (next.pool.shares.mantissa === 0n) TotalHotkeySharesV2.remove(ctx, hotkey, netuid);
  else TotalHotkeySharesV2.put(ctx, hotkey, netuid, next.pool.shares);
  if (next.share.mantissa === 0n) AlphaV2.remove(ctx, hotkey, coldkey, netuid);
  else AlphaV2.put(ctx, hotkey, coldkey, netuid, next.share);
}

/** Whether the pool of shares is precise enough to take an addition. */
export const canAddStake = (ctx: Reads, hotkey: AccountId, netuid: number, alphaRao: bigint): boolean =>
  canAdd(readPool(ctx, hotkey, netuid), alphaRao);

/** Alpha for everybody who stakes to the hotkey, by share; false where nobody does. */
export function growPositions(ctx: Writes, hotkey: AccountId, netuid: number, alphaRao: bigint): boolean {
  const pool = readPool(ctx, hotkey, netuid);
  if (pool.shares.mantissa === 0n) return false;
  TotalHotkeyAlpha.put(ctx, hotkey, netuid, pool.alphaRao + alphaRao);
  return true;
}
