import { type BurnParameters, decayBurn } from "#src/registration/burn-price.ts";
import type { Context, Reads } from "../../describe/index.ts";
import { Burn, BurnHalfLife, BurnIncreaseMult, MaxBurn, MinBurn, RegistrationsThisBlock } from "./storage/index.ts";
import { allNetuids } from "./subnet-account.ts";

/** What governs a subnet's registration price. */
export const burnParameters = (ctx: Reads, netuid: number): BurnParameters => ({
  minBurnRao: MinBurn.get(ctx, netuid),
  maxBurnRao: MaxBurn.get(ctx, netuid),
  halfLifeBlocks: BurnHalfLife.get(ctx, netuid),
  increaseFactorBits: BurnIncreaseMult.get(ctx, netuid).bits,
});

/** Lets every subnet's price fall by one block's step, as each block begins; the first block leaves it (facts 6.1). */
export function decayBurns(ctx: Context): void {
  for (const netuid of allNetuids(ctx)) {
    const now = Burn.get(ctx, netuid);
    const next = ctx.block > 1 ? decayBurn(now, burnParameters(ctx, netuid)) : now;
    if (next !== now) Burn.put(ctx, netuid, next);
    if (RegistrationsThisBlock.get(ctx, netuid) !== 0) RegistrationsThisBlock.put(ctx, netuid, 0);
  }
}
