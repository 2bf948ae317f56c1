import type { Guard } from "#main/staking/quote-context.ts";
import type { Staking } from "#main/staking/staking.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { Handlers } from "./types.ts";

const guardOf = (input: ParsedInput<"staking.prepare"> | ParsedInput<"staking.quote">): Guard => ({
  protect: input.protect,
  tolerancePpm: input.tolerancePpm,
  allowPartial: input.allowPartial,
  limitPriceRao: input.limitPriceRaoPerAlpha === undefined ? null : BigInt(input.limitPriceRaoPerAlpha),
});

export const stakingHandlers = (services: { readonly staking: Staking }): Handlers<"staking"> => ({
  quote: (input) =>
    services.staking.quote({
      coldkey: input.coldkey,
      order: input.order,
      guard: guardOf(input),
      curvePoints: input.curvePoints,
    }),
  prepare: (input) => services.staking.prepare({ walletId: input.walletId, order: input.order, guard: guardOf(input) }),
  positions: ({ coldkeys }) => services.staking.positions(coldkeys),
});
