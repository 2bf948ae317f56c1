import { least } from "../amount/least.ts";
import { maxSellInput, maxSupportedInput } from "../swap/limit.ts";
import { sellAlpha } from "../swap/trade.ts";
import { limitOption, type PriceLimit } from "./price-limit.ts";
import { refuse, refuseTrade, type StakingRefusal } from "./refusal.ts";
import type { SubnetState } from "./subnet-state.ts";
import { type Unstaked, unstake } from "./unstake.ts";

export interface RemoveStakeInput {
  readonly subnet: SubnetState;
  readonly hotkeyExists: boolean;
  /** alpha-rao asked for. */
  readonly alphaRao: bigint;
  /** alpha-rao the coldkey holds there. */
  readonly positionAlphaRao: bigint;
  readonly minStakeRao: bigint;
  /** Set for remove_stake_limit and remove_stake_full_limit with a price. */
  readonly limit?: PriceLimit;
}

/**
 * What remove_stake or remove_stake_limit does, or the chain's refusal, with its checks in their order (facts 2.4; chain
 * source `staking/remove_stake.rs`). Without a limit the amount is cut to the position and the subnet must be started;
 * with one neither holds. What is left is the caller's to check for dust.
 */
export function removeStake(input: RemoveStakeInput): Unstaked | StakingRefusal {
  const { subnet, limit, positionAlphaRao } = input;
  const { market } = subnet;
  let alphaRao = input.alphaRao;
  if (limit === undefined) {
    if (!subnet.started) return refuse("SubtokenDisabled");
    alphaRao = least(alphaRao, positionAlphaRao);
  }
  if (market !== "oneToOne" && alphaRao > maxSupportedInput(market, "sell")) return refuse("InsufficientLiquidity");

  let most: bigint | null = null;
  if (limit !== undefined) {
    const probe = maxSellInput(market, limit.priceRao);
    if (!probe.ok) return refuseTrade(probe.refusal);
    most = probe.maxInputRao;
  }

  const refusal = checkRemoval({ ...input, alphaRao });
  if (refusal !== null) return refusal;
  const fits = most === null || alphaRao <= most;
  if (!fits && limit?.allowPartial !== true) return refuse("SlippageTooHigh");
  if (!input.hotkeyExists) return refuse("HotKeyAccountNotExists");

  const sale = unstake(market, fits ? alphaRao : (most ?? alphaRao), limitOption(limit));
  return sale.ok ? sale : refuseTrade(sale.refusal);
}

/** The amount checks of every removal: something, not more than there is, and worth the minimum unless all goes. */
function checkRemoval(input: RemoveStakeInput): StakingRefusal | null {
  const { subnet, alphaRao, positionAlphaRao } = input;
  if (!subnet.exists) return refuse("SubnetNotExists");
  if (alphaRao === 0n) return refuse("AmountTooLow");
  if (alphaRao > positionAlphaRao) return refuse("NotEnoughStakeToWithdraw");
  const trade = sellAlpha(subnet.market, alphaRao);
  if (!trade.ok) return refuse("InsufficientLiquidity");
  if (alphaRao < positionAlphaRao && trade.paidOutRao < input.minStakeRao) return refuse("AmountTooLow");
  return null;
}
