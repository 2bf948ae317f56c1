import { buildCall } from "#main/chain/lookup.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { PlainOrder } from "#src/contract/basket.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { PlannedSale, TargetPlan } from "#src/contract/planning.ts";
import type { Sale } from "#src/planning/holdings.ts";
import { sellForTarget } from "#src/planning/sell-for-target.ts";
import { callFees } from "./call-fees.ts";
import type { PlanningContext } from "./planning.ts";
import { readHoldings } from "./read-holdings.ts";

/** The fee depends on the number of sales and that on the fee; it settles at once or after one more round. */
const ROUNDS = 6;

export const saleView = (sale: Sale): PlannedSale => ({
  hotkey: sale.holding.hotkey,
  netuid: sale.holding.netuid,
  alphaRao: sale.alphaRao.toString(),
  all: sale.all,
  taoRao: sale.taoRao.toString(),
  swapFeeAlphaRao: sale.feeAlphaRao.toString(),
  impactRao: sale.impactRao.toString(),
  leftAlphaRao: sale.leftAlphaRao.toString(),
  leftWorthRao: sale.leftWorthRao.toString(),
});

export const saleOrder = (sale: Sale, tolerancePpm: number): PlainOrder => ({
  kind: "staking",
  order: {
    operation: "unstake",
    netuid: sale.holding.netuid,
    hotkey: sale.holding.hotkey,
    alphaRao: sale.all ? null : sale.alphaRao.toString(),
  },
  protect: true,
  tolerancePpm,
  allowPartial: false,
});

export const nothingStaked = (): AppError =>
  new AppError("PLANNING_NOTHING_STAKED", "This coldkey has no stake to plan with.", {
    hint: "Choose another wallet, or stake first.",
    field: "walletId",
  });

/**
 * Sales that bring exactly the target after the network fee, which the same account pays. Errors: `PLANNING_NOTHING_STAKED`,
 * `PLANNING_TARGET_UNREACHABLE` with what can be reached.
 */
export async function planTarget(ctx: PlanningContext, input: ParsedInput<"planning.target">): Promise<TargetPlan> {
  const { live, at, coldkey, fees } = ctx;
  const { tolerancePpm, netuids } = input;
  const targetRao = BigInt(input.targetRao);
  const read = await readHoldings(ctx.chain, live, at, coldkey);
  const holdings = read.holdings.filter(({ netuid }) => netuids === undefined || netuids.includes(netuid));
  const [first] = holdings;
  if (!first) throw nothingStaked();
  const call = buildCall(live.api, "SubtensorModule", "remove_stake_limit", first.hotkey, first.netuid, 1n, 1n, false);
  const { aloneRao, partRao } = await callFees(live, at, fees, coldkey, call);
  const rules = { minStakeRao: read.state.minStakeRao, nominatorMinRao: read.state.nominatorMinRao };

  const sales = (proceedsRao: bigint) =>
    sellForTarget({ holdings, markets: read.markets, proceedsRao, tolerancePpm, rules, feePerSaleRao: partRao });
  /** The orders of these sales, and the fee of sending them: one by itself, several as a batch. */
  const priced = async (planned: readonly Sale[]) => {
    const orders = planned.map((sale) => saleOrder(sale, tolerancePpm));
    const quote = await ctx.quote(orders);
    const real = orders.length === 1 ? quote?.items[0]?.feeAloneRao : quote?.fee?.totalRao;
    return { orders, quote, feeRao: BigInt(real ?? 0) };
  };

  let feeRao = aloneRao;
  for (let round = 0; round < ROUNDS; round += 1) {
    const result = sales(targetRao + feeRao);
    if (!result.ok) {
      const most = sales(result.reachableRao);
      const mostRao = most.ok ? most.proceedsRao - (await priced(most.sales)).feeRao : 0n;
      throw unreachable(targetRao, mostRao, result.reason);
    }
    const { orders, quote, feeRao: realRao } = await priced(result.sales);
    if (realRao !== feeRao && round < ROUNDS - 1) {
      feeRao = realRao;
      continue;
    }
    const arrivesRao = result.proceedsRao - realRao;
    const impactRao = result.sales.reduce((sum, sale) => sum + sale.impactRao, 0n);
    return {
      targetRao: input.targetRao,
      sales: result.sales.map(saleView),
      feeRao: realRao.toString(),
      proceedsRao: result.proceedsRao.toString(),
      arrivesRao: arrivesRao.toString(),
      excessRao: (arrivesRao - targetRao).toString(),
      impactRao: impactRao.toString(),
      orders,
      quote,
      notes: [
        ...(orders.length === 1 ? ["One sale goes by itself: a batch around it would only cost more."] : []),
        ...(arrivesRao > targetRao
          ? [`${formatTao(arrivesRao - targetRao)} more than wanted arrives: what is sold cannot be cut any finer.`]
          : []),
        "The amounts are exact for this block. If prices move before inclusion, the limits decide, not the target.",
      ],
      atBlock: at.number,
    };
  }
  throw new Error("the last round answers");
}

function unreachable(targetRao: bigint, reachableRao: bigint, reason: "tooLittle" | "belowMinimum"): AppError {
  const most = reachableRao > 0n ? reachableRao : 0n;
  return new AppError(
    "PLANNING_TARGET_UNREACHABLE",
    reason === "belowMinimum"
      ? `${formatTao(targetRao)} cannot be reached: a part of what is needed is below the chain's minimum for a sale.`
      : `${formatTao(targetRao)} cannot be reached: inside the tolerance at most ${formatTao(most)} arrive.`,
    {
      hint:
        most > 0n
          ? `Ask for at most ${formatTao(most)}, raise the tolerance, or let more subnets take part.`
          : "Ask for another amount, or raise the tolerance.",
      field: "targetRao",
      details: { mostRao: most.toString() },
    },
  );
}
