import { describe, expect, it } from "vitest";
import { marketOpen } from "#src/signals/market-hours.ts";
import { bookReturn, judgeOrder, type MinerBook, newBook, rateLimitProblem } from "#src/signals/order-rules.ts";
import type { OrderType } from "#src/signals/parse-signal.ts";
import { quoteAt } from "#src/signals/price-feed.ts";

const SECOND = 1_000;
const quote = { bid: 99, ask: 101 };

function place(
  book: MinerBook,
  atMs: number,
  orderType: OrderType,
  leverage: number,
  tradePairId = "BTCUSD",
  prices = quote,
) {
  return judgeOrder(book, {
    uuid: `order at ${atMs}`,
    signal: { tradePairId, orderType, leverage },
    quote: prices,
    nowMs: atMs,
    marketHours: false,
  });
}

describe("a validator's rules", () => {
  it("opens at the ask, closes at the bid, and books the return", () => {
    const book = newBook();
    expect(place(book, 0, "LONG", 0.2)).toMatchObject({
      accepted: true,
      order: { orderType: "LONG", leverage: 0.2, price: 101 },
    });
    const up = { bid: 201, ask: 203 };
    expect(place(book, 20 * SECOND, "FLAT", 0, "BTCUSD", up)).toMatchObject({
      accepted: true,
      order: { orderType: "FLAT", leverage: -0.2, price: 201 },
    });
    expect(book.positions.size).toBe(0);
    expect(bookReturn(book, () => 0)).toBeCloseTo(0.2 * (201 / 101 - 1), 12);
  });

  it("takes FLAT without a position and does nothing", () =>
    expect(place(newBook(), 0, "FLAT", 0)).toEqual({ accepted: true, order: null }));

  it("wants ten seconds between two orders of a pair, not of two pairs", () => {
    const book = newBook();
    place(book, 0, "LONG", 0.1);
    const soon = place(book, 4 * SECOND, "LONG", 0.1);
    expect(soon).toMatchObject({ accepted: false, message: expect.stringContaining("Please wait 6.0 seconds") });
    expect(place(book, 4 * SECOND, "LONG", 0.1, "EURUSD").accepted).toBe(true);
    expect(place(book, 10 * SECOND, "LONG", 0.1).accepted).toBe(true);
  });

  it("clamps to the pair's maximum, then says that it is reached", () => {
    const book = newBook();
    expect(place(book, 0, "LONG", 3)).toMatchObject({ order: { leverage: 0.5 } });
    expect(place(book, 20 * SECOND, "LONG", 0.1)).toMatchObject({
      accepted: false,
      message: expect.stringContaining("maximum leverage already"),
    });
  });

  it("caps the portfolio, crypto counting ten times", () => {
    const book = newBook();
    place(book, 0, "LONG", 0.5, "BTCUSD");
    place(book, 0, "LONG", 0.4, "ETHUSD");
    expect(place(book, 0, "LONG", 0.5, "SOLUSD")).toMatchObject({ order: { leverage: expect.closeTo(0.1, 9) } });
  });

  it("closes where an order would turn the position round", () => {
    const book = newBook();
    place(book, 0, "LONG", 0.2);
    expect(place(book, 20 * SECOND, "SHORT", -0.4)).toMatchObject({ order: { orderType: "FLAT", leverage: -0.2 } });
    expect(book.positions.size).toBe(0);
  });

  it("lets a position shrink at its own entry price", () => {
    const book = newBook();
    place(book, 0, "LONG", 0.4, "BTCUSD", { bid: 100, ask: 100 });
    place(book, 20 * SECOND, "SHORT", -0.1, "BTCUSD", { bid: 110, ask: 110 });
    expect(book.positions.get("BTCUSD")).toMatchObject({
      leverage: expect.closeTo(0.3, 12),
      entryPrice: 100,
      orders: 2,
    });
    expect(book.realised).toBeCloseTo(0.01, 12);
  });

  it("refuses too little, blocked, unknown and closed markets", () => {
    expect(place(newBook(), 0, "LONG", 0.005)).toMatchObject({ message: expect.stringContaining("at least 0.01") });
    expect(place(newBook(), 0, "LONG", 1, "FTSE")).toMatchObject({ message: expect.stringContaining("halted") });
    expect(place(newBook(), 0, "LONG", 1, "NOPE")).toMatchObject({
      message: expect.stringContaining("Invalid trade pair"),
    });
    const saturday = Date.UTC(2026, 10, 21, 12);
    const question = {
      uuid: "x",
      signal: { tradePairId: "EURUSD", orderType: "LONG" as const, leverage: 1 },
      quote,
      nowMs: saturday,
      marketHours: true,
    };
    expect(judgeOrder(newBook(), question)).toMatchObject({ message: expect.stringContaining("is closed") });
  });

  it("takes ten requests in a fixed window of a minute", () => {
    const book = newBook();
    const answers = Array.from({ length: 11 }, (_, index) => rateLimitProblem(book, 1_000_000 + index * SECOND));
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(null));
    expect(answers[10]).toBe("Rate limited. Please wait 50.0 seconds before sending another signal.");
    expect(rateLimitProblem(book, 1_060_000)).toBeNull();
  });
});

describe("market hours in New York", () => {
  it.each([
    ["crypto", Date.UTC(2026, 10, 21, 12), true],
    ["forex", Date.UTC(2026, 10, 20, 21, 59), true],
    ["forex", Date.UTC(2026, 10, 20, 22, 1), false],
    ["forex", Date.UTC(2026, 10, 21, 12), false],
    ["forex", Date.UTC(2026, 10, 22, 21, 59), false],
    ["forex", Date.UTC(2026, 10, 22, 22, 1), true],
    ["forex", Date.UTC(2026, 6, 5, 21, 1), true],
  ] as const)("%s at %d: %s", (category, atMs, open) => expect(marketOpen(category, atMs)).toBe(open));
});

describe("the practice market", () => {
  it("is a function of seed, pair and time alone, and moves", () => {
    const atMs = Date.UTC(2026, 10, 21, 12);
    expect(quoteAt("a", "BTCUSD", atMs)).toEqual(quoteAt("a", "BTCUSD", atMs));
    expect(quoteAt("b", "BTCUSD", atMs)).not.toEqual(quoteAt("a", "BTCUSD", atMs));
    expect(quoteAt("a", "BTCUSD", atMs + 1_000)).not.toEqual(quoteAt("a", "BTCUSD", atMs));
  });
  it("keeps bid under ask and near its level", () => {
    for (let hour = 0; hour < 500; hour += 1) {
      const { bid, ask } = quoteAt("seed", "EURUSD", hour * 3_600_000);
      expect(bid).toBeLessThan(ask);
      expect(bid).toBeGreaterThan(1.09 * 0.98);
      expect(ask).toBeLessThan(1.09 * 1.02);
    }
  });
});
