import type { AccountId, Context, DispatchFault } from "../../describe/index.ts";
import { currency } from "../balances/currency.ts";
import { TotalIssuance } from "./storage/index.ts";

/** Takes the price of a key swap out of an account and out of the world, rao; the account stays alive. */
export function recycleCost(ctx: Context, who: AccountId, costRao: bigint, tooLittle: () => DispatchFault): void {
  if (currency.spendable(ctx, who, "keepAlive") < costRao) throw tooLittle();
  currency.burn(ctx, who, costRao, "keepAlive");
  TotalIssuance.mutate(ctx, (total) => total - costRao);
}
