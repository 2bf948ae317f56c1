import { buildCall } from "#main/chain/lookup.ts";
import { least } from "#src/amount/least.ts";
import { AppError } from "#src/app-error.ts";
import type { SwapQuote } from "#src/contract/quote.ts";
import { sellImpact } from "#src/staking/quote-figures.ts";
import { removeStake } from "#src/staking/remove-stake.ts";
import { alphaWorthRao, type Market, spotPriceRao } from "#src/swap/pool.ts";
import { onCard, row } from "./bill-rows.ts";
import type { Position } from "./node-answers.ts";
import {
  alphaFeeOf,
  feeOf,
  freeRao,
  type OrderOf,
  payFee,
  type QuoteContext,
  type Quoted,
  readState,
  subnetIn,
} from "./quote-context.ts";
import { alphaFeeWarning, quoteViewOf } from "./quote-view.ts";
import type { Subnet } from "./read-state.ts";

/** A position's sale at whatever price; null where the chain would pass it over. */
async function partOf(
  ctx: QuoteContext,
  position: Position,
  subnet: Subnet,
  minStakeRao: bigint,
  simulated: boolean,
): Promise<{ readonly part: SwapQuote; readonly marketAfter: Market } | null> {
  const { alphaRao, netuid } = position;
  const sale = removeStake({
    subnet,
    hotkeyExists: true,
    alphaRao,
    positionAlphaRao: alphaRao,
    minStakeRao,
  });
  if (!sale.ok) return null;
  const simulation = simulated ? await ctx.node.simulateSell(netuid, alphaRao) : null;
  const taoRao = simulation?.taoAmount ?? sale.taoRao;
  const netAlphaRao = simulation?.alphaAmount ?? sale.soldAlphaRao;
  const feeAlphaRao = simulation?.alphaFee ?? sale.feeAlphaRao;
  if (taoRao === 0n) return null;
  const impact = sellImpact(subnet.market, netAlphaRao, taoRao);
  const part: SwapQuote = {
    netuid,
    feeAlphaRao: feeAlphaRao.toString(),
    feeWorthRao: alphaWorthRao(subnet.market, feeAlphaRao).toString(),
    impactRao: impact.rao.toString(),
    impactPpm: impact.ppm,
    priceRaoPerAlpha: spotPriceRao(subnet.market).toString(),
    priceAfterRaoPerAlpha: spotPriceRao(sale.marketAfter).toString(),
    limitPriceRaoPerAlpha: null,
    tolerancePpm: null,
    fills: "whole",
    expectedRao: taoRao.toString(),
    worstRao: null,
    exitRao: null,
    breakEvenPriceRaoPerAlpha: null,
    curve: [],
  };
  return { part, marketAfter: sale.marketAfter };
}

/** Quotes unstake_all and unstake_all_alpha: every position behind a hotkey, subnet by subnet, at whatever price. */
export async function quoteExit(
  ctx: QuoteContext,
  order: OrderOf<"unstakeAll"> | OrderOf<"unstakeAllAlpha">,
): Promise<Quoted> {
  const { live, node, coldkey } = ctx;
  const { hotkey } = order;
  const toRoot = order.operation === "unstakeAllAlpha";
  const method = toRoot ? "unstake_all_alpha" : "unstake_all";
  const call = buildCall(live.api, "SubtensorModule", method, hotkey);
  const [positions, askedFee, availability] = await Promise.all([
    node.positions([coldkey]),
    feeOf(ctx, call),
    node.availability([coldkey], null),
  ]);
  const held = positions.filter((position) => position.hotkey === hotkey && !(toRoot && position.netuid === 0));
  const [first] = held;
  if (!first) {
    throw new AppError("STAKING_NOTHING_THERE", "This address has no stake behind this hotkey to sell.", {
      hint: "Choose a hotkey from the list of positions.",
      field: "hotkey",
    });
  }
  const netuids = held.map(({ netuid }) => netuid);
  const state = await readState(ctx, { accounts: [coldkey], netuids, hotkeys: [hotkey] });
  const funded = positions.filter(
    (position) => position.hotkey === hotkey && state.subnets.get(position.netuid)?.started !== false,
  );
  // Alpha pays the fee only where it is clear which: with one position.
  const only = funded.length === 1 ? held.find(({ netuid }) => netuid === funded[0]?.netuid) : undefined;
  const paying = only ?? { ...first, alphaRao: 0n };
  const place = { hotkey, subnet: subnetIn(state, paying.netuid), positionAlphaRao: paying.alphaRao };
  const payment = payFee(ctx, state, askedFee, place);
  const { fee } = payment;
  const paidPart = (position: Position): Position =>
    fee.inAlpha && position.netuid === paying.netuid ? { ...position, alphaRao: payment.positionAlphaRao } : position;

  /** Locked alpha makes the chain pass the position over, since it only sells a whole one. */
  const isFree = ({ netuid, alphaRao }: Position): boolean =>
    (availability.get(`${coldkey} ${netuid}`)?.availableAlphaRao ?? alphaRao) >= alphaRao;
  const sales = await Promise.all(
    held.map((position) =>
      subnetIn(state, position.netuid).started && isFree(position)
        ? partOf(
            ctx,
            paidPart(position),
            fee.inAlpha ? payment.subnet : subnetIn(state, position.netuid),
            state.minStakeRao,
            !fee.inAlpha,
          )
        : null,
    ),
  );
  const done = sales.filter((sale) => sale !== null);
  const sold = done.map(({ part }) => part);
  if (sold.length === 0) {
    throw new AppError("STAKING_BELOW_MINIMUM", "None of these positions can be sold on its own.", {
      hint: "Their subnets are closed, their alpha is locked, or their pools are nearly empty.",
      field: "hotkey",
    });
  }
  const taoRao = sold.reduce((sum, part) => sum + BigInt(part.expectedRao ?? 0), 0n);
  const beforeRao = freeRao(state, coldkey);
  const afterSaleRao = beforeRao - payment.taoRao + taoRao;
  const canStakeRao = afterSaleRao > state.existentialRao ? afterSaleRao - state.existentialRao : 0n;
  const restakedRao = toRoot ? least(taoRao, canStakeRao) : 0n;
  const passedOver = held.length - sold.length;
  const view = quoteViewOf({
    operation: order.operation,
    title: toRoot ? "Sell all alpha behind a hotkey and stake it on root" : "Unstake everything behind a hotkey",
    call: { section: "SubtensorModule", method },
    signer: coldkey,
    fee,
    feeTaoRao: payment.taoRao,
    parts: sold,
    existentialRao: state.existentialRao,
    beforeRao,
    receives: { rao: taoRao - restakedRao, alphaRao: restakedRao },
    warnings: [
      "The chain sells these positions without any price limit. Unstake them one by one to guard the price.",
      ...(passedOver > 0 ? [`${passedOver} of ${held.length} positions cannot be sold and are passed over.`] : []),
      ...alphaFeeWarning(fee),
    ],
    atBlock: ctx.at.number,
    asked: [row("Hotkey", hotkey, "address")],
    result: onCard([
      ...sold.flatMap((part) => [
        row(`Subnet ${part.netuid}, expected`, part.expectedRao ?? "0", "rao"),
        row(`Subnet ${part.netuid}, swap fee`, part.feeAlphaRao ?? "0", "alphaRao"),
        row(`Subnet ${part.netuid}, swap fee worth`, part.feeWorthRao, "rao"),
        row(
          `Subnet ${part.netuid}, price impact`,
          part.impactRao,
          "rao",
          part.impactPpm >= 10_000 ? "warning" : "normal",
        ),
      ]),
      row("Limit price", "none: any price is taken", "text", "warning"),
      toRoot
        ? row("Staked on root, expected", restakedRao.toString(), "rao", "good")
        : row("You receive, expected", taoRao.toString(), "rao", "good"),
    ]),
  });
  return {
    view,
    call,
    limitPriceRao: null,
    feeInAlpha: only ? alphaFeeOf(place) : null,
    changes: {
      free: [[coldkey, taoRao - restakedRao]],
      markets: done.map(({ part, marketAfter }) => [part.netuid, marketAfter] as const),
      positions: [
        ...held
          .filter(({ netuid }) => sold.some((part) => part.netuid === netuid))
          .map(({ netuid, alphaRao }) => ({ hotkey, coldkey, netuid, alphaRao: -alphaRao })),
        { hotkey, coldkey, netuid: 0, alphaRao: restakedRao },
      ],
    },
  };
}
