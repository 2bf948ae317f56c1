import { least } from "#src/amount/least.ts";
import {
  type AccountId,
  AccountId32,
  AlphaBalance,
  type CallContext,
  defineCall,
  NetUid,
} from "../../../describe/index.ts";
import { named } from "../../../scale/index.ts";
import { AlphaBurned, AlphaRecycled, TotalAlphaIssuance } from "../alpha-assets.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { hotkeyExists } from "../hotkeys.ts";
import { changeStake, positionOf } from "../positions.ts";
import { NetworksAdded, SubnetAlphaOut, SubtokenEnabled } from "../storage/index.ts";
import { refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");
const args = { hotkey: Account, amount: AlphaBalance, netuid: NetUid };

/** Takes alpha out of a position for good, at most what is there (a fee in alpha may have come first). Gives what was taken, alpha-rao. */
function takeAway(
  ctx: CallContext,
  coldkey: AccountId,
  wish: { hotkey: AccountId; amount: bigint; netuid: number },
): bigint {
  const { hotkey, amount, netuid } = wish;
  if (!NetworksAdded.get(ctx, netuid)) throw errors.SubnetNotExists();
  if (netuid === 0) throw errors.CannotBurnOrRecycleOnRootSubnet();
  if (!SubtokenEnabled.get(ctx, netuid)) throw errors.SubtokenDisabled();
  if (!hotkeyExists(ctx, hotkey)) throw errors.HotKeyAccountNotExists();
  const taken = least(amount, positionOf(ctx, hotkey, coldkey, netuid));
  if (SubnetAlphaOut.get(ctx, netuid) < taken) throw errors.InsufficientLiquidity();
  changeStake(ctx, hotkey, coldkey, netuid, -taken);
  return taken;
}

export const destroyingCalls = {
  recycle_alpha: defineCall(
    101,
    args,
    { weight: refTime("recycle_alpha"), docs: "Gives alpha back to be emitted anew." },
    (ctx, wish) => {
      const coldkey = ctx.signer();
      const taken = takeAway(ctx, coldkey, wish);
      SubnetAlphaOut.mutate(ctx, wish.netuid, (alpha) => alpha - taken);
      TotalAlphaIssuance.mutate(ctx, wish.netuid, (alpha) => alpha - taken);
      AlphaRecycled.mutate(ctx, wish.netuid, (alpha) => alpha + taken);
      ctx.emit(events.AlphaRecycled([coldkey, wish.hotkey, taken, wish.netuid]));
    },
  ),
  burn_alpha: defineCall(
    102,
    args,
    { weight: refTime("burn_alpha"), docs: "Destroys alpha; it stays counted as issued." },
    (ctx, wish) => {
      const coldkey = ctx.signer();
      const taken = takeAway(ctx, coldkey, wish);
      AlphaBurned.mutate(ctx, wish.netuid, (alpha) => alpha + taken);
      ctx.emit(events.AlphaBurned([coldkey, wish.hotkey, taken, wish.netuid]));
    },
  ),
};
