import type { CallValue, Context } from "./context.ts";
import type { EventValue } from "./events.ts";
import type { AccountId } from "./substrate-types.ts";

/** How a fee is paid where an account's free TAO is too little. */
export interface FeeFallback {
  /** Whether the account could pay the fee, rao, in another way for this call. */
  canPay(ctx: Context, who: AccountId, call: CallValue, feeRao: bigint): boolean;
  /** Takes the fee before the call runs. Gives the event that is deposited after it. Throws where it cannot. */
  take(ctx: Context, who: AccountId, call: CallValue, feeRao: bigint): EventValue;
}
