import type { SignalRequest } from "#src/signals/parse-signal.ts";
import type { TradePair } from "#src/signals/trade-pairs.ts";
import type { JsonObject, JsonValue } from "./json-value.ts";
import type { SynapseClass } from "./synapse.ts";

/** The subnet software whose field set and pair list are spoken. */
export const REPO_VERSION = "7.1.1";

/** `SendSignal` of the proprietary trading network, version 7.1.1 (facts D5). */
export const sendSignalSynapse: SynapseClass = {
  name: "SendSignal",
  fields: [
    { name: "signal", type: "dict", initial: new Map() },
    { name: "repo_version", type: "str", initial: "N/A" },
    { name: "successfully_processed", type: "bool", initial: false },
    { name: "error_message", type: "str", initial: "" },
    { name: "validator_hotkey", type: "str", initial: "" },
    { name: "order_json", type: "str", initial: "" },
    { name: "miner_order_uuid", type: "str", initial: "" },
  ],
  hashed: ["signal"],
};

/** Python writes a bound such as 5 as an int and 0.5 as a float; the pair list has them that way. */
const bound = (value: number): JsonValue => (Number.isInteger(value) ? BigInt(value) : value);

/** The `signal` dict as the reference miner stores and sends it (facts D3, A1.9). Leverage is always a float. */
export const signalDict = (signal: SignalRequest, pair: TradePair): JsonObject =>
  new Map<string, JsonValue>([
    [
      "trade_pair",
      new Map<string, JsonValue>([
        ["trade_pair_id", pair.id],
        ["trade_pair", pair.name],
        ["fees", pair.fee],
        ["min_leverage", bound(pair.minLeverage)],
        ["max_leverage", bound(pair.maxLeverage)],
        ["trade_pair_category", pair.category],
      ]),
    ],
    ["order_type", signal.orderType],
    ["leverage", signal.leverage],
  ]);

/** The values of one `SendSignal` request. The same uuid goes out on every attempt. */
export const sendSignalValues = (uuid: string, signal: SignalRequest, pair: TradePair): JsonObject =>
  new Map<string, JsonValue>([
    ["signal", signalDict(signal, pair)],
    ["repo_version", REPO_VERSION],
    ["miner_order_uuid", uuid],
  ]);
