import { greatest, least } from "../amount/least.ts";
import { minimumKeptAlphaRao } from "../staking/minimums.ts";
import { maxSellInput } from "../swap/limit.ts";
import { type Market, PRICE_SCALE, priceRatio } from "../swap/pool.ts";
import { type Holding, type Sale, type SaleRules, saleProblem, sell, sellableAlphaRao } from "./holdings.ts";

export interface TargetInput {
  readonly holdings: readonly Holding[];
  readonly markets: ReadonlyMap<number, Market>;
  /** TAO that the sales together must bring, rao: the target and the network fee. */
  readonly proceedsRao: bigint;
  /** No pool's price falls further than this. */
  readonly tolerancePpm: number;
  readonly rules: SaleRules;
  /** What one more sale costs in network fee, rao; it decides how many sales are worth it. */
  readonly feePerSaleRao: bigint;
}

export type TargetResult =
  | { readonly ok: true; readonly sales: readonly Sale[]; readonly proceedsRao: bigint }
  | {
      readonly ok: false;
      /** The most that sales inside the tolerance and the chain's rules bring, rao. */
      readonly reachableRao: bigint;
      readonly reason: "tooLittle" | "belowMinimum";
    };

/** The marginal price falls to this part of the spot price; parts of 2²⁴. The last rao are cut afterwards. */
const SHARE_ONE = 1n << 24n;
const keyOf = ({ hotkey, netuid }: Holding): string => `${hotkey} ${netuid}`;
const total = (sales: readonly Sale[]): bigint => sales.reduce((sum, { taoRao }) => sum + taoRao, 0n);

/** What a plan gives up against the spot price, and its network fee: what the choice of sales makes small. */
const costRao = (sales: readonly Sale[], feePerSaleRao: bigint): bigint =>
  sales.reduce((sum, { impactRao }) => sum + impactRao, 0n) + BigInt(sales.length) * feePerSaleRao;

/** How much of each holding may be sold, and which only as a whole. */
interface Bounds {
  readonly caps: ReadonlyMap<string, bigint>;
  readonly wholes: ReadonlySet<string>;
}

/**
 * Which holdings to sell, and how much, so that exactly the wanted TAO arrives and as little as possible is lost to moving prices: all
 * pools are sold down to the same part of their spot price, which is where a further rao costs the same everywhere. Root
 * has no price to move and goes first. Fewer sales are taken where another one's network fee outweighs what it saves.
 */
export function sellForTarget(input: TargetInput): TargetResult {
  let best = attempt(input, input.holdings);
  while (best.ok && best.sales.length > 1) {
    const costs = costRao(best.sales, input.feePerSaleRao);
    const [smallest] = [...best.sales].sort((a, b) => (a.taoRao < b.taoRao ? -1 : 1));
    const others = best.sales.map(({ holding }) => holding).filter((holding) => holding !== smallest?.holding);
    const fewer = attempt(input, others);
    if (!fewer.ok || costRao(fewer.sales, input.feePerSaleRao) >= costs) break;
    best = fewer;
  }
  return best;
}

/**
 * One try over these holdings. What the chain's rules refuse is sold whole where that is not too much, else kept above the minimum, and
 * sold whole all the same where nothing else is enough; what would be below the minimum is left out.
 */
function attempt(input: TargetInput, holdings: readonly Holding[]): TargetResult {
  const { markets, rules, proceedsRao } = input;
  const caps = new Map(holdings.map((one) => [keyOf(one), one.availableAlphaRao]));
  const wholes = new Set<string>();
  const rather: string[] = [];
  let reason: "tooLittle" | "belowMinimum" = "tooLittle";
  for (let tries = 0; tries <= holdings.length * 4; tries += 1) {
    const bounds: Bounds = { caps, wholes };
    const sales = allocate(input, holdings, bounds);
    if (!sales || total(sales) < proceedsRao) {
      const whole = rather.pop();
      if (whole === undefined) return { ok: false, reachableRao: reachable(input, holdings, bounds), reason };
      wholes.add(whole);
      continue;
    }
    const wrong = sales.find((sale) => saleProblem(sale, rules) !== null);
    if (!wrong) return { ok: true, sales, proceedsRao: total(sales) };
    const { holding } = wrong;
    const key = keyOf(holding);
    if (saleProblem(wrong, rules) === "belowMinimum") {
      reason = "belowMinimum";
      caps.set(key, 0n);
      continue;
    }
    const market = markets.get(holding.netuid) ?? "oneToOne";
    const sellable =
      holding.availableAlphaRao === holding.alphaRao &&
      sellableAlphaRao(market, input.tolerancePpm, holding.alphaRao) === holding.alphaRao;
    const all = sellable && !wholes.has(key) ? sell(holding, holding.alphaRao, market) : null;
    if (all && all.taoRao <= proceedsRao) {
      wholes.add(key);
      continue;
    }
    if (all) rather.push(key);
    const kept = minimumKeptAlphaRao(wrong.marketAfter, rules.nominatorMinRao) + 2n;
    const most = greatest(0n, holding.alphaRao - kept);
    caps.set(key, most < (caps.get(key) ?? 0n) ? most : 0n);
  }
  return { ok: false, reachableRao: 0n, reason };
}

/** Everything inside the bounds and the tolerance, sold. */
const reachable = (input: TargetInput, holdings: readonly Holding[], bounds: Bounds): bigint =>
  total(salesAt(input, holdings, bounds, 0n) ?? []);

/** The sales at the share of the spot price at which they bring just enough, the last one cut to the rao. */
function allocate(input: TargetInput, holdings: readonly Holding[], bounds: Bounds): Sale[] | null {
  const { proceedsRao } = input;
  const bring = (share: bigint): bigint => total(salesAt(input, holdings, bounds, share) ?? []);
  if (bring(0n) < proceedsRao) return null;
  let low = 0n;
  let high = SHARE_ONE + 1n;
  // The highest share that still brings enough: bring() falls as the share rises.
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (bring(middle) >= proceedsRao) low = middle;
    else high = middle;
  }
  const sales = salesAt(input, holdings, bounds, low);
  return sales && cutToTarget(input, sales, bounds);
}

/** Cuts the sale with the most in it, so that the whole brings the target: the least alpha that does. */
function cutToTarget(input: TargetInput, sales: readonly Sale[], { wholes }: Bounds): Sale[] {
  const { proceedsRao, markets } = input;
  let now = [...sales];
  const order = [...now].sort((a, b) => (a.taoRao < b.taoRao ? 1 : -1)).map(({ holding }) => holding);
  for (const holding of order) {
    const index = now.findIndex((sale) => sale.holding === holding);
    const full = now[index]?.alphaRao ?? 0n;
    if (wholes.has(keyOf(holding)) || total(now) === proceedsRao) continue;
    const replaced = (alphaRao: bigint): Sale[] | null =>
      inSequence(
        now.map((sale, at) => [sale.holding, at === index ? alphaRao : sale.alphaRao] as const),
        markets,
      );
    let low = -1n;
    let high = full;
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (total(replaced(middle) ?? []) >= proceedsRao) high = middle;
      else low = middle;
    }
    now = replaced(high) ?? now;
  }
  return now;
}

/** Sells the amounts one after the other; holdings of one subnet share its pool. Nothing is sold of a zero. */
function inSequence(
  amounts: readonly (readonly [Holding, bigint])[],
  markets: ReadonlyMap<number, Market>,
): Sale[] | null {
  const now = new Map(markets);
  const sales: Sale[] = [];
  for (const [holding, alphaRao] of amounts) {
    if (alphaRao === 0n) continue;
    const sale = sell(holding, alphaRao, now.get(holding.netuid) ?? "oneToOne");
    if (!sale) return null;
    now.set(holding.netuid, sale.marketAfter);
    sales.push(sale);
  }
  return sales;
}

/** What is sold when every pool goes down to this share of its spot price; wholes are sold whatever it is. */
function salesAt(
  input: TargetInput,
  holdings: readonly Holding[],
  { caps, wholes }: Bounds,
  share: bigint,
): Sale[] | null {
  const { markets, tolerancePpm } = input;
  const amounts: (readonly [Holding, bigint])[] = [];
  for (const netuid of new Set(holdings.map((one) => one.netuid))) {
    const market = markets.get(netuid) ?? "oneToOne";
    const here = [...holdings.filter((one) => one.netuid === netuid)].sort((a, b) =>
      wholes.has(keyOf(a)) !== wholes.has(keyOf(b))
        ? wholes.has(keyOf(a))
          ? -1
          : 1
        : a.alphaRao < b.alphaRao
          ? 1
          : -1,
    );
    const cap = here.reduce((sum, one) => sum + (caps.get(keyOf(one)) ?? 0n), 0n);
    let room = least(sellableAlphaRao(market, tolerancePpm, cap), downTo(market, share, cap));
    for (const holding of here) {
      const whole = wholes.has(keyOf(holding));
      const alphaRao = whole ? holding.alphaRao : least(caps.get(keyOf(holding)) ?? 0n, room);
      room = greatest(0n, room - alphaRao);
      amounts.push([holding, alphaRao]);
    }
  }
  return inSequence(amounts, markets);
}

/** Alpha that takes the price to a share of what it is; all of it where there is no price to move. */
function downTo(market: Market, share: bigint, capRao: bigint): bigint {
  if (market === "oneToOne") return capRao;
  const { numerator, denominator } = priceRatio(market);
  if (numerator === 0n || share > SHARE_ONE) return 0n;
  const limitRao = (numerator * PRICE_SCALE * share) / (denominator * SHARE_ONE);
  const most = maxSellInput(market, limitRao);
  return most.ok ? least(most.maxInputRao ?? capRao, capRao) : 0n;
}
