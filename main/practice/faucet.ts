import type { Context } from "./describe/context.ts";
import type { AccountId } from "./describe/substrate-types.ts";
import { currency } from "./pallets/balances/currency.ts";

/** Gives practice τ away, as ordinary transfers that clients see in the events. */
export const faucet = {
  /** Moves τ from the purse to an account; the purse is filled up first where it is short. */
  give(ctx: Context, purse: AccountId, account: AccountId, amountRao: bigint): void {
    const missing = amountRao - currency.spendable(ctx, purse, "keepAlive");
    if (missing > 0n) currency.mint(ctx, purse, missing + 1_000n);
    currency.transfer(ctx, purse, account, amountRao, "keepAlive");
  },
  free: currency.free,
};
