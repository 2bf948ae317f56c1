import type { Destroying } from "#main/staking/destroy.ts";
import type { Guard } from "#main/staking/quote-context.ts";
import type { Rewards } from "#main/staking/rewards.ts";
import type { Staking } from "#main/staking/staking.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { Handlers } from "./types.ts";

const guardOf = (input: ParsedInput<"staking.prepare"> | ParsedInput<"staking.quote">): Guard => ({
  protect: input.protect,
  tolerancePpm: input.tolerancePpm,
  allowPartial: input.allowPartial,
  limitPriceRao: input.limitPriceRaoPerAlpha === undefined ? null : BigInt(input.limitPriceRaoPerAlpha),
});

export const stakingHandlers = (services: {
  readonly staking: Staking;
  readonly rewards: Rewards;
  readonly destroying: Destroying;
}): Handlers<"staking"> => ({
  quote: (input) =>
    services.staking.quote({
      coldkey: input.coldkey,
      order: input.order,
      guard: guardOf(input),
      curvePoints: input.curvePoints,
    }),
  prepare: (input) => services.staking.prepare({ walletId: input.walletId, order: input.order, guard: guardOf(input) }),
  positions: ({ coldkeys }) => services.staking.positions(coldkeys),
  rewards: ({ walletId }) => services.rewards.rewards(walletId),
  prepareClaimRoot: ({ walletId, netuids }) => services.rewards.prepareClaimRoot(walletId, netuids),
  prepareClaimType: ({ walletId, type, netuids }) => services.rewards.prepareClaimType(walletId, type, netuids),
  prepareAutoStake: ({ walletId, netuid, hotkey }) => services.rewards.prepareAutoStake(walletId, netuid, hotkey),
  prepareDestroy: ({ alphaRao, ...wish }) =>
    services.destroying.prepareDestroy({ ...wish, alphaRao: BigInt(alphaRao) }),
});
