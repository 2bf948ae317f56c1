import { least } from "../amount/least.ts";
import { maxBuyInput, maxSupportedInput } from "../swap/limit.ts";
import type { Market } from "../swap/pool.ts";
import { buyAlpha } from "../swap/trade.ts";
import { minimumAddStakeRao } from "./minimums.ts";
import { limitOption, type PriceLimit } from "./price-limit.ts";
import { refuse, refuseTrade, type StakingRefusal } from "./refusal.ts";
import type { SubnetState } from "./subnet-state.ts";

export interface AddStakeInput {
  readonly subnet: SubnetState;
  readonly hotkeyExists: boolean;
  /** rao of TAO asked for. */
  readonly amountRao: bigint;
  /** What the coldkey could spend if it might die, after the transaction fee, rao. */
  readonly expendableRao: bigint;
  /** What it can spend and live, rao: never more is taken. */
  readonly keepAliveRao: bigint;
  readonly minStakeRao: bigint;
  /** Set for add_stake_limit. rao per alpha. */
  readonly limit?: PriceLimit;
}

export interface StakeAdded {
  readonly ok: true;
  /** rao that leave the coldkey. */
  readonly spentRao: bigint;
  readonly alphaRao: bigint;
  /** rao that reach the pool: what is spent less the fee. */
  readonly paidInRao: bigint;
  /** Swap fee in rao, part of what is spent. */
  readonly feeRao: bigint;
  /** False where the limit price let only a part through. */
  readonly complete: boolean;
  readonly marketAfter: Market;
}

/**
 * What add_stake or add_stake_limit does, or the chain's refusal, with its checks in their order (facts 2.4; chain source
 * `staking/add_stake.rs`, `staking/stake_utils.rs`).
 */
export function addStake(input: AddStakeInput): StakeAdded | StakingRefusal {
  const { subnet, amountRao, limit, minStakeRao } = input;
  const { market } = subnet;
  if (market !== "oneToOne" && amountRao > maxSupportedInput(market, "buy")) return refuse("InsufficientLiquidity");

  let most: bigint | null = null;
  if (limit !== undefined) {
    const probe = maxBuyInput(market, limit.priceRao);
    if (!probe.ok) return refuseTrade(probe.refusal);
    most = probe.maxInputRao;
  }

  if (!subnet.exists) return refuse("SubnetNotExists");
  if (!subnet.started) return refuse("SubtokenDisabled");
  if (amountRao < minimumAddStakeRao(market, minStakeRao)) return refuse("AmountTooLow");
  const fits = most === null || amountRao <= most;
  if (!fits && limit?.allowPartial !== true) return refuse("SlippageTooHigh");
  const wantedRao = fits ? amountRao : (most ?? amountRao);
  if (wantedRao > input.expendableRao) return refuse("NotEnoughBalanceToStake");
  if (!input.hotkeyExists) return refuse("HotKeyAccountNotExists");
  const probe = buyAlpha(market, wantedRao);
  if (!probe.ok) return refuse("InsufficientLiquidity");
  if (probe.paidInRao < minStakeRao) return refuse("AmountTooLow");

  const spentRao = least(wantedRao, input.keepAliveRao);
  if (spentRao === 0n) return refuse("InsufficientBalance");
  const trade = buyAlpha(market, spentRao, limitOption(limit));
  if (!trade.ok) return refuseTrade(trade.refusal);
  if (trade.paidOutRao === 0n) return refuse("AmountTooLow");
  return {
    ok: true,
    spentRao,
    alphaRao: trade.paidOutRao,
    paidInRao: trade.paidInRao,
    feeRao: trade.feeRao,
    complete: spentRao === amountRao,
    marketAfter: trade.after,
  };
}
