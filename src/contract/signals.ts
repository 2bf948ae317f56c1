import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { decimalText, port, raoText, ss58, timeMs } from "./scalars.ts";

export const signalState = z.enum(["received", "sending", "processed", "failed"]);
export type SignalState = z.infer<typeof signalState>;

/** One attempt to deliver one signal to one validator. */
export const attemptView = z.strictObject({
  number: z.int().min(1),
  atMs: timeMs,
  latencyMs: z.number().min(0).nullable(),
  httpStatus: z.int().nullable(),
  outcome: z.enum(["accepted", "refused", "unreachable", "timedOut", "pending"]),
  message: z.string(),
});

export type AttemptView = z.infer<typeof attemptView>;

export const deliveryView = z.strictObject({
  validatorHotkey: ss58,
  uid: z.int(),
  address: z.string(),
  stakeRao: raoText,
  trust: z.number(),
  state: z.enum(["waiting", "sending", "accepted", "refused", "unreachable", "expired"]),
  attempts: z.array(attemptView),
  /** What the validator made of the order, as it said it. */
  order: z.string().nullable(),
});
export type DeliveryView = z.infer<typeof deliveryView>;

export const signalView = z.strictObject({
  uuid: z.string(),
  minerId: z.string(),
  receivedAtMs: timeMs,
  source: z.enum(["intake", "ticket"]),
  tradePair: z.string(),
  orderType: z.enum(["LONG", "SHORT", "FLAT"]),
  /** Signed leverage as it is sent. */
  leverage: decimalText,
  state: signalState,
  validatorsAsked: z.int().min(0),
  validatorsAccepted: z.int().min(0),
  settledAtMs: timeMs.nullable(),
  reason: z.string().nullable(),
});
export type SignalView = z.infer<typeof signalView>;

export const signalDetail = signalView.extend({ deliveries: z.array(deliveryView) });
export type SignalDetail = z.infer<typeof signalDetail>;

export const tradePairView = z.strictObject({
  id: z.string(),
  name: z.string(),
  category: z.enum(["crypto", "forex", "indices", "equities"]),
  minLeverage: z.number(),
  maxLeverage: z.number(),
  blocked: z.boolean(),
});

const minerId = z.string().min(1).max(64);

export const signalsContract = {
  list: procedure(
    "read",
    "Signals, newest first",
    z.strictObject({ minerId: minerId.optional(), limit: z.int().min(1).max(1_000).default(100) }),
    z.array(signalView),
  ),
  get: procedure("read", "A signal with its validator matrix", z.strictObject({ uuid: z.uuid() }), signalDetail),
  send: procedure(
    "write",
    "Send a signal by hand through the same intake rules",
    z.strictObject({
      minerId,
      tradePair: z.string().min(1).max(32),
      orderType: z.enum(["LONG", "SHORT", "FLAT"]),
      leverage: decimalText,
    }),
    signalView,
  ),
  pairs: procedure("read", "Trade pairs known to this app", z.strictObject({}), z.array(tradePairView)),
  intake: procedure(
    "read",
    "Where outside tools send signals",
    z.strictObject({ minerId }),
    z.strictObject({ url: z.string(), port, listening: z.boolean(), exampleCurl: z.string() }),
  ),
  intakeKey: procedure(
    "secret",
    "The intake's API key in clear, for a trading tool",
    z.strictObject({ minerId }),
    z.strictObject({ apiKey: z.string() }),
  ),
  rotateIntakeKey: procedure(
    "secret",
    "Replace the intake's API key",
    z.strictObject({ minerId }),
    z.strictObject({ apiKey: z.string() }),
  ),
  changed: stream("Newest signals with live states", z.array(signalView)),
} as const;
