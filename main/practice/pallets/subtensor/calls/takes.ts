import {
  type AccountId,
  AccountId32,
  type Context,
  defineCall,
  NetUid,
  type Origin,
  PoolRefusal,
} from "../../../describe/index.ts";
import { named, u16 } from "../../../scale/index.ts";
import { subtensorErrors as errors } from "../errors.ts";
import { subtensorEvents as events } from "../events.ts";
import { hotkeyExists, owns } from "../hotkeys.ts";
import { accountLimits, hotkeyLimits } from "../rate-limits.ts";
import {
  ChildkeyTake,
  Delegates,
  MaxChildkeyTake,
  MaxDelegateTake,
  MinChildkeyTake,
  MinDelegateTake,
  TxChildkeyTakeRateLimit,
  TxDelegateTakeRateLimit,
} from "../storage/index.ts";
import { FREE_CALL_REF_TIME, refTime } from "../weights.ts";

const Account = named(AccountId32, "T::AccountId");
type Change = { readonly hotkey: AccountId; readonly take: number };
type Direction = "up" | "down";

/** The pool's answers to a take that would be refused in the block too (facts 1.4). */
const POOL_CODES = {
  HotKeyAccountNotExists: 4,
  NonAssociatedColdKey: 25,
  DelegateTakeTooLow: 26,
  DelegateTakeTooHigh: 27,
} as const;

/** Why a delegate's take cannot become this, in the chain's order; null where it can (facts 2.6). */
function takeError(ctx: Context, coldkey: AccountId, { hotkey, take }: Change, direction: Direction) {
  if (!hotkeyExists(ctx, hotkey)) return "HotKeyAccountNotExists";
  if (!owns(ctx, coldkey, hotkey)) return "NonAssociatedColdKey";
  if (Delegates.has(ctx, hotkey)) {
    const now = Delegates.get(ctx, hotkey);
    if (direction === "up" ? take <= now : take >= now) return "DelegateTakeTooLow";
  }
  if (direction === "down") return take < MinDelegateTake.get(ctx) ? "DelegateTakeTooLow" : null;
  return take > MaxDelegateTake.get(ctx) ? "DelegateTakeTooHigh" : null;
}

const poolCheck =
  (direction: Direction) =>
  (ctx: Context, origin: Origin, change: Change): void => {
    if (origin.type !== "signed") return;
    const error = takeError(ctx, origin.who, change, direction);
    if (error !== null) throw new PoolRefusal(POOL_CODES[error]);
  };

export const takeCalls = {
  decrease_take: defineCall(
    65,
    { hotkey: Account, take: u16 },
    { weight: FREE_CALL_REF_TIME, pays: false, docs: "Lowers a delegate's take.", check: poolCheck("down") },
    (ctx, { hotkey, take }) => {
      const coldkey = ctx.signer();
      const error = takeError(ctx, coldkey, { hotkey, take }, "down");
      if (error !== null) throw errors[error]();
      Delegates.put(ctx, hotkey, take);
      ctx.emit(events.TakeDecreased([coldkey, hotkey, take]));
    },
  ),
  increase_take: defineCall(
    66,
    { hotkey: Account, take: u16 },
    { weight: FREE_CALL_REF_TIME, pays: false, docs: "Raises a delegate's take.", check: poolCheck("up") },
    (ctx, { hotkey, take }) => {
      const coldkey = ctx.signer();
      const error = takeError(ctx, coldkey, { hotkey, take }, "up");
      if (error !== null) throw errors[error]();
      const limit = TxDelegateTakeRateLimit.get(ctx);
      if (accountLimits.isTooSoon(ctx, "LastTxBlockDelegateTake", coldkey, limit)) {
        throw errors.DelegateTxRateLimitExceeded();
      }
      accountLimits.note(ctx, "LastTxBlockDelegateTake", coldkey, BigInt(ctx.block));
      Delegates.put(ctx, hotkey, take);
      ctx.emit(events.TakeIncreased([coldkey, hotkey, take]));
    },
  ),
  set_childkey_take: defineCall(
    75,
    { hotkey: Account, netuid: NetUid, take: u16 },
    { weight: refTime("set_childkey_take"), docs: "What a child hotkey keeps of its parents' dividends." },
    (ctx, { hotkey, netuid, take }) => {
      if (!owns(ctx, ctx.signer(), hotkey)) throw errors.NonAssociatedColdKey();
      if (take < MinChildkeyTake.get(ctx) || take > MaxChildkeyTake.get(ctx)) throw errors.InvalidChildkeyTake();
      const rises = take > ChildkeyTake.get(ctx, hotkey, netuid);
      if (rises && hotkeyLimits.isTooSoon(ctx, "setChildkeyTake", hotkey, netuid, TxChildkeyTakeRateLimit.get(ctx))) {
        throw errors.TxChildkeyTakeRateLimitExceeded();
      }
      hotkeyLimits.note(ctx, "setChildkeyTake", hotkey, netuid);
      ChildkeyTake.put(ctx, hotkey, netuid, take);
      ctx.emit(events.ChildKeyTakeSet([hotkey, take]));
    },
  ),
};
