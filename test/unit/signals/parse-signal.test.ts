import { describe, expect, it } from "vitest";
import { parseSignal } from "#src/signals/parse-signal.ts";
import { referencePairs, tradePair } from "#src/signals/trade-pairs.ts";

const fields = { trade_pair: "BTCUSD", order_type: "LONG", leverage: 0.1 };

describe("a signal's fields", () => {
  it.each([
    [{}, { tradePairId: "BTCUSD", orderType: "LONG", leverage: 0.1 }],
    [{ trade_pair: { trade_pair_id: "EURUSD", fees: 1 } }, { tradePairId: "EURUSD" }],
    [{ order_type: "long" }, { orderType: "LONG" }],
    [{ order_type: "Short" }, { orderType: "SHORT", leverage: -0.1 }],
    [{ order_type: "SHORT", leverage: -0.2 }, { leverage: -0.2 }],
    [{ leverage: " 1.5 " }, { leverage: 1.5 }],
    [{ leverage: ".5" }, { leverage: 0.5 }],
    [{ leverage: "1e-2" }, { leverage: 0.01 }],
    [{ leverage: 0.001 }, { leverage: 0.001 }],
    [{ leverage: 500 }, { leverage: 500 }],
    [
      { order_type: "FLAT", leverage: 0 },
      { orderType: "FLAT", leverage: 0 },
    ],
    [{ order_type: "FLAT", leverage: -900 }, { orderType: "FLAT" }],
    [{ trade_pair: "FTSE" }, { tradePairId: "FTSE" }],
    [{ execution_type: "MARKET", value: null }, { orderType: "LONG" }],
    [{ unknown: "field" }, { orderType: "LONG" }],
  ])("%j is taken", (change, expected) => expect(parseSignal({ ...fields, ...change })).toMatchObject(expected));

  it.each([
    [{ trade_pair: undefined }, "SIGNAL_FIELD_MISSING", "trade_pair", "error storing signal on miner. 'trade_pair'"],
    [{ trade_pair: {} }, "SIGNAL_FIELD_MISSING", "trade_pair_id", "error storing signal on miner. 'trade_pair_id'"],
    [{ order_type: undefined }, "SIGNAL_FIELD_MISSING", "order_type", "error storing signal on miner. 'order_type'"],
    [{ leverage: undefined }, "SIGNAL_FIELD_MISSING", "leverage", "error storing signal on miner. 'leverage'"],
    [{ trade_pair: "BTC/USD" }, "SIGNAL_INVALID", "trade_pair", /^improperly formatted signal received\. /],
    [{ trade_pair: 5 }, "SIGNAL_INVALID", "trade_pair", /not known/],
    [{ trade_pair: "__proto__" }, "SIGNAL_INVALID", "trade_pair", /not known/],
    [{ order_type: "HOLD" }, "SIGNAL_INVALID", "order_type", /LONG, SHORT or FLAT/],
    [{ order_type: 1 }, "SIGNAL_INVALID", "order_type", /LONG, SHORT or FLAT/],
    [{ leverage: Number.NaN }, "SIGNAL_INVALID", "leverage", /must be a number/],
    [{ leverage: "Infinity" }, "SIGNAL_INVALID", "leverage", /must be a number/],
    [{ leverage: "0x10" }, "SIGNAL_INVALID", "leverage", /must be a number/],
    [{ leverage: "" }, "SIGNAL_INVALID", "leverage", /must be a number/],
    [{ leverage: true }, "SIGNAL_INVALID", "leverage", /must be a number/],
    [{ leverage: 0.0009 }, "SIGNAL_INVALID", "leverage", /between 0\.001 and 500/],
    [{ leverage: 0, order_type: "SHORT" }, "SIGNAL_INVALID", "leverage", /between 0\.001 and 500/],
    [{ leverage: -0.1 }, "SIGNAL_INVALID", "leverage", /positive for LONG/],
    [{ value: 1_000 }, "SIGNAL_KIND_UNSUPPORTED", "value", /market orders/],
    [{ execution_type: "BRACKET" }, "SIGNAL_KIND_UNSUPPORTED", "execution_type", /market orders/],
  ])("%j is refused with code, field and next step", (change, code, field, message) => {
    expect(() => parseSignal({ ...fields, ...change })).toThrowError(
      expect.objectContaining({
        code,
        field,
        message: typeof message === "string" ? message : expect.stringMatching(message),
        hint: expect.stringMatching(/./),
      }),
    );
  });
});

describe("the pair list", () => {
  it("is that of the reference software", () => {
    expect(referencePairs).toHaveLength(51);
    expect(tradePair("DOGEUSD")).toMatchObject({ name: "DOGE/USD", category: "crypto", minLeverage: 0.01 });
    expect(tradePair("XAUUSD")).toMatchObject({ name: "XAU/USD", category: "forex", blocked: true });
    expect(tradePair("GDAXI")).toMatchObject({ name: "GDAXI", category: "indices", fee: 0.00009, blocked: true });
    expect(tradePair("btcusd")).toBeUndefined();
  });
});
