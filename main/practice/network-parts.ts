import type { Context } from "./describe/context.ts";
import type { AccountId } from "./describe/substrate-types.ts";
import { currency } from "./pallets/balances/currency.ts";
import { swapPallet } from "./pallets/swap.ts";
import type { RuntimeParts } from "./practice-runtime.ts";
import type { ValidatorAxon } from "./worker-messages.ts";

export const parts: RuntimeParts = { pallets: [swapPallet], apis: [] };
export const genesis = (
  ctx: Context,
  options: { validators: readonly { coldkey: AccountId }[]; seed: string },
): void => {
  for (const { coldkey } of options.validators) currency.mint(ctx, coldkey, 1_000_000_000n);
};
export const publishAxon = (_ctx: Context, _axon: ValidatorAxon): void => {};
export const uidOf = (_ctx: Context, _netuid: number, _hotkey: AccountId): number | null => null;
