import type { AxonRoute } from "#main/axon/axon-server.ts";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import { isJsonObject, type JsonObject, type JsonValue, textField } from "#src/axon/json-value.ts";
import { pythonStr } from "#src/axon/python-text.ts";
import { sendSignalSynapse } from "#src/axon/send-signal.ts";
import {
  bookReturn,
  type FilledOrder,
  judgeOrder,
  type MinerBook,
  newBook,
  ORDER_RULES,
  rateLimitProblem,
} from "#src/signals/order-rules.ts";
import { parseSignal, type SignalRequest } from "#src/signals/parse-signal.ts";
import { quoteAt } from "#src/signals/price-feed.ts";
import type { PracticeValidatorSpec } from "./messages.ts";
import type { OrderStore } from "./order-store.ts";

export interface ValidatorDeps {
  readonly spec: PracticeValidatorSpec;
  readonly seed: string;
  readonly clock: Clock;
  readonly store: OrderStore;
  readonly marketHours: boolean;
  /** Whether a hotkey holds a UID on this validator's subnet; throws where the chain cannot be asked. */
  isRegistered(hotkey: string): Promise<boolean>;
  told(order: { readonly miner: string; readonly uuid: string; readonly accepted: boolean }): void;
}

export interface PracticeValidator {
  readonly route: AxonRoute;
  /** Score of each miner that sent accepted orders; higher is better, never negative. */
  scores(): ReadonlyMap<string, number>;
}

/** What Python's side would hold as plain values. */
function plain(value: JsonValue | undefined): unknown {
  if (typeof value === "bigint") return Number(value);
  if (isJsonObject(value)) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  return value;
}

/** The order as the reference validator tells it: the text of a Python dict (facts D6). */
const orderText = (order: FilledOrder): string =>
  pythonStr(
    new Map<string, JsonValue>([
      ["trade_pair_id", order.pairId],
      ["order_type", order.orderType],
      ["leverage", order.leverage],
      ["price", order.price],
      ["bid", order.quote.bid],
      ["ask", order.quote.ask],
      ["slippage", 0],
      ["processed_ms", BigInt(order.atMs)],
      ["price_sources", []],
      ["order_uuid", order.uuid],
      ["src", 0n],
    ]),
  );

const reply = (accepted: boolean, message: string, validator: string, order: string, uuid: string): JsonObject =>
  new Map<string, JsonValue>([
    ["successfully_processed", accepted],
    ["error_message", message],
    ["validator_hotkey", validator],
    ["order_json", order],
    ["miner_order_uuid", uuid],
  ]);

/** One practice validator: the rules of a real one (facts D6) on the practice market's prices. */
export function createPracticeValidator(deps: ValidatorDeps): PracticeValidator {
  const { spec, seed, clock, store } = deps;
  const books = new Map<string, MinerBook>();
  const seen = new Set<string>();

  const bookOf = (miner: string): MinerBook => {
    const book = books.get(miner) ?? newBook();
    books.set(miner, book);
    return book;
  };
  const remember = (uuid: string): void => {
    seen.add(uuid);
    if (seen.size <= ORDER_RULES.rememberedUuids) return;
    const [oldest] = seen;
    if (oldest !== undefined) seen.delete(oldest);
  };
  const judge = (miner: string, uuid: string, signal: SignalRequest, nowMs: number, marketHours: boolean) =>
    judgeOrder(bookOf(miner), {
      uuid,
      signal,
      quote: quoteAt(seed, signal.tradePairId, nowMs),
      nowMs,
      marketHours,
    });

  for (const { miner, uuid, atMs, ...signal } of store.of(spec.hotkey)) {
    judge(miner, uuid, signal, atMs, false);
    remember(uuid);
  }

  const take = (miner: string, body: JsonObject): JsonObject => {
    const uuid = (textField(body, "miner_order_uuid") ?? "").slice(0, 256);
    const answer = (accepted: boolean, message: string, order = ""): JsonObject => {
      deps.told({ miner, uuid, accepted });
      return reply(accepted, message, spec.hotkey, order, uuid);
    };
    if (spec.behaviour === "refusing") return answer(false, "This validator was told to refuse every order.");
    const nowMs = clock.nowMs();
    const limited = rateLimitProblem(bookOf(miner), nowMs);
    if (limited) return answer(false, limited);
    if (uuid === "") return answer(false, "Order has no uuid.");
    if (seen.has(uuid)) {
      return answer(false, `Order with uuid [${uuid}] has already been processed. Please try again with a new order.`);
    }
    let signal: SignalRequest;
    try {
      const fields = body.get("signal");
      signal = parseSignal(isJsonObject(fields) ? (plain(fields) as Record<string, unknown>) : {});
    } catch (error) {
      return answer(false, error instanceof AppError ? error.message : "The signal cannot be read.");
    }
    const judgement = judge(miner, uuid, signal, nowMs, deps.marketHours);
    if (!judgement.accepted) return answer(false, judgement.message);
    store.add({ ...signal, validator: spec.hotkey, miner, uuid, atMs: nowMs });
    remember(uuid);
    return answer(true, "", judgement.order ? orderText(judgement.order) : "");
  };

  const never = new Promise<JsonObject>(() => undefined);
  return {
    route: {
      synapse: sendSignalSynapse,
      blacklist: async (hotkey) => {
        try {
          return (await deps.isRegistered(hotkey)) ? null : "hotkey is not registered on this subnet";
        } catch {
          return "the metagraph is not known yet";
        }
      },
      forward: ({ hotkey, body }) => {
        if (spec.behaviour === "silent") return never;
        const answer = take(hotkey, body);
        return spec.behaviour === "mute" && answer.get("successfully_processed") === true ? never : answer;
      },
    },
    scores: () => {
      const nowMs = clock.nowMs();
      const price = (pairId: string): number => {
        const { bid, ask } = quoteAt(seed, pairId, nowMs);
        return (bid + ask) / 2;
      };
      const active = [...books].filter(([, book]) => book.accepted > 0);
      return new Map(active.map(([miner, book]) => [miner, Math.exp(20 * bookReturn(book, price))]));
    },
  };
}
