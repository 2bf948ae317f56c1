import { marketOpen } from "./market-hours.ts";
import type { OrderType, SignalRequest } from "./parse-signal.ts";
import type { Quote } from "./price-feed.ts";
import { type TradePair, tradePair } from "./trade-pairs.ts";

/** A validator's own rules (facts D1, D6). */
export const ORDER_RULES = {
  cooldownMs: 10_000,
  ordersPerWindow: 10,
  windowMs: 60_000,
  /** Cap over all positions; crypto counts ten times, equities twice. */
  portfolioCap: 10,
  rememberedUuids: 100_000,
  ordersPerPosition: 100,
} as const;

/** One open position of one miner in one pair. The first order fixes its direction. */
export interface Position {
  readonly pairId: string;
  readonly direction: "LONG" | "SHORT";
  /** Signed. */
  readonly leverage: number;
  /** Average price of the leverage held. */
  readonly entryPrice: number;
  readonly orders: number;
  /** The first order's uuid. */
  readonly positionUuid: string;
}

/** What a validator remembers of one miner. */
export interface MinerBook {
  readonly positions: Map<string, Position>;
  readonly lastOrderAtMs: Map<string, number>;
  windowStartMs: number;
  windowOrders: number;
  accepted: number;
  /** Sum of closed positions' returns, as fractions. */
  realised: number;
}

export const newBook = (): MinerBook => ({
  positions: new Map(),
  lastOrderAtMs: new Map(),
  windowStartMs: 0,
  windowOrders: 0,
  accepted: 0,
  realised: 0,
});

export interface FilledOrder {
  readonly uuid: string;
  readonly pairId: string;
  /** FLAT where the order closed the position. */
  readonly orderType: OrderType;
  /** Signed change of leverage, after clamping. */
  readonly leverage: number;
  readonly price: number;
  readonly quote: Quote;
  readonly atMs: number;
}

export type Judgement =
  | { readonly accepted: true; readonly order: FilledOrder | null }
  | { readonly accepted: false; readonly message: string };

const no = (message: string): Judgement => ({ accepted: false, message });
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

/** Counts a request against the fixed window of ten a minute; the text when it is one too many. */
export function rateLimitProblem(book: MinerBook, nowMs: number): string | null {
  if (nowMs - book.windowStartMs >= ORDER_RULES.windowMs) {
    book.windowStartMs = nowMs;
    book.windowOrders = 0;
  }
  book.windowOrders += 1;
  if (book.windowOrders <= ORDER_RULES.ordersPerWindow) return null;
  return `Rate limited. Please wait ${seconds(book.windowStartMs + ORDER_RULES.windowMs - nowMs)} seconds before sending another signal.`;
}

const weightOf = (pair: TradePair): number => (pair.category === "crypto" ? 10 : pair.category === "equities" ? 2 : 1);

/** Portfolio leverage of all positions but one pair's. */
function othersLeverage(book: MinerBook, pairId: string): number {
  let sum = 0;
  for (const position of book.positions.values()) {
    const pair = tradePair(position.pairId);
    if (pair && position.pairId !== pairId) sum += Math.abs(position.leverage) * weightOf(pair);
  }
  return sum;
}

const returnOf = (position: Position, price: number): number => position.leverage * (price / position.entryPrice - 1);

/** A miner's return over closed and open positions at the prices given, as a fraction. */
export function bookReturn(book: MinerBook, priceOf: (pairId: string) => number): number {
  let sum = book.realised;
  for (const position of book.positions.values()) sum += returnOf(position, priceOf(position.pairId));
  return sum;
}

export interface OrderQuestion {
  readonly uuid: string;
  readonly signal: SignalRequest;
  readonly quote: Quote;
  readonly nowMs: number;
  readonly marketHours: boolean;
}

/** Closes a position at the price at hand. */
function close(book: MinerBook, position: Position, question: OrderQuestion): FilledOrder {
  const { quote, nowMs, uuid } = question;
  const price = position.direction === "LONG" ? quote.bid : quote.ask;
  book.realised += returnOf(position, price);
  book.positions.delete(position.pairId);
  return { uuid, pairId: position.pairId, orderType: "FLAT", leverage: -position.leverage, price, quote, atMs: nowMs };
}

/**
 * What a validator makes of an order, with the texts miners look for (facts D6): blocked pairs, market hours, 10 s of
 * cool-down per pair, least leverage; clamped to the pair's and the portfolio's maximum; an order that would turn the
 * position round closes it; FLAT without a position succeeds and does nothing. Changes the book when it accepts.
 */
export function judgeOrder(book: MinerBook, question: OrderQuestion): Judgement {
  const { signal, nowMs, quote, uuid } = question;
  const pair = tradePair(signal.tradePairId);
  if (!pair) return no(`Invalid trade pair [${signal.tradePairId.slice(0, 32)}].`);
  if (pair.blocked)
    return no(`Trade pair [${pair.id}] has been temporarily halted. Please try again with another one.`);
  if (question.marketHours && !marketOpen(pair.category, nowMs))
    return no(`Market for trade pair [${pair.id}] is closed.`);
  const sinceMs = nowMs - (book.lastOrderAtMs.get(pair.id) ?? Number.NEGATIVE_INFINITY);
  if (sinceMs < ORDER_RULES.cooldownMs) {
    const waitMs = ORDER_RULES.cooldownMs - sinceMs;
    return no(
      `Order for trade pair [${pair.id}] was placed too soon after the previous order. Please wait ${seconds(waitMs)} seconds before placing another order.`,
    );
  }
  const done = (order: FilledOrder | null): Judgement => {
    book.lastOrderAtMs.set(pair.id, nowMs);
    book.accepted += 1;
    return { accepted: true, order };
  };
  const position = book.positions.get(pair.id);
  if (signal.orderType === "FLAT") return done(position ? close(book, position, question) : null);

  const held = position?.leverage ?? 0;
  const wanted = held + signal.leverage;
  const full = (position?.orders ?? 0) + 1 >= ORDER_RULES.ordersPerPosition;
  if (position && (Math.sign(wanted) !== Math.sign(held) || full)) return done(close(book, position, question));
  const room = Math.max(0, ORDER_RULES.portfolioCap - othersLeverage(book, pair.id)) / weightOf(pair);
  const size = Math.min(Math.abs(wanted), pair.maxLeverage, room);
  if (size < pair.minLeverage) {
    return no(`Leverage of trade pair [${pair.id}] must be at least ${pair.minLeverage} after this order.`);
  }
  const change = Math.sign(wanted) * size - held;
  if (Math.abs(change) < 1e-9) return no(`Position of trade pair [${pair.id}] is at its maximum leverage already.`);
  const price = change > 0 ? quote.ask : quote.bid;
  const grows = Math.abs(held + change) > Math.abs(held);
  book.positions.set(pair.id, {
    pairId: pair.id,
    direction: position?.direction ?? (signal.leverage > 0 ? "LONG" : "SHORT"),
    leverage: held + change,
    entryPrice:
      position && grows
        ? (position.entryPrice * held + price * change) / (held + change)
        : (position?.entryPrice ?? price),
    orders: (position?.orders ?? 0) + 1,
    positionUuid: position?.positionUuid ?? uuid,
  });
  if (position && !grows) book.realised += -change * (price / position.entryPrice - 1);
  const orderType = change > 0 ? "LONG" : "SHORT";
  return done({ uuid, pairId: pair.id, orderType, leverage: change, price, quote, atMs: nowMs });
}
