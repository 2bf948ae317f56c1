import { buildCall } from "#main/chain/lookup.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { PlainOrder } from "#src/contract/basket.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { SplitPlan } from "#src/contract/planning.ts";
import {
  bestCount,
  breakEvenRecovery,
  largestFill,
  neededTolerancePpm,
  type Split,
  splitEvenly,
  splitToFit,
  worthRao,
} from "#src/planning/split.ts";
import { minimumAddStakeRao } from "#src/staking/minimums.ts";
import { leastSaleAlphaRao } from "#src/staking/quote-figures.ts";
import type { PlanningContext } from "./planning.ts";
import { readHoldings } from "./read-holdings.ts";

const MOST_PARTS = 20;
const BREAK_EVEN_AT = [2, 3, 5, 10] as const;

/** An order in parts, against one go. Errors: `PLANNING_POOL_REFUSES`, `PLANNING_CANNOT_SPLIT`, `STAKING_SUBNET_UNKNOWN`. */
export async function planSplit(ctx: PlanningContext, input: ParsedInput<"planning.split">): Promise<SplitPlan> {
  const { live, at, coldkey, fees } = ctx;
  const { side, netuid, hotkey, tolerancePpm, recoveryPpm } = input;
  decodeAddress(hotkey, { field: "hotkey" });
  const amountRao = BigInt(input.amountRao);
  const call =
    side === "buy"
      ? buildCall(live.api, "SubtensorModule", "add_stake_limit", hotkey, netuid, 1n, 1n, false)
      : buildCall(live.api, "SubtensorModule", "remove_stake_limit", hotkey, netuid, 1n, 1n, false);
  const [{ state, markets }, fee] = await Promise.all([
    readHoldings(ctx.chain, live, at, coldkey, { netuids: [netuid], hotkeys: [hotkey] }),
    fees.of(live, at, coldkey, call.method.toHex()),
  ]);
  if (state.subnets.get(netuid)?.exists !== true) {
    throw new AppError("STAKING_SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
      hint: "Choose a subnet from the list.",
      field: "netuid",
    });
  }
  const market = markets.get(netuid) ?? "oneToOne";
  const feeRao = BigInt(fee.totalRao);
  const once = splitEvenly(market, side, amountRao, 1, 0);
  const [whole] = once?.parts ?? [];
  if (!once || !whole || once.outRao === 0n) {
    throw new AppError("PLANNING_POOL_REFUSES", `The pool of subnet ${netuid} cannot serve this amount.`, {
      hint: "Use a smaller amount, or another subnet.",
      field: "amountRao",
    });
  }
  const leastRao =
    side === "buy"
      ? minimumAddStakeRao(market, state.minStakeRao)
      : (leastSaleAlphaRao(market, state.minStakeRao, amountRao) ?? amountRao);
  const largest = largestFill(market, side, tolerancePpm);
  const best = bestCount(market, side, amountRao, recoveryPpm, feeRao, MOST_PARTS);
  const split: Split | null =
    input.parts === undefined
      ? splitToFit(market, side, amountRao, tolerancePpm, recoveryPpm, leastRao)
      : splitEvenly(market, side, amountRao, input.parts, recoveryPpm);
  if (!split) {
    throw new AppError("PLANNING_CANNOT_SPLIT", "This amount cannot be cut into parts that the chain would take.", {
      hint: "Raise the tolerance, or use another amount.",
      field: input.parts === undefined ? "tolerancePpm" : "parts",
    });
  }
  const count = split.parts.length;
  const moreRao = worthRao(market, side, split.outRao) - worthRao(market, side, once.outRao);
  const gainRao = moreRao - feeRao * BigInt(count - 1);
  const needed = neededTolerancePpm(market, whole);
  const orders = split.parts.map(
    ({ inRao }): PlainOrder => ({
      kind: "staking",
      order:
        side === "buy"
          ? { operation: "stake", netuid, hotkey, amountRao: inRao.toString() }
          : { operation: "unstake", netuid, hotkey, alphaRao: inRao.toString() },
      protect: true,
      tolerancePpm,
      allowPartial: false,
    }),
  );
  return {
    side,
    amountRao: input.amountRao,
    recoveryPpm,
    largestRao: largest?.toString() ?? null,
    once: {
      outRao: once.outRao.toString(),
      priceAfterRaoPerAlpha: whole.priceAfterRao.toString(),
      neededTolerancePpm: needed,
      fits: largest === null || amountRao <= largest,
    },
    parts: split.parts.map((part) => ({
      inRao: part.inRao.toString(),
      outRao: part.outRao.toString(),
      swapFeeRao: part.swapFeeRao.toString(),
      priceBeforeRaoPerAlpha: part.priceBeforeRao.toString(),
      priceAfterRaoPerAlpha: part.priceAfterRao.toString(),
    })),
    outRao: split.outRao.toString(),
    feePerPartRao: feeRao.toString(),
    feesRao: (feeRao * BigInt(count)).toString(),
    gainRao: gainRao.toString(),
    bestCount: best,
    breakEven: BREAK_EVEN_AT.map((parts) => ({
      count: parts,
      recoveryPpm: breakEvenRecovery(market, side, amountRao, parts, feeRao),
    })),
    orders,
    quote: await ctx.quote(orders),
    notes: [
      ...(recoveryPpm === 0 && count > 1
        ? [
            "Without a recovery in between, parts gain nothing: the pool gives the same for an amount at once and in parts, and each part has a fee. They only keep every fill inside your tolerance.",
          ]
        : []),
      ...(recoveryPpm > 0
        ? [
            "The recovery is your own expectation. Nobody promises it, and in one block there is none: send the parts apart.",
          ]
        : []),
      ...(gainRao < 0n && count > 1 ? [`In parts it costs ${formatTao(-gainRao)} more than in one go.`] : []),
    ],
    atBlock: at.number,
  };
}
