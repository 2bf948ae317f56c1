import { buildCall } from "#main/chain/lookup.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { least } from "#src/amount/least.ts";
import { AppError } from "#src/app-error.ts";
import type { SwapQuote } from "#src/contract/quote.ts";
import { loweredPriceRao } from "#src/staking/limit-price.ts";
import { type MovedAcross, type MoveStakeInput, moveStake } from "#src/staking/move-stake.ts";
import {
  buyImpact,
  grossForNet,
  impactCurve,
  leastSaleAlphaRao,
  partsPerMillion,
  sellImpact,
  worstTaoRao,
} from "#src/staking/quote-figures.ts";
import { maxMoveInput } from "#src/swap/move-limit.ts";
import { alphaWorthRao, PRICE_SCALE, spotPriceRao } from "#src/swap/pool.ts";
import { sellAlpha } from "#src/swap/trade.ts";
import { feeRows, percentText, row, swapRows } from "./bill-rows.ts";
import { soundSimulation } from "./node-answers.ts";
import {
  alphaFeeOf,
  feeOf,
  freeRao,
  isGuarded,
  type OrderOf,
  type Payment,
  payFee,
  type QuoteContext,
  type Quoted,
  readState,
  subnetIn,
} from "./quote-context.ts";
import type { Subnet } from "./read-state.ts";
import { aboveAvailable, refusalError } from "./refusals.ts";

type MoveOrder = OrderOf<"move"> | OrderOf<"swap"> | OrderOf<"transferStake">;

const TITLES = { move: "Move stake", swap: "Swap stake", transferStake: "Give stake away" } as const;

/** Where the stake goes: only what differs from where it is. */
const targetOf = (order: MoveOrder, coldkey: string) => ({
  hotkey: order.operation === "move" ? order.toHotkey : order.hotkey,
  coldkey: order.operation === "transferStake" ? order.toColdkey : coldkey,
});

function refuseOwnPlace(order: MoveOrder, coldkey: string): void {
  const to = targetOf(order, coldkey);
  if (order.operation === "transferStake") {
    decodeAddress(order.toColdkey, { field: "toColdkey" });
    if (order.toColdkey !== coldkey) return;
    throw new AppError("STAKING_OWN_ADDRESS", "This is your own address: the stake would stay yours.", {
      hint: "Enter the coldkey address of somebody else, or move the stake instead.",
      field: "toColdkey",
    });
  }
  if (to.hotkey !== order.hotkey || order.toNetuid !== order.netuid) return;
  throw new AppError("STAKING_SAME_PLACE", "The stake is already there.", {
    hint: "Choose another subnet or another hotkey.",
    field: order.operation === "move" ? "toHotkey" : "toNetuid",
  });
}

/** TAO that the first leg would bring by the pools as last read, so that the second leg can be asked for at once. */
function guessTaoRao(ctx: QuoteContext, order: MoveOrder, alphaRao: bigint): bigint | null {
  const origin = ctx.known.get(order.netuid);
  if (!origin || !ctx.known.has(order.toNetuid)) return null;
  const sale = sellAlpha(origin.market, alphaRao);
  return sale.ok && sale.paidOutRao > 0n ? sale.paidOutRao : null;
}

/** What the second leg is simulated with: its fee is only taken where the stake comes from root. */
const secondInput = (order: MoveOrder, destination: Subnet, taoRao: bigint): bigint =>
  order.netuid === 0 ? taoRao : grossForNet(destination.market, taoRao);

/** Quotes move_stake, swap_stake (with its limit where the node has it) and transfer_stake. */
export async function quoteMove(ctx: QuoteContext, order: MoveOrder): Promise<Quoted> {
  const { live, node, coldkey, guard } = ctx;
  const { hotkey, netuid, toNetuid } = order;
  refuseOwnPlace(order, coldkey);
  const to = targetOf(order, coldkey);
  const across = netuid !== toNetuid;
  const guarded =
    order.operation === "swap" && across && guard.protect && isGuarded(ctx, netuid || toNetuid, "swap_stake_limit");
  const method =
    order.operation === "move"
      ? "move_stake"
      : order.operation === "transferStake"
        ? "transfer_stake"
        : guarded
          ? "swap_stake_limit"
          : "swap_stake";
  const callFor = (alphaRao: bigint, limitRao: bigint) => {
    const build = (...args: unknown[]) => buildCall(live.api, "SubtensorModule", method, ...args);
    if (order.operation === "move") return build(hotkey, order.toHotkey, netuid, toNetuid, alphaRao);
    if (order.operation === "transferStake") return build(order.toColdkey, hotkey, netuid, toNetuid, alphaRao);
    return guarded
      ? build(hotkey, netuid, toNetuid, alphaRao, limitRao, guard.allowPartial)
      : build(hotkey, netuid, toNetuid, alphaRao);
  };

  const wantedRao = order.alphaRao === null ? null : BigInt(order.alphaRao);
  const guessRao = across && wantedRao !== null ? guessTaoRao(ctx, order, wantedRao) : null;
  const knownTarget = ctx.known.get(toNetuid);
  const [state, askedFee, priceRao, toPriceRao, heldRao, availability, earlySale, earlyPurchase] = await Promise.all([
    readState(ctx, { accounts: [coldkey, to.coldkey], netuids: [netuid, toNetuid], hotkeys: [hotkey, to.hotkey] }),
    feeOf(ctx, callFor(wantedRao ?? 0n, 0n)),
    node.priceRao(netuid),
    node.priceRao(toNetuid),
    node.positionAlphaRao(hotkey, coldkey, netuid),
    node.availability([coldkey], [netuid]),
    across && wantedRao !== null ? node.simulateSell(netuid, wantedRao) : null,
    guessRao !== null && knownTarget ? node.simulateBuy(toNetuid, secondInput(order, knownTarget, guessRao)) : null,
  ]);
  const place = { hotkey, subnet: subnetIn(state, netuid), positionAlphaRao: heldRao };
  const payment: Payment = payFee(ctx, state, askedFee, place);
  const { fee, positionAlphaRao, subnet: origin } = payment;
  const destination = across ? subnetIn(state, toNetuid) : origin;
  const locks = availability.get(`${coldkey} ${netuid}`);
  const lockedAlphaRao = locks?.lockedAlphaRao ?? 0n;
  // Inside one subnet and one coldkey the lock goes along, so all of the position may move.
  const freeToGo = across || order.operation === "transferStake";
  const availableRao = freeToGo
    ? least(positionAlphaRao, locks?.availableAlphaRao ?? positionAlphaRao)
    : positionAlphaRao;
  const alphaRao = wantedRao ?? availableRao;
  if (alphaRao > availableRao || availableRao === 0n) throw aboveAvailable("alpha", alphaRao, availableRao);

  const rateRao = toPriceRao === 0n ? 0n : (priceRao * PRICE_SCALE) / toPriceRao;
  const limitPriceRao = guarded ? (guard.limitPriceRao ?? loweredPriceRao(rateRao, guard.tolerancePpm)) : null;
  const bound = limitPriceRao === null ? null : maxMoveInput(origin.market, destination.market, limitPriceRao);
  const receiver = state.accounts.get(to.coldkey);
  const shortfallRao =
    receiver && receiver.freeRao < state.existentialRao ? state.existentialRao - receiver.freeRao : 0n;
  const input: MoveStakeInput = {
    origin,
    destination,
    originHotkeyExists: state.owners.get(hotkey) != null,
    destinationHotkeyExists: state.owners.get(to.hotkey) != null,
    samePosition: coldkey === to.coldkey && hotkey === to.hotkey,
    isTransfer: order.operation === "transferStake",
    alphaRao,
    positionAlphaRao,
    destinationShortfallRao: shortfallRao,
    minStakeRao: state.minStakeRao,
    ...(limitPriceRao === null ? {} : { limit: { priceRao: limitPriceRao, allowPartial: guard.allowPartial } }),
  };
  const result = moveStake(input);
  if (!result.ok) {
    const minimum = leastSaleAlphaRao(origin.market, state.minStakeRao + (across ? 1n : 0n), availableRao);
    throw refusalError(result, {
      netuid: !origin.exists || !origin.started ? netuid : toNetuid,
      token: "alpha",
      amountRao: alphaRao,
      leastRao: minimum ?? undefined,
      mostRao: bound?.ok ? bound.maxInputRao : null,
      priceRao,
      limitPriceRao: limitPriceRao ?? undefined,
    });
  }

  const within = result.kind === "within" ? result : null;
  const exact =
    result.kind === "across"
      ? await legsOf(ctx, order, { result, fee: payment, destination, alphaRao, guessRao, earlySale, earlyPurchase })
      : null;
  const arrivesRao = within ? within.alphaRao : (exact?.alphaRao ?? 0n);
  const movedRao = within ? within.alphaRao : (exact?.spentAlphaRao ?? 0n);
  const swap: SwapQuote | null =
    exact === null
      ? null
      : {
          netuid,
          ...(netuid === 0
            ? { feeRao: exact.feeRao.toString(), feeWorthRao: exact.feeRao.toString() }
            : {
                feeAlphaRao: exact.feeAlphaRao.toString(),
                feeWorthRao: alphaWorthRao(origin.market, exact.feeAlphaRao).toString(),
              }),
          impactRao: exact.impactRao.toString(),
          impactPpm: partsPerMillion(exact.impactRao, alphaWorthRao(origin.market, exact.netAlphaRao)),
          priceRaoPerAlpha: priceRao.toString(),
          priceAfterRaoPerAlpha: spotPriceRao(exact.originAfter).toString(),
          limitPriceRaoPerAlpha: limitPriceRao?.toString() ?? null,
          tolerancePpm: limitPriceRao === null ? null : guard.tolerancePpm,
          fills: movedRao < alphaRao ? "part" : "whole",
          mostAlphaRao: bound?.ok ? (bound.maxInputRao?.toString() ?? null) : null,
          expectedAlphaRao: arrivesRao.toString(),
          worstAlphaRao: limitPriceRao === null ? null : worstTaoRao(exact.netAlphaRao, limitPriceRao).toString(),
          destination: {
            netuid: toNetuid,
            priceRaoPerAlpha: toPriceRao.toString(),
            priceAfterRaoPerAlpha: spotPriceRao(exact.destinationAfter).toString(),
            taoRao: exact.taoRao.toString(),
          },
          exitRao: null,
          breakEvenPriceRaoPerAlpha: null,
          curve: impactCurve(origin.market, "sell", availableRao, ctx.curvePoints).map((point) => ({
            ...point,
            amountRao: point.amountRao.toString(),
          })),
        };
  const warnings = [
    ...(across && !guarded
      ? [`The chain's ${method} has no price limit: whatever the prices are in that block is taken.`]
      : []),
    ...(swap && swap.impactPpm >= 10_000
      ? [`This order moves the prices against you by ${percentText(swap.impactPpm)}.`]
      : []),
    ...(result.kind === "across" && result.purchase === null
      ? ["The TAO of the sale is below the minimum stake: it stays free instead of being staked again."]
      : []),
    ...(order.operation === "transferStake"
      ? ["The stake will belong to the other coldkey. Nobody can bring it back."]
      : []),
    ...(lockedAlphaRao > 0n && order.operation === "transferStake"
      ? ["Locked alpha is refused by coldkeys that have not agreed to take it."]
      : []),
    ...(fee.inAlpha
      ? ["Free TAO cannot pay the fee, so the chain takes it from this stake; nothing of it is given back."]
      : []),
  ];
  const beforeRao = freeRao(state, coldkey);
  const stays =
    result.kind === "across" && result.purchase === null && to.coldkey === coldkey ? (exact?.taoRao ?? 0n) : 0n;
  const base = {
    operation: order.operation,
    title: `${TITLES[order.operation]} from subnet ${netuid}${across ? ` to subnet ${toNetuid}` : ""}`,
    call: { section: "SubtensorModule", method },
    signer: coldkey,
    fee,
    swap,
    parts: [],
    deposits: [],
    existentialRao: state.existentialRao.toString(),
    spendsRao: "0",
    receives: {
      rao: stays.toString(),
      alphaRao: arrivesRao.toString(),
      atLeastRao: null,
      atLeastAlphaRao: within ? arrivesRao.toString() : (swap?.worstAlphaRao ?? null),
    },
    amountAlphaRao: alphaRao.toString(),
    availableAlphaRao: availableRao.toString(),
    lockedAlphaRao: lockedAlphaRao.toString(),
    balanceBeforeRao: beforeRao.toString(),
    balanceAfterRao: (beforeRao - payment.taoRao + stays).toString(),
    warnings,
    atBlock: ctx.at.number,
  };
  const rows = [
    row("From subnet", String(netuid), "number"),
    row("To subnet", String(toNetuid), "number"),
    row("Hotkey", hotkey, "address"),
    ...(to.hotkey === hotkey ? [] : [row("To hotkey", to.hotkey, "address")]),
    ...(to.coldkey === coldkey ? [] : [row("To coldkey", to.coldkey, "address")]),
    row("You move", alphaRao.toString(), "alphaRao"),
    ...(swap
      ? swapRows(swap)
      : [
          row("Swap fee", "none: inside one subnet only the books change"),
          row("Arrives", arrivesRao.toString(), "alphaRao", "good"),
        ]),
    ...feeRows(base),
  ];
  return {
    view: { ...base, rows },
    call: callFor(alphaRao, limitPriceRao ?? 0n),
    limitPriceRao,
    feeInAlpha: alphaFeeOf(place),
    changes: {
      free: [[to.coldkey, exact === null ? 0n : exact.taoRao - exact.spentTaoRao]],
      markets: exact
        ? [
            [netuid, exact.originAfter],
            [toNetuid, exact.destinationAfter],
          ]
        : [],
      positions: [
        { hotkey, coldkey, netuid, alphaRao: -movedRao },
        { hotkey: to.hotkey, coldkey: to.coldkey, netuid: toNetuid, alphaRao: arrivesRao },
      ],
    },
  };
}

type Simulation = Awaited<ReturnType<QuoteContext["node"]["simulateSell"]>>;

/** Both legs, from the node's simulation where it can simulate exactly this, else by the same rule. */
async function legsOf(
  { node }: QuoteContext,
  order: MoveOrder,
  given: {
    readonly result: MovedAcross;
    readonly fee: Payment;
    readonly destination: Subnet;
    readonly alphaRao: bigint;
    readonly guessRao: bigint | null;
    readonly earlySale: Simulation | null;
    readonly earlyPurchase: Simulation | null;
  },
) {
  const { result, fee, destination, alphaRao, guessRao } = given;
  const { sale, purchase } = result;
  const spentAlphaRao = sale.soldAlphaRao + sale.feeAlphaRao;
  const fromRoot = order.netuid === 0;
  const figures = {
    taoRao: sale.taoRao,
    netAlphaRao: sale.soldAlphaRao,
    feeAlphaRao: sale.feeAlphaRao,
    feeRao: purchase?.feeRao ?? 0n,
    netTaoRao: purchase?.paidInRao ?? 0n,
    /** TAO of the sale that is staked again; the rest stays free in the receiver. */
    spentTaoRao: purchase?.spentRao ?? 0n,
    alphaRao: purchase?.alphaRao ?? 0n,
  };
  if (spentAlphaRao === alphaRao && !fee.fee.inAlpha) {
    const first = soundSimulation(given.earlySale ?? (await node.simulateSell(order.netuid, alphaRao)), order.netuid);
    figures.taoRao = first.taoAmount;
    figures.netAlphaRao = first.alphaAmount;
    figures.feeAlphaRao = first.alphaFee;
    if (purchase !== null) {
      const spentRao = first.taoAmount - (sale.taoRao - purchase.spentRao);
      figures.spentTaoRao = spentRao;
      const early = guessRao === spentRao ? given.earlyPurchase : null;
      const second = soundSimulation(
        early ?? (await node.simulateBuy(order.toNetuid, secondInput(order, destination, spentRao))),
        order.toNetuid,
      );
      figures.feeRao = fromRoot ? second.taoFee : 0n;
      figures.netTaoRao = second.taoAmount;
      figures.alphaRao = second.alphaAmount;
    }
  }
  const { market } = fee.subnet;
  const impactRao =
    sellImpact(market, figures.netAlphaRao, figures.taoRao).rao +
    (purchase === null ? 0n : buyImpact(destination.market, figures.netTaoRao, figures.alphaRao).rao);
  return {
    ...figures,
    spentAlphaRao,
    impactRao,
    originAfter: sale.marketAfter,
    destinationAfter: purchase?.marketAfter ?? destination.market,
  };
}
