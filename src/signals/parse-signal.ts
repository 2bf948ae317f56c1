import { AppError } from "#src/app-error.ts";
import { type TradePair, tradePair } from "./trade-pairs.ts";

export const orderTypes = ["LONG", "SHORT", "FLAT"] as const;
export type OrderType = (typeof orderTypes)[number];

/** A signal that passed the intake's rules. */
export interface SignalRequest {
  readonly tradePairId: string;
  readonly orderType: OrderType;
  /** Signed: negative for SHORT. */
  readonly leverage: number;
}

/** Leverage bounds of the intake, whatever the pair; FLAT is free of them (facts D2). */
export const INTAKE_LEVERAGE = { min: 0.001, max: 500 } as const;

const missing = (field: string): AppError =>
  new AppError("SIGNAL_FIELD_MISSING", `error storing signal on miner. '${field}'`, {
    hint: `Add the field "${field}" to the request and send it again.`,
    field,
  });

const improper = (field: string, text: string, hint: string): AppError =>
  new AppError("SIGNAL_INVALID", `improperly formatted signal received. ${text}`, { hint, field });

function readPair(value: unknown): TradePair {
  const id = typeof value === "object" && value !== null ? (value as { trade_pair_id?: unknown }).trade_pair_id : value;
  if (id === undefined) throw missing("trade_pair_id");
  const pair = typeof id === "string" ? tradePair(id) : undefined;
  if (!pair) {
    throw improper("trade_pair", "The trade pair is not known.", 'Use an id such as "BTCUSD"; the app lists them all.');
  }
  return pair;
}

function readOrderType(value: unknown): OrderType {
  const text = typeof value === "string" ? value.toUpperCase() : "";
  const found = orderTypes.find((type) => type === text);
  if (!found) {
    throw improper("order_type", "The order type must be LONG, SHORT or FLAT.", "Send one of LONG, SHORT and FLAT.");
  }
  return found;
}

const NUMBER_TEXT = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function readLeverage(value: unknown, orderType: OrderType): number {
  const leverage =
    typeof value === "number" ? value : typeof value === "string" && NUMBER_TEXT.test(value.trim()) ? +value : NaN;
  if (!Number.isFinite(leverage)) {
    throw improper("leverage", "The leverage must be a number.", "Send leverage as a number such as 0.1.");
  }
  if (orderType === "FLAT") return leverage;
  const size = Math.abs(leverage);
  if (size < INTAKE_LEVERAGE.min || size > INTAKE_LEVERAGE.max) {
    throw improper(
      "leverage",
      `Order leverage must be between ${INTAKE_LEVERAGE.min} and ${INTAKE_LEVERAGE.max}.`,
      "Send a leverage inside these bounds.",
    );
  }
  if (orderType === "LONG" && leverage < 0) {
    throw improper(
      "leverage",
      "Leverage must be positive for LONG orders.",
      "Send a positive leverage, or SHORT as the order type.",
    );
  }
  return orderType === "SHORT" ? -size : leverage;
}

/** Fields of the follow-up network's orders that would change what the order means (facts D2, last paragraph). */
const OTHER_SIZES = ["value", "quantity", "limit_price", "stop_loss", "take_profit"] as const;

/**
 * Reads a signal with the reference server's rules (facts D2): `trade_pair` as id or object with `trade_pair_id`,
 * `order_type` in any case, `leverage` as number or numeric text and required even for FLAT. Blocked pairs pass here;
 * validators refuse them. `execution_type` MARKET is understood, other kinds are refused rather than misread.
 * Errors: `SIGNAL_FIELD_MISSING`, `SIGNAL_INVALID`, `SIGNAL_KIND_UNSUPPORTED`, each with the field.
 */
export function parseSignal(fields: Readonly<Record<string, unknown>>): SignalRequest {
  for (const name of ["trade_pair", "order_type"]) {
    if (fields[name] === undefined || fields[name] === null) throw missing(name);
  }
  const other = OTHER_SIZES.find((name) => fields[name] !== undefined && fields[name] !== null);
  const kind = fields.execution_type ?? "MARKET";
  if (kind !== "MARKET" || other) {
    throw new AppError("SIGNAL_KIND_UNSUPPORTED", "Only market orders sized by leverage are understood here.", {
      hint: "Leave execution_type, value, quantity, limit_price, stop_loss and take_profit out and send leverage.",
      field: other ?? "execution_type",
    });
  }
  if (fields.leverage === undefined || fields.leverage === null) throw missing("leverage");
  const pair = readPair(fields.trade_pair);
  const orderType = readOrderType(fields.order_type);
  return { tradePairId: pair.id, orderType, leverage: readLeverage(fields.leverage, orderType) };
}
