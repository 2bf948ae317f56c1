import { buildCall, hasCapability } from "#main/chain/lookup.ts";
import { formatDecimal } from "#src/amount/format-amount.ts";
import { least } from "#src/amount/least.ts";
import { AppError } from "#src/app-error.ts";
import type { SwapQuote } from "#src/contract/quote.ts";
import { loweredPriceRao } from "#src/staking/limit-price.ts";
import { isDust, minimumKeptAlphaRao } from "#src/staking/minimums.ts";
import { leastSaleAlphaRao, sellImpact, worstTaoRao } from "#src/staking/quote-figures.ts";
import { removeStake } from "#src/staking/remove-stake.ts";
import { maxSellInput } from "#src/swap/limit.ts";
import { alphaWorthRao, PRICE_SCALE, spotPriceRao } from "#src/swap/pool.ts";
import { onCard, row, swapRows } from "./bill-rows.ts";
import { soundSimulation } from "./node-answers.ts";
import {
  alphaFeeOf,
  feeOf,
  freeRao,
  isGuarded,
  lockWords,
  type OrderOf,
  payFee,
  type QuoteContext,
  type Quoted,
  readState,
  subnetIn,
} from "./quote-context.ts";
import { alphaFeeWarning, curveOf, impactWarning, quoteViewOf } from "./quote-view.ts";
import { aboveAvailable, refusalError } from "./refusals.ts";

const FULL = "remove_stake_full_limit";

/** Quotes selling stake: remove_stake_limit, remove_stake_full_limit for all of it, remove_stake without a guard. */
export async function quoteUnstake(ctx: QuoteContext, order: OrderOf<"unstake">): Promise<Quoted> {
  const { live, node, coldkey, guard } = ctx;
  const { netuid, hotkey } = order;
  const all = order.alphaRao === null;
  const full = all && !guard.allowPartial && hasCapability(live.api, "call", "SubtensorModule", FULL);
  const guarded = isGuarded(ctx, netuid, full ? FULL : "remove_stake_limit");
  const method = full ? FULL : guarded ? "remove_stake_limit" : "remove_stake";
  const callFor = (alphaRao: bigint, limitRao: bigint) => {
    if (full) return buildCall(live.api, "SubtensorModule", FULL, hotkey, netuid, guarded ? limitRao : null);
    return guarded
      ? buildCall(live.api, "SubtensorModule", method, hotkey, netuid, alphaRao, limitRao, guard.allowPartial)
      : buildCall(live.api, "SubtensorModule", method, hotkey, netuid, alphaRao);
  };

  const wantedRao = order.alphaRao === null ? null : BigInt(order.alphaRao);
  const [state, askedFee, priceRao, heldRao, availability, early] = await Promise.all([
    readState(ctx, { accounts: [coldkey], netuids: [netuid], hotkeys: [hotkey] }),
    feeOf(ctx, callFor(wantedRao ?? 0n, 0n)),
    node.priceRao(netuid),
    node.positionAlphaRao(hotkey, coldkey, netuid),
    node.availability([coldkey], [netuid]),
    wantedRao === null ? null : node.simulateSell(netuid, wantedRao),
  ]);
  const read = subnetIn(state, netuid);
  const place = { hotkey, subnet: read, positionAlphaRao: heldRao };
  const { fee, taoRao, positionAlphaRao, subnet } = payFee(ctx, state, askedFee, place);
  const { market } = subnet;
  const locks = availability.get(`${coldkey} ${netuid}`);
  const lockedAlphaRao = locks?.lockedAlphaRao ?? 0n;
  const availableRao = least(positionAlphaRao, locks?.availableAlphaRao ?? positionAlphaRao);
  const alphaRao = wantedRao ?? positionAlphaRao;
  if (alphaRao > availableRao || availableRao === 0n) {
    const held = { wantedAlphaRao: alphaRao, heldAlphaRao: positionAlphaRao, availableAlphaRao: availableRao };
    throw aboveAvailable("alpha", alphaRao, availableRao, lockWords(ctx, state, { ...held, lockedAlphaRao }));
  }

  const limitPriceRao = !guarded
    ? null
    : (guard.limitPriceRao ?? (market === "oneToOne" ? PRICE_SCALE : loweredPriceRao(priceRao, guard.tolerancePpm)));
  const bound = limitPriceRao === null ? null : maxSellInput(market, limitPriceRao);
  const mostRao = bound?.ok ? bound.maxInputRao : null;
  const result = removeStake({
    subnet,
    hotkeyExists: state.owners.get(hotkey) != null,
    alphaRao,
    positionAlphaRao,
    minStakeRao: state.minStakeRao,
    ...(limitPriceRao === null
      ? {}
      : { limit: { priceRao: limitPriceRao, allowPartial: full ? false : guard.allowPartial } }),
  });
  if (!result.ok) {
    throw refusalError(result, {
      netuid,
      token: "alpha",
      amountRao: alphaRao,
      leastRao: leastSaleAlphaRao(market, state.minStakeRao, availableRao) ?? undefined,
      mostRao,
      priceRao,
      limitPriceRao: limitPriceRao ?? undefined,
    });
  }
  const leftRao = positionAlphaRao - result.soldAlphaRao - result.feeAlphaRao;
  const owns = state.owners.get(hotkey) === coldkey;
  if (isDust(result.marketAfter, leftRao, state.nominatorMinRao, owns)) {
    const keptRao = minimumKeptAlphaRao(result.marketAfter, state.nominatorMinRao) + 1n;
    const fitsRao = positionAlphaRao > keptRao ? positionAlphaRao - keptRao : 0n;
    throw new AppError(
      "STAKING_DUST_LEFT",
      `${formatDecimal(leftRao)} α would be left, which is below what a delegator may keep: the chain would sell it at any price.`,
      {
        hint: `Unstake all of it${fitsRao > 0n ? `, or at most ${formatDecimal(fitsRao)} α` : ""}.`,
        field: "amount",
        details: { leftAlphaRao: leftRao.toString(), mostRao: fitsRao.toString() },
      },
    );
  }

  const whole = result.refundAlphaRao === 0n;
  const simulated = whole && !fee.inAlpha;
  const simulation = simulated ? soundSimulation(early ?? (await node.simulateSell(netuid, alphaRao)), netuid) : null;
  const expectedRao = simulation?.taoAmount ?? result.taoRao;
  const feeAlphaRao = simulation?.alphaFee ?? result.feeAlphaRao;
  const netAlphaRao = simulation?.alphaAmount ?? result.soldAlphaRao;
  const impact = sellImpact(market, netAlphaRao, expectedRao);
  const worstRao = limitPriceRao === null ? null : worstTaoRao(netAlphaRao, limitPriceRao);
  const swap: SwapQuote = {
    netuid,
    feeAlphaRao: feeAlphaRao.toString(),
    feeWorthRao: alphaWorthRao(market, feeAlphaRao).toString(),
    impactRao: impact.rao.toString(),
    impactPpm: impact.ppm,
    priceRaoPerAlpha: priceRao.toString(),
    priceAfterRaoPerAlpha: spotPriceRao(result.marketAfter).toString(),
    limitPriceRaoPerAlpha: limitPriceRao?.toString() ?? null,
    tolerancePpm: limitPriceRao === null ? null : guard.tolerancePpm,
    fills: whole ? "whole" : "part",
    mostAlphaRao: mostRao?.toString() ?? null,
    expectedRao: expectedRao.toString(),
    worstRao: worstRao?.toString() ?? null,
    exitRao: null,
    breakEvenPriceRaoPerAlpha: null,
    curve: curveOf(market, "sell", availableRao, ctx.curvePoints),
  };
  const warnings = [
    ...(guard.protect && !guarded && netuid !== 0
      ? ["This network has no limit price for unstaking: whatever the price is in that block is taken."]
      : []),
    ...impactWarning(impact.ppm),
    ...(whole ? [] : ["Only a part fits the limit; the rest stays staked."]),
    ...alphaFeeWarning(fee),
  ];
  const view = quoteViewOf({
    operation: order.operation,
    title: all ? `Unstake all from subnet ${netuid}` : `Unstake from subnet ${netuid}`,
    call: { section: "SubtensorModule", method },
    signer: coldkey,
    fee,
    feeTaoRao: taoRao,
    swap,
    existentialRao: state.existentialRao,
    beforeRao: freeRao(state, coldkey),
    receives: { rao: expectedRao, atLeastRao: worstRao },
    amount: { token: "alpha", rao: alphaRao, availableRao, lockedRao: lockedAlphaRao },
    warnings,
    atBlock: ctx.at.number,
    asked: [
      row("Subnet", String(netuid), "number"),
      row("Hotkey", hotkey, "address"),
      row(all ? "You unstake all" : "You unstake", alphaRao.toString(), "alphaRao"),
    ],
    result: [...swapRows(swap), ...onCard([row("Stays staked there", leftRao.toString(), "alphaRao")])],
  });
  return {
    view,
    call: callFor(alphaRao, limitPriceRao ?? 0n),
    limitPriceRao,
    feeInAlpha: alphaFeeOf(place),
    changes: {
      free: [[coldkey, expectedRao]],
      markets: [[netuid, result.marketAfter]],
      positions: [{ hotkey, coldkey, netuid, alphaRao: leftRao - positionAlphaRao }],
    },
  };
}
