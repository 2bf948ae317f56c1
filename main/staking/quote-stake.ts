import { buildCall } from "#main/chain/lookup.ts";
import type { SwapQuote } from "#src/contract/quote.ts";
import { addStake } from "#src/staking/add-stake.ts";
import { raisedPriceRao } from "#src/staking/limit-price.ts";
import { minimumAddStakeRao } from "#src/staking/minimums.ts";
import { breakEvenPriceRao, buyImpact, exitWorthRao, worstAlphaRao } from "#src/staking/quote-figures.ts";
import { maxBuyInput } from "#src/swap/limit.ts";
import { PRICE_SCALE, spotPriceRao } from "#src/swap/pool.ts";
import { row, swapRows } from "./bill-rows.ts";
import { soundSimulation } from "./node-answers.ts";
import {
  feeOf,
  freeRao,
  isGuarded,
  type OrderOf,
  type QuoteContext,
  type Quoted,
  readState,
  subnetIn,
  transferableRao,
} from "./quote-context.ts";
import { curveOf, impactWarning, quoteViewOf } from "./quote-view.ts";
import { aboveAvailable, refusalError } from "./refusals.ts";

/** Quotes staking TAO: add_stake_limit, or add_stake on root and where no guard is wanted or there. */
export async function quoteStake(ctx: QuoteContext, order: OrderOf<"stake">): Promise<Quoted> {
  const { live, node, coldkey, guard } = ctx;
  const { netuid, hotkey } = order;
  const guarded = isGuarded(ctx, netuid, "add_stake_limit");
  const callFor = (amountRao: bigint, limitRao: bigint) =>
    guarded
      ? buildCall(
          live.api,
          "SubtensorModule",
          "add_stake_limit",
          hotkey,
          netuid,
          amountRao,
          limitRao,
          guard.allowPartial,
        )
      : buildCall(live.api, "SubtensorModule", "add_stake", hotkey, netuid, amountRao);

  // Amount and limit are of fixed size in the call, so the fee is known before them, and all goes out at once.
  const wantedRao = order.amountRao === null ? null : BigInt(order.amountRao);
  const [state, fee, priceRao, early] = await Promise.all([
    readState(ctx, { accounts: [coldkey], netuids: [netuid], hotkeys: [hotkey] }),
    feeOf(ctx, callFor(wantedRao ?? 0n, 0n)),
    node.priceRao(netuid),
    wantedRao === null ? null : node.simulateBuy(netuid, wantedRao),
  ]);
  const subnet = subnetIn(state, netuid);
  const { market } = subnet;
  const feeRao = BigInt(fee.totalRao);
  const spendableRao = transferableRao(state, coldkey);
  const availableRao = spendableRao > feeRao ? spendableRao - feeRao : 0n;
  const amountRao = wantedRao ?? availableRao;
  const limitPriceRao = !guarded
    ? null
    : (guard.limitPriceRao ?? (market === "oneToOne" ? PRICE_SCALE : raisedPriceRao(priceRao, guard.tolerancePpm)));

  const bound = limitPriceRao === null ? null : maxBuyInput(market, limitPriceRao);
  const result = addStake({
    subnet,
    hotkeyExists: state.owners.get(hotkey) != null,
    amountRao,
    expendableRao: availableRao,
    keepAliveRao: availableRao,
    minStakeRao: state.minStakeRao,
    ...(limitPriceRao === null ? {} : { limit: { priceRao: limitPriceRao, allowPartial: guard.allowPartial } }),
  });
  if (!result.ok) {
    const short = result.name === "NotEnoughBalanceToStake" || result.name === "InsufficientBalance";
    if (short || (wantedRao === null && result.name === "AmountTooLow")) {
      throw aboveAvailable("TAO", amountRao, availableRao);
    }
    throw refusalError(result, {
      netuid,
      token: "TAO",
      amountRao,
      leastRao: minimumAddStakeRao(market, state.minStakeRao),
      mostRao: bound?.ok ? bound.maxInputRao : null,
      priceRao,
      limitPriceRao: limitPriceRao ?? undefined,
    });
  }
  const simulation = soundSimulation(early ?? (await node.simulateBuy(netuid, amountRao)), netuid);
  // The node simulates whole amounts only; a part that fits a limit is worked out by the same rule.
  const whole = result.complete;
  const expectedRao = whole ? simulation.alphaAmount : result.alphaRao;
  const swapFeeRao = whole ? simulation.taoFee : result.feeRao;
  const netRao = whole ? simulation.taoAmount : result.paidInRao;
  const impact = buyImpact(market, netRao, expectedRao);
  const worstRao = limitPriceRao === null ? null : worstAlphaRao(netRao, limitPriceRao);
  const swap: SwapQuote = {
    netuid,
    feeRao: swapFeeRao.toString(),
    feeWorthRao: swapFeeRao.toString(),
    impactRao: impact.rao.toString(),
    impactPpm: impact.ppm,
    priceRaoPerAlpha: priceRao.toString(),
    priceAfterRaoPerAlpha: spotPriceRao(result.marketAfter).toString(),
    limitPriceRaoPerAlpha: limitPriceRao?.toString() ?? null,
    tolerancePpm: limitPriceRao === null ? null : guard.tolerancePpm,
    fills: whole ? "whole" : "part",
    mostRao: bound?.ok ? (bound.maxInputRao?.toString() ?? null) : null,
    expectedAlphaRao: expectedRao.toString(),
    worstAlphaRao: worstRao?.toString() ?? null,
    exitRao: exitWorthRao(result.marketAfter, expectedRao)?.toString() ?? null,
    breakEvenPriceRaoPerAlpha: breakEvenPriceRao(market, result.spentRao + feeRao, expectedRao)?.toString() ?? null,
    curve: curveOf(market, "buy", availableRao, ctx.curvePoints),
  };
  const warnings = [
    ...(guard.protect && !guarded && netuid !== 0
      ? ["This network has no limit price for staking: whatever the price is in that block is paid."]
      : []),
    ...impactWarning(impact.ppm),
    ...(whole ? [] : ["Only a part fits the limit; the rest never leaves the account."]),
  ];
  const call = callFor(amountRao, limitPriceRao ?? 0n);
  const view = quoteViewOf({
    operation: order.operation,
    title: `Stake on subnet ${netuid}`,
    call: { section: "SubtensorModule", method: guarded ? "add_stake_limit" : "add_stake" },
    signer: coldkey,
    fee,
    feeTaoRao: feeRao,
    swap,
    existentialRao: state.existentialRao,
    beforeRao: freeRao(state, coldkey),
    spendsRao: result.spentRao,
    receives: { alphaRao: expectedRao, atLeastAlphaRao: worstRao },
    amount: { token: "TAO", rao: amountRao, availableRao },
    warnings,
    atBlock: ctx.at.number,
    asked: [
      row("Subnet", String(netuid), "number"),
      row("Hotkey", hotkey, "address"),
      row("You stake", amountRao.toString(), "rao"),
    ],
    result: swapRows(swap),
  });
  return {
    view,
    call,
    limitPriceRao,
    feeInAlpha: null,
    changes: {
      free: [[coldkey, -result.spentRao]],
      markets: [[netuid, result.marketAfter]],
      positions: [{ hotkey, coldkey, netuid, alphaRao: expectedRao }],
    },
  };
}
