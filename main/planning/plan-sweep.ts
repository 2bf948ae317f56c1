import { buildCall } from "#main/chain/lookup.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { SweepPlan } from "#src/contract/planning.ts";
import { type KeptReason, sweep } from "#src/planning/sweep.ts";
import { callFees } from "./call-fees.ts";
import { nothingStaked, saleOrder, saleView } from "./plan-target.ts";
import type { PlanningContext } from "./planning.ts";
import { readHoldings } from "./read-holdings.ts";

/** Why a position is not sold, for a person. */
function reasonText(reason: KeptReason, feePartRao: bigint, belowRao: bigint): string {
  switch (reason) {
    case "belowFee":
      return `It brings less than its own part of the fee, ${formatTao(feePartRao)}.`;
    case "locked":
      return "A part of it is locked, and selling the rest would leave the locked part behind.";
    case "pastTolerance":
      return "Selling it whole would move the price past the tolerance.";
    case "poolRefuses":
      return "Its pool cannot take it: it would bring nothing.";
    case "tooLarge":
      return `It brings more than ${formatTao(belowRao)}, so it is no dust.`;
  }
}

/** Small positions whose sale pays for itself, sold whole. Error: `PLANNING_NOTHING_STAKED`. */
export async function planSweep(ctx: PlanningContext, input: ParsedInput<"planning.sweep">): Promise<SweepPlan> {
  const { live, at, coldkey, fees } = ctx;
  const { tolerancePpm } = input;
  const belowRao = BigInt(input.belowRao);
  const { holdings, markets, state } = await readHoldings(ctx.chain, live, at, coldkey);
  const [first] = holdings;
  if (!first) throw nothingStaked();
  const exit = buildCall(live.api, "SubtensorModule", "remove_stake_full_limit", first.hotkey, first.netuid, 1n);
  const { aloneRao, partRao, wrapperRao } = await callFees(live, at, fees, coldkey, exit);
  const result = sweep(holdings, markets, { aloneRao, callRao: partRao, wrapperRao }, belowRao, tolerancePpm);
  const orders = result.sales.map((sale) => saleOrder(sale, tolerancePpm));
  const whole = [...new Set(result.sales.map(({ holding }) => holding.hotkey))].filter(
    (hotkey) =>
      holdings.filter((one) => one.hotkey === hotkey).length ===
      result.sales.filter(({ holding }) => holding.hotkey === hotkey).length,
  );
  const [quote, wholeHotkeys] = await Promise.all([
    ctx.quote(orders),
    Promise.all(
      whole.map(async (hotkey) => {
        const call = buildCall(live.api, "SubtensorModule", "unstake_all", hotkey);
        const { totalRao } = await fees.of(live, at, coldkey, call.method.toHex());
        const positions = holdings.filter((one) => one.hotkey === hotkey).length;
        return { hotkey, positions, feeRao: totalRao };
      }),
    ),
  ]);
  const real = orders.length === 1 ? quote?.items[0]?.feeAloneRao : quote?.fee?.totalRao;
  const feeRao = BigInt(real ?? 0);
  const netRao = result.proceedsRao - feeRao;
  const nothing = netRao <= 0n;
  const kept = [
    ...result.kept,
    ...(nothing
      ? result.sales.map(({ holding, taoRao }) => ({ holding, reason: "belowFee" as const, bringsRao: taoRao }))
      : []),
  ];
  return {
    belowRao: input.belowRao,
    sales: nothing ? [] : result.sales.map(saleView),
    kept: kept.map(({ holding, reason, bringsRao }) => ({
      hotkey: holding.hotkey,
      netuid: holding.netuid,
      alphaRao: holding.alphaRao.toString(),
      bringsRao: bringsRao?.toString() ?? null,
      reason: reasonText(reason, partRao, belowRao),
    })),
    feePerSaleRao: partRao.toString(),
    feeAloneRao: aloneRao.toString(),
    feeRao: nothing ? "0" : feeRao.toString(),
    proceedsRao: nothing ? "0" : result.proceedsRao.toString(),
    netRao: nothing ? "0" : netRao.toString(),
    singlesNetRao: result.singlesNetRao.toString(),
    wholeHotkeys: nothing ? [] : wholeHotkeys,
    orders: nothing ? [] : orders,
    quote: nothing ? null : quote,
    notes: [
      "Each position is sold whole: a whole exit is exempt from the chain's minimum and leaves nothing behind.",
      ...(state.nominatorMinRao > 0n
        ? [
            `The chain lets a delegator keep no less than ${formatTao(state.nominatorMinRao)} in a position: what is smaller is sold at any price with the next removal there.`,
          ]
        : []),
      ...(wholeHotkeys.length > 0 && !nothing
        ? [
            "Where everything behind a hotkey is dust, unstake_all sells it in one cheaper call, but at whatever price the block has.",
          ]
        : []),
    ],
    atBlock: at.number,
  };
}
