import type { MovedAcross } from "#src/staking/move-stake.ts";
import { buyImpact, grossForNet, sellImpact } from "#src/staking/quote-figures.ts";
import type { SwapSimulation } from "#src/swap/simulate.ts";
import { sellAlpha } from "#src/swap/trade.ts";
import type { MoveOrder } from "./move-order.ts";
import { soundSimulation } from "./node-answers.ts";
import type { Payment, QuoteContext } from "./quote-context.ts";
import type { Subnet } from "./read-state.ts";

/** The node's simulations of both legs, asked together with everything else; null where there was nothing to ask. */
export interface EarlyLegs {
  readonly sale: SwapSimulation | null;
  /** For the TAO that the sale was thought to bring. */
  readonly purchase: { readonly taoRao: bigint; readonly simulation: SwapSimulation } | null;
}

/** What the second leg is simulated with: its fee is only taken where the stake comes from root. */
const secondInput = (order: MoveOrder, destination: Subnet, taoRao: bigint): bigint =>
  order.netuid === 0 ? taoRao : grossForNet(destination.market, taoRao);

/** Simulates both legs at once. The second needs what the first brings, which the pools as last read tell. */
export async function askLegs({ node, known }: QuoteContext, order: MoveOrder, alphaRao: bigint): Promise<EarlyLegs> {
  const origin = known.get(order.netuid);
  const destination = known.get(order.toNetuid);
  const guess = origin && destination ? sellAlpha(origin.market, alphaRao) : null;
  const taoRao = guess?.ok && guess.paidOutRao > 0n ? guess.paidOutRao : null;
  const [sale, simulation] = await Promise.all([
    node.simulateSell(order.netuid, alphaRao),
    taoRao !== null && destination ? node.simulateBuy(order.toNetuid, secondInput(order, destination, taoRao)) : null,
  ]);
  return { sale, purchase: taoRao !== null && simulation ? { taoRao, simulation } : null };
}

/**
 * Both legs: the node's simulation where it simulated exactly this, else the same rule. Where a block came in between, the
 * node's second leg is for a few rao more or less, so the rule has the last word instead of another round of requests.
 * Error: `STAKING_SIMULATION_FAILED`.
 */
export async function legsOf(
  { node }: QuoteContext,
  order: MoveOrder,
  given: {
    readonly result: MovedAcross;
    readonly payment: Payment;
    readonly destination: Subnet;
    readonly alphaRao: bigint;
    readonly early: EarlyLegs;
  },
) {
  const { result, payment, destination, alphaRao, early } = given;
  const { sale, purchase } = result;
  const spentAlphaRao = sale.soldAlphaRao + sale.feeAlphaRao;
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
  if (spentAlphaRao === alphaRao && !payment.fee.inAlpha) {
    const first = soundSimulation(early.sale ?? (await node.simulateSell(order.netuid, alphaRao)), order.netuid);
    figures.taoRao = first.taoAmount;
    figures.netAlphaRao = first.alphaAmount;
    figures.feeAlphaRao = first.alphaFee;
    if (purchase !== null) {
      const spentRao = first.taoAmount - (sale.taoRao - purchase.spentRao);
      const asked = early.purchase;
      if (asked) soundSimulation(asked.simulation, order.toNetuid);
      const exact = asked === null || asked.taoRao === spentRao;
      if (exact) {
        const second =
          asked?.simulation ?? (await node.simulateBuy(order.toNetuid, secondInput(order, destination, spentRao)));
        soundSimulation(second, order.toNetuid);
        figures.spentTaoRao = spentRao;
        figures.feeRao = order.netuid === 0 ? second.taoFee : 0n;
        figures.netTaoRao = second.taoAmount;
        figures.alphaRao = second.alphaAmount;
      }
    }
  }
  const impactRao =
    sellImpact(payment.subnet.market, figures.netAlphaRao, figures.taoRao).rao +
    (purchase === null ? 0n : buyImpact(destination.market, figures.netTaoRao, figures.alphaRao).rao);
  return {
    ...figures,
    spentAlphaRao,
    impactRao,
    originAfter: sale.marketAfter,
    destinationAfter: purchase?.marketAfter ?? destination.market,
  };
}
