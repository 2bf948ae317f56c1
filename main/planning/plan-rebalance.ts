import { createRow, type Foreseen, type ForeseenCall } from "#main/basket/foresee.ts";
import { callName } from "#main/chain/call-name.ts";
import type { Changes } from "#main/staking/ahead.ts";
import { readInner } from "#main/transactions/inner-calls.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { PlainOrder } from "#src/contract/basket.ts";
import type { ParsedInput } from "#src/contract/index.ts";
import type { LegWay, RebalancePlan } from "#src/contract/planning.ts";
import { type Leg, rebalance, WEIGHT_PPM, type Weight } from "#src/planning/rebalance.ts";
import { alphaWorthRao, type Market } from "#src/swap/pool.ts";
import { nothingStaked } from "./plan-target.ts";
import type { PlanningContext } from "./planning.ts";
import { type Holdings, readHoldings } from "./read-holdings.ts";

const GUARD = { protect: true, allowPartial: false } as const;

/** Hotkeys of the weights: the one named, else the largest position's there. Error: `PLANNING_HOTKEY_NEEDED`. */
function withHotkeys(weights: ParsedInput<"planning.rebalance">["weights"], { holdings }: Holdings): Weight[] {
  return weights.map(({ netuid, weightPpm, hotkey }) => {
    const own = holdings.find((one) => one.netuid === netuid)?.hotkey;
    const chosen = hotkey ?? own;
    if (chosen !== undefined) return { netuid, weightPpm, hotkey: chosen };
    if (weightPpm === 0) return { netuid, weightPpm, hotkey: holdings[0]?.hotkey ?? "" };
    throw new AppError(
      "PLANNING_HOTKEY_NEEDED",
      `There is no stake on subnet ${netuid} yet, so no hotkey to stake behind.`,
      {
        hint: `Name the hotkey of a validator for subnet ${netuid}.`,
        field: "weights",
        details: { netuid },
      },
    );
  });
}

function checkWeights({ weights }: ParsedInput<"planning.rebalance">): void {
  const sum = weights.reduce((total, { weightPpm }) => total + weightPpm, 0);
  if (sum !== WEIGHT_PPM) {
    throw new AppError("PLANNING_WEIGHTS_SUM", `The weights make ${sum / 10_000} % and not 100 %.`, {
      hint: "Change them so that they make 100 % together.",
      field: "weights",
      details: { sumPpm: sum },
    });
  }
  if (new Set(weights.map(({ netuid }) => netuid)).size !== weights.length) {
    throw new AppError("PLANNING_SUBNET_TWICE", "A subnet stands twice among the weights.", {
      hint: "Name each subnet once.",
      field: "weights",
    });
  }
  for (const { hotkey } of weights) if (hotkey !== undefined) decodeAddress(hotkey, { field: "weights" });
}

/** The order that moves a leg with one swap fee. */
function oneOrder({ from, toNetuid, toHotkey, alphaRao }: Leg, tolerancePpm: number): PlainOrder {
  const place = { hotkey: from.hotkey, netuid: from.netuid, toNetuid, alphaRao: alphaRao.toString() };
  return {
    kind: "staking",
    order: toHotkey === from.hotkey ? { operation: "swap", ...place } : { operation: "move", ...place, toHotkey },
    ...GUARD,
    tolerancePpm,
  };
}

/** The orders that sell and buy again: two swap fees, a limit for each. */
function twoOrders({ from, toNetuid, toHotkey, alphaRao }: Leg, tolerancePpm: number, taoRao: bigint): PlainOrder[] {
  const whole = alphaRao === from.alphaRao;
  return [
    {
      kind: "staking",
      order: {
        operation: "unstake",
        netuid: from.netuid,
        hotkey: from.hotkey,
        alphaRao: whole ? null : alphaRao.toString(),
      },
      ...GUARD,
      tolerancePpm,
    },
    {
      kind: "staking",
      order: { operation: "stake", netuid: toNetuid, hotkey: toHotkey, amountRao: taoRao.toString() },
      ...GUARD,
      tolerancePpm,
    },
  ];
}

const failure = (foreseen: readonly Foreseen[]): string | null => {
  const wrong = foreseen.find((one) => !one.ok);
  return wrong && !wrong.ok ? wrong.error.message : null;
};
const calls = (foreseen: readonly Foreseen[]): ForeseenCall[] => foreseen.flatMap((one) => (one.ok ? [one.item] : []));

/**
 * Moves between subnets to given weights, each with one fee (a swap or move) or two (unstake and stake), whichever leaves more. Errors:
 * `PLANNING_WEIGHTS_SUM`, `PLANNING_SUBNET_TWICE`, `PLANNING_HOTKEY_NEEDED`, `PLANNING_NOTHING_STAKED`.
 */
export async function planRebalance(
  ctx: PlanningContext,
  input: ParsedInput<"planning.rebalance">,
): Promise<RebalancePlan> {
  checkWeights(input);
  const { live, at, coldkey } = ctx;
  const { tolerancePpm } = input;
  const netuids = input.weights.map(({ netuid }) => netuid);
  const read = await readHoldings(ctx.chain, live, at, coldkey, { netuids });
  const holdings = read.holdings.filter(({ netuid }) => netuids.includes(netuid));
  if (holdings.length === 0) throw nothingStaked();
  const weights = withHotkeys(input.weights, { ...read, holdings });
  const plan = rebalance(holdings, read.markets, weights, read.state.minStakeRao + 1n);
  const row = createRow(ctx, ctx);

  const orders: PlainOrder[] = [];
  const done: Changes[] = [];
  const legs: RebalancePlan["legs"] = [];
  const skipped: RebalancePlan["skipped"] = plan.skipped.map((one) => ({
    ...one,
    worthRao: one.worthRao.toString(),
    reason: "It is below the chain's minimum, or what would have to move is locked.",
  }));
  for (const leg of plan.legs) {
    const worthThere = (alphaRao: bigint): bigint =>
      alphaWorthRao(read.markets.get(leg.toNetuid) ?? "oneToOne", alphaRao);
    const wayOf = async (way: LegWay["way"], wanted: readonly PlainOrder[], all: readonly Foreseen[]) => {
      const own = all.slice(orders.length);
      const problem = failure(own);
      const made = calls(own);
      const parts = await readInner(
        live.api,
        made.map(({ call }) => call.method as never),
      );
      const networkFeeRao = parts.reduce((sum, part) => sum + BigInt(part.weightRao) + BigInt(part.lengthRao), 0n);
      const arrivesRao = problem === null ? BigInt(made.at(-1)?.receives?.alphaRao ?? 0) : 0n;
      const view: LegWay = {
        way,
        calls: made.map(({ call }) => callName(live.api, call.method as never)),
        networkFeeRao: networkFeeRao.toString(),
        swapFeesWorthRao: made.reduce((sum, { swap }) => sum + BigInt(swap?.feeWorthRao ?? 0), 0n).toString(),
        arrivesAlphaRao: arrivesRao.toString(),
        netWorthRao: (worthThere(arrivesRao) - networkFeeRao).toString(),
        guarded: made.every(({ swap }) => swap === null || swap.limitPriceRaoPerAlpha !== null),
        problem,
      };
      return { view, orders: wanted, changes: made.map(({ changes }) => changes) };
    };
    const single = oneOrder(leg, tolerancePpm);
    const sold = await row.through([...orders, ...twoOrders(leg, tolerancePpm, 1n).slice(0, 1)], 0n);
    const sale = sold.at(-1);
    const proceedsRao = sale?.ok ? BigInt(sale.item.receives?.rao ?? 0) : 0n;
    const pair = twoOrders(leg, tolerancePpm, proceedsRao);
    const ways = [
      await wayOf("one", [single], await row.through([...orders, single], 0n)),
      await wayOf("two", pair, await row.through([...orders, ...pair], 0n)),
    ];
    const [chosen] = ways
      .filter(({ view }) => view.problem === null)
      .sort((a, b) => (BigInt(a.view.netWorthRao) < BigInt(b.view.netWorthRao) ? 1 : -1));
    if (chosen) {
      orders.push(...chosen.orders);
      done.push(...chosen.changes);
    } else {
      skipped.push({
        fromNetuid: leg.from.netuid,
        toNetuid: leg.toNetuid,
        worthRao: leg.worthRao.toString(),
        reason: ways[0]?.view.problem ?? "",
      });
    }
    legs.push({
      fromNetuid: leg.from.netuid,
      toNetuid: leg.toNetuid,
      fromHotkey: leg.from.hotkey,
      toHotkey: leg.toHotkey,
      alphaRao: leg.alphaRao.toString(),
      worthRao: leg.worthRao.toString(),
      ways: ways.map(({ view }) => view),
      chosen: chosen?.view.way ?? null,
    });
  }
  return {
    totalRao: plan.totalRao.toString(),
    legs,
    skipped,
    shares: sharesOf(plan, weights, { ...read, holdings }, coldkey, done),
    orders,
    quote: await ctx.quote(orders),
    notes: [
      "Worths are at the pools' prices. What the moves themselves cost is in the result, so the weights come out a little off.",
      ...(legs.some(({ ways, chosen }) => ways.some(({ way, guarded }) => way === chosen && !guarded))
        ? ["Where the hotkey changes with the subnet the chain's call has no price limit."]
        : []),
    ],
    atBlock: at.number,
  };
}

/** The shares before and after, each at the prices of its time. */
function sharesOf(
  plan: ReturnType<typeof rebalance>,
  weights: readonly Weight[],
  { holdings, markets }: Holdings,
  coldkey: string,
  done: readonly Changes[],
): RebalancePlan["shares"] {
  const after = new Map<number, Market>(markets);
  const alpha = new Map<number, bigint>();
  for (const { netuid, alphaRao } of holdings) alpha.set(netuid, (alpha.get(netuid) ?? 0n) + alphaRao);
  for (const { markets: moved, positions } of done) {
    for (const [netuid, market] of moved ?? []) after.set(netuid, market);
    for (const one of positions ?? []) {
      if (one.coldkey === coldkey) alpha.set(one.netuid, (alpha.get(one.netuid) ?? 0n) + one.alphaRao);
    }
  }
  const worths = weights.map(({ netuid }) => alphaWorthRao(after.get(netuid) ?? "oneToOne", alpha.get(netuid) ?? 0n));
  const totalAfterRao = worths.reduce((sum, rao) => sum + rao, 0n);
  const part = (rao: bigint, whole: bigint): number =>
    whole === 0n ? 0 : Number((rao * BigInt(WEIGHT_PPM) + whole / 2n) / whole);
  return plan.shares.map(({ netuid, worthRao }, index) => ({
    netuid,
    worthRao: worthRao.toString(),
    wantedPpm: weights[index]?.weightPpm ?? 0,
    beforePpm: part(worthRao, plan.totalRao),
    afterPpm: part(worths[index] ?? 0n, totalAfterRao),
    afterWorthRao: (worths[index] ?? 0n).toString(),
  }));
}
