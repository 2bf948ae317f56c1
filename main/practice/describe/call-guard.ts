import type { CallValue, Context } from "./context.ts";
import type { DispatchFault } from "./fault.ts";
import type { AccountId } from "./substrate-types.ts";

/** Why an account may not sign a call now: the pool's custom code, and the error where it is met inside a block. */
export interface GuardRefusal {
  readonly custom: number;
  readonly fault: DispatchFault;
}

/** Looks at every signed call, in the pool and at each dispatch, inside batches and proxies too (facts: chain 1.4). */
export type CallGuard = (ctx: Context, who: AccountId, call: CallValue) => GuardRefusal | null;
