import { least } from "#src/amount/least.ts";
import type { SwapQuote } from "#src/contract/quote.ts";
import { loweredPriceRao } from "#src/staking/limit-price.ts";
import { type MoveStakeInput, moveStake } from "#src/staking/move-stake.ts";
import {
  breakEvenPriceRao,
  exitWorthRao,
  leastSaleAlphaRao,
  partsPerMillion,
  worstTaoRao,
} from "#src/staking/quote-figures.ts";
import { maxMoveInput } from "#src/swap/move-limit.ts";
import { alphaWorthRao, PRICE_SCALE, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";
import { onCard, row, swapRows } from "./bill-rows.ts";
import { askLegs, legsOf } from "./move-legs.ts";
import { MOVE_TITLES, type MoveOrder, moveCall, refuseOwnPlace, targetOf } from "./move-order.ts";
import {
  alphaFeeOf,
  feeOf,
  freeRao,
  lockWords,
  payFee,
  type QuoteContext,
  type Quoted,
  readState,
  subnetIn,
} from "./quote-context.ts";
import { alphaFeeWarning, curveOf, impactWarning, quoteViewOf } from "./quote-view.ts";
import type { Subnet } from "./read-state.ts";
import { aboveAvailable, refusalError } from "./refusals.ts";

/** The chain's own check of a move's limit counts reserves and not weights, so it holds for even pools only (chain facts 5.7). */
const isEven = ({ market }: Subnet): boolean => {
  if (market === "oneToOne") return true;
  const off = market.taoWeight * 2n - WEIGHT_ONE;
  return (off < 0n ? -off : off) * 1_000n < WEIGHT_ONE;
};

/** Quotes move_stake and swap_stake (with their limit where the node has it) and transfer_stake. */
export async function quoteMove(ctx: QuoteContext, order: MoveOrder): Promise<Quoted> {
  const { node, coldkey, guard } = ctx;
  const { hotkey, netuid, toNetuid } = order;
  refuseOwnPlace(order, coldkey);
  const to = targetOf(order, coldkey);
  const across = netuid !== toNetuid;
  const given = order.operation === "transferStake";
  const { method, guarded, callFor } = moveCall(ctx, order);

  const wantedRao = order.alphaRao === null ? null : BigInt(order.alphaRao);
  const [state, askedFee, priceRao, toPriceRao, heldRao, availability, early] = await Promise.all([
    readState(ctx, { accounts: [coldkey, to.coldkey], netuids: [netuid, toNetuid], hotkeys: [hotkey, to.hotkey] }),
    feeOf(ctx, callFor(wantedRao ?? 0n, 0n)),
    node.priceRao(netuid),
    node.priceRao(toNetuid),
    node.positionAlphaRao(hotkey, coldkey, netuid),
    node.availability([coldkey], [netuid]),
    across && wantedRao !== null ? askLegs(ctx, order, wantedRao) : { sale: null, purchase: null },
  ]);
  const place = { hotkey, subnet: subnetIn(state, netuid), positionAlphaRao: heldRao };
  const payment = payFee(ctx, state, askedFee, place);
  const { fee, positionAlphaRao, subnet: origin } = payment;
  const destination = across ? subnetIn(state, toNetuid) : origin;
  const locks = availability.get(`${coldkey} ${netuid}`);
  const lockedAlphaRao = locks?.lockedAlphaRao ?? 0n;
  // Inside one subnet and one coldkey the lock goes along, so all of the position may move.
  const freeToGo = across || given;
  const availableRao = freeToGo
    ? least(positionAlphaRao, locks?.availableAlphaRao ?? positionAlphaRao)
    : positionAlphaRao;
  const alphaRao = wantedRao ?? availableRao;
  if (alphaRao > availableRao || availableRao === 0n) {
    const held = { wantedAlphaRao: alphaRao, heldAlphaRao: positionAlphaRao, availableAlphaRao: availableRao };
    throw aboveAvailable("alpha", alphaRao, availableRao, lockWords(ctx, state, { ...held, lockedAlphaRao }));
  }

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
    isTransfer: given,
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
    result.kind === "across" ? await legsOf(ctx, order, { result, payment, destination, alphaRao, early }) : null;
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
          exitRao: given ? null : (exitWorthRao(exact.destinationAfter, arrivesRao)?.toString() ?? null),
          // What the sale alone would have brought, and the fee of the way back into TAO, have to come out again.
          breakEvenPriceRaoPerAlpha:
            given || arrivesRao === 0n
              ? null
              : (breakEvenPriceRao(destination.market, exact.taoRao + payment.taoRao, arrivesRao)?.toString() ?? null),
          curve: curveOf(origin.market, "sell", availableRao, ctx.curvePoints),
        };
  const warnings = [
    ...(across && !guarded
      ? [`The chain's ${method} has no price limit: whatever the prices are in that block is taken.`]
      : []),
    ...(guarded && !(isEven(origin) && isEven(destination))
      ? [
          "A pool here has uneven weights, which the chain's limit check leaves out: a little less than the least may come.",
        ]
      : []),
    ...(swap ? impactWarning(swap.impactPpm) : []),
    ...(swap?.fills === "part" ? ["Only a part fits the limit; the rest stays where it is."] : []),
    ...(result.kind === "across" && result.purchase === null
      ? ["The TAO of the sale is below the minimum stake: it stays free instead of being staked again."]
      : []),
    ...(given ? ["The stake will belong to the other coldkey. Nobody can bring it back."] : []),
    ...(lockedAlphaRao > 0n && given ? ["Locked alpha is refused by coldkeys that have not agreed to take it."] : []),
    ...alphaFeeWarning(fee),
  ];
  const stays =
    result.kind === "across" && result.purchase === null && to.coldkey === coldkey ? (exact?.taoRao ?? 0n) : 0n;
  const view = quoteViewOf({
    operation: order.operation,
    title: `${MOVE_TITLES[order.operation]} from subnet ${netuid}${across ? ` to subnet ${toNetuid}` : ""}`,
    call: { section: "SubtensorModule", method },
    signer: coldkey,
    fee,
    feeTaoRao: payment.taoRao,
    swap,
    existentialRao: state.existentialRao,
    beforeRao: freeRao(state, coldkey),
    receives: {
      rao: stays,
      alphaRao: arrivesRao,
      atLeastAlphaRao: within ? arrivesRao : swap?.worstAlphaRao == null ? null : BigInt(swap.worstAlphaRao),
    },
    amount: { token: "alpha", rao: alphaRao, availableRao, lockedRao: lockedAlphaRao },
    warnings,
    atBlock: ctx.at.number,
    asked: [
      row("From subnet", String(netuid), "number"),
      row("To subnet", String(toNetuid), "number"),
      row("Hotkey", hotkey, "address"),
      ...(to.hotkey === hotkey ? [] : [row("To hotkey", to.hotkey, "address")]),
      ...(to.coldkey === coldkey ? [] : [row("To coldkey", to.coldkey, "address")]),
      row("You move", alphaRao.toString(), "alphaRao"),
    ],
    result: swap
      ? swapRows(swap)
      : onCard([
          row("Swap fee", "none: inside one subnet only the books change"),
          row("Arrives", arrivesRao.toString(), "alphaRao", "good"),
        ]),
  });
  return {
    view,
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
