import { least } from "../amount/least.ts";
import type { LimitResult } from "../swap/limit.ts";
import { maxMoveInput } from "../swap/move-limit.ts";
import { alphaWorthRao, type Market } from "../swap/pool.ts";
import { buyAlpha, sellAlpha } from "../swap/trade.ts";
import type { PriceLimit } from "./price-limit.ts";
import { refuse, refuseTrade, type StakingRefusal } from "./refusal.ts";
import type { SubnetState } from "./subnet-state.ts";
import { type Unstaked, unstake } from "./unstake.ts";

export interface MoveStakeInput {
  readonly origin: SubnetState & { readonly netuid: number };
  readonly destination: SubnetState & { readonly netuid: number };
  readonly originHotkeyExists: boolean;
  readonly destinationHotkeyExists: boolean;
  /** Same coldkey and same hotkey on both sides, so that only the subnet can differ. */
  readonly samePosition: boolean;
  /** transfer_stake: both subnets must allow transfers. */
  readonly isTransfer: boolean;
  /** alpha-rao asked for. */
  readonly alphaRao: bigint;
  /** alpha-rao held at the origin. */
  readonly positionAlphaRao: bigint;
  /** rao that the receiving coldkey lacks to the existential deposit; they stay free in it. Nothing for most accounts. */
  readonly destinationShortfallRao: bigint;
  readonly minStakeRao: bigint;
  /** swap_stake_limit: the least destination alpha per origin alpha, × 10⁹. The legs themselves then run without a limit. */
  readonly limit?: PriceLimit;
}

/** Stake changed hands inside one subnet: bookkeeping, no pool, no fee. */
export interface MovedWithin {
  readonly ok: true;
  readonly kind: "within";
  readonly alphaRao: bigint;
  /** Worth at the spot price, rao, as the events give it. */
  readonly taoRao: bigint;
}

/** Stake was sold in one subnet and the TAO staked in another. */
export interface MovedAcross {
  readonly ok: true;
  readonly kind: "across";
  readonly sale: Unstaked;
  /** Null where the TAO is below the minimum and stays free in the coldkey. */
  readonly purchase: MovePurchase | null;
}

export interface MovePurchase {
  /** rao that leave the receiving coldkey. */
  readonly spentRao: bigint;
  /** rao that reach the pool. */
  readonly paidInRao: bigint;
  readonly alphaRao: bigint;
  readonly feeRao: bigint;
  readonly marketAfter: Market;
}

/**
 * What move_stake, swap_stake or transfer_stake does, or the chain's refusal, with its checks in their order (facts 2.4 and 5.7; chain
 * source `staking/move_stake.rs`). Across subnets one fee is taken: in alpha at the origin, or, where the origin is root,
 * in TAO at the destination.
 */
export function moveStake(input: MoveStakeInput): MovedWithin | MovedAcross | StakingRefusal {
  const { origin, destination, positionAlphaRao, minStakeRao } = input;
  const { limit } = input;
  const wantedRao = least(input.alphaRao, positionAlphaRao);
  const across = origin.netuid !== destination.netuid;
  const most: LimitResult =
    across && limit !== undefined
      ? maxMoveInput(origin.market, destination.market, limit.priceRao)
      : { ok: true, maxInputRao: null };
  if (!most.ok) return refuseTrade(most.refusal);
  if (input.samePosition && !across) return refuse("SameNetuid");
  if (!origin.exists || !destination.exists) return refuse("SubnetNotExists");
  if (!origin.started || !destination.started) return refuse("SubtokenDisabled");
  if (!input.originHotkeyExists || !input.destinationHotkeyExists) return refuse("HotKeyAccountNotExists");
  if (across) {
    const probe = sellAlpha(origin.market, wantedRao);
    if (!probe.ok) return refuse("InsufficientLiquidity");
    if (probe.paidOutRao <= minStakeRao) return refuse("AmountTooLow");
    const fits = most.maxInputRao === null || wantedRao <= most.maxInputRao;
    if (!fits && limit?.allowPartial === false) return refuse("SlippageTooHigh");
  }
  if (input.isTransfer && !(origin.transfersAllowed && destination.transfersAllowed)) {
    return refuse("TransferDisallowed");
  }

  const alphaRao = least(wantedRao, most.maxInputRao ?? wantedRao);
  if (!across) {
    const taoRao = alphaWorthRao(origin.market, alphaRao);
    return taoRao < minStakeRao ? refuse("AmountTooLow") : { ok: true, kind: "within", alphaRao, taoRao };
  }

  const fromRoot = origin.netuid === 0;
  const sale = unstake(origin.market, alphaRao, { dropFee: fromRoot });
  if (!sale.ok) return refuseTrade(sale.refusal);
  if (sale.taoRao < minStakeRao) return { ok: true, kind: "across", sale, purchase: null };
  const spentRao = sale.taoRao - input.destinationShortfallRao;
  const trade = buyAlpha(destination.market, spentRao, { dropFee: !fromRoot });
  if (!trade.ok) return refuseTrade(trade.refusal);
  if (trade.paidOutRao === 0n) return refuse("AmountTooLow");
  const { paidInRao, paidOutRao, feeRao, after } = trade;
  const purchase = { spentRao, paidInRao, alphaRao: paidOutRao, feeRao, marketAfter: after };
  return { ok: true, kind: "across", sale, purchase };
}
