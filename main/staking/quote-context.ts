import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { type Extrinsic, hasCapability } from "#main/chain/lookup.ts";
import type { FeeQuotes } from "#main/transactions/quote-fee.ts";
import { least } from "#src/amount/least.ts";
import { AppError } from "#src/app-error.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { StakingOrder } from "#src/contract/staking.ts";
import type { FeeInAlpha, FeeView } from "#src/contract/transactions.ts";
import { spendable } from "#src/fees/deposits.ts";
import { lockSentence } from "#src/staking/lock.ts";
import { taoWorthAlphaRao } from "#src/swap/pool.ts";
import { sellAlpha } from "#src/swap/trade.ts";
import type { Ahead, Changes } from "./ahead.ts";
import type { NodeAnswers } from "./node-answers.ts";
import { readStakingState, type StakingState, type Subnet } from "./read-state.ts";

/** How the price is guarded; amounts as bigint. */
export interface Guard {
  readonly protect: boolean;
  readonly tolerancePpm: number;
  readonly allowPartial: boolean;
  readonly limitPriceRao: bigint | null;
}

/** What every quote of one block shares. */
export interface QuoteContext {
  readonly chain: Chain;
  readonly live: Live;
  readonly at: Head;
  readonly node: NodeAnswers;
  readonly fees: FeeQuotes;
  readonly coldkey: string;
  readonly guard: Guard;
  readonly curvePoints: number;
  /** What earlier calls of the same transaction will have changed. */
  readonly ahead?: Ahead | undefined;
  /** Storage that was read for this block already. */
  readonly reads?: Map<string, Promise<StakingState>> | undefined;
  /** The subnets as they were last read, to guess what a second answer will be asked for. */
  readonly known: Map<number, Subnet>;
}

/** A quote with what makes a plan of it. */
export interface Quoted {
  readonly view: QuoteView;
  readonly call: Extrinsic;
  readonly limitPriceRao: bigint | null;
  readonly feeInAlpha: ((feeRao: bigint) => FeeInAlpha | null) | null;
  /** What it changes, for a later call of the same transaction. */
  readonly changes?: Changes;
}

export type OrderOf<O extends StakingOrder["operation"]> = Extract<StakingOrder, { operation: O }>;

/** Whether the call with a price limit is wanted and there; root needs none, since it has no price. */
export const isGuarded = ({ live, guard }: QuoteContext, netuid: number, call: string): boolean =>
  guard.protect && netuid !== 0 && hasCapability(live.api, "call", "SubtensorModule", call);

export async function readState(
  ctx: QuoteContext,
  wanted: Parameters<typeof readStakingState>[3],
): Promise<StakingState> {
  const key = JSON.stringify(wanted);
  const reading = ctx.reads?.get(key) ?? readStakingState(ctx.chain, ctx.live, ctx.at, wanted);
  ctx.reads?.set(key, reading);
  const read = await reading;
  const state = ctx.ahead?.state(read) ?? read;
  for (const subnet of state.subnets.values()) ctx.known.set(subnet.netuid, subnet);
  return state;
}

/** The node's fee for a call of this quote's coldkey. */
export const feeOf = (ctx: QuoteContext, call: Extrinsic): Promise<FeeView> =>
  ctx.fees.of(ctx.live, ctx.at, ctx.coldkey, call.method.toHex());

/** The subnet as it was read. */
export function subnetIn(state: StakingState, netuid: number): Subnet {
  const subnet = state.subnets.get(netuid);
  if (!subnet) throw new Error(`subnet ${netuid} was not read`);
  return subnet;
}

/** What the account can spend and live, before any fee, rao. */
export function transferableRao(state: StakingState, address: string): bigint {
  const account = state.accounts.get(address);
  return account ? spendable(account, state.existentialRao, true) : 0n;
}

export const freeRao = (state: StakingState, address: string): bigint => state.accounts.get(address)?.freeRao ?? 0n;

/** Who pays, and what the paying leaves: a position that pays in alpha is smaller, and its pool has moved. */
export interface Payment {
  readonly fee: FeeView;
  /** rao taken from free TAO. */
  readonly taoRao: bigint;
  readonly positionAlphaRao: bigint;
  readonly subnet: Subnet;
}

/**
 * Free TAO pays where it can; else the position named by the call does, at the pool price and without swap fee (chain facts 5.2).
 * Error: `TRANSACTION_BALANCE_TOO_LOW` where neither can.
 */
export function payFee(
  ctx: QuoteContext,
  state: StakingState,
  fee: FeeView,
  place: { readonly hotkey: string; readonly subnet: Subnet; readonly positionAlphaRao: bigint },
): Payment {
  const feeRao = BigInt(fee.totalRao);
  const { hotkey, subnet, positionAlphaRao } = place;
  if (transferableRao(state, ctx.coldkey) >= feeRao) return { fee, taoRao: feeRao, positionAlphaRao, subnet };
  const inAlpha = alphaFeeOf(place)(feeRao);
  const sale = inAlpha && sellAlpha(subnet.market, BigInt(inAlpha.alphaRao), { dropFee: true, limitPriceRao: 0n });
  if (!inAlpha || !sale?.ok) {
    throw new AppError(
      "TRANSACTION_BALANCE_TOO_LOW",
      "Neither the free TAO nor the stake behind this hotkey can pay the transaction fee.",
      {
        hint: "Send a little TAO to this account first.",
        details: { feeRao: feeRao.toString(), hotkey },
      },
    );
  }
  return {
    fee: { ...fee, inAlpha },
    taoRao: 0n,
    positionAlphaRao: positionAlphaRao - BigInt(inAlpha.alphaRao),
    subnet: { ...subnet, market: sale.after },
  };
}

/** What a position would pay for a fee in rao; null where it is too small. */
export const alphaFeeOf =
  (place: { readonly hotkey: string; readonly subnet: Subnet; readonly positionAlphaRao: bigint }) =>
  (feeRao: bigint): FeeInAlpha | null => {
    const { hotkey, subnet, positionAlphaRao } = place;
    const worth = taoWorthAlphaRao(subnet.market, feeRao);
    if (positionAlphaRao === 0n || positionAlphaRao < worth) return null;
    const alphaRao = worth === 0n ? positionAlphaRao : least(worth, positionAlphaRao);
    return { netuid: subnet.netuid, hotkey, alphaRao: alphaRao.toString() };
  };

/** Why a part of a position cannot leave, where a lock is the reason, and when it can. Amounts in alpha-rao. */
export const lockWords = (
  { chain }: QuoteContext,
  { unlockRateBlocks }: StakingState,
  amounts: Pick<
    Parameters<typeof lockSentence>[0],
    "wantedAlphaRao" | "heldAlphaRao" | "availableAlphaRao" | "lockedAlphaRao"
  >,
): string | null =>
  lockSentence({
    ...amounts,
    rateBlocks: unlockRateBlocks,
    blockTimeMs: likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice()),
  });
