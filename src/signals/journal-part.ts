import { z } from "zod";

const text = z.string().max(4_096);
const timeMs = z.int().min(0);

const attempt = z.strictObject({
  number: z.int().min(1),
  atMs: timeMs,
  latencyMs: z.number().min(0).nullable(),
  httpStatus: z.int().nullable(),
  outcome: z.enum(["accepted", "refused", "unreachable", "timedOut", "pending"]),
  message: text,
});

const delivery = z.strictObject({
  hotkey: z.string().max(64),
  uid: z.int().min(0),
  ip: z.string().max(64),
  port: z.int().min(0).max(65_535),
  stakeRao: z.string().regex(/^\d{1,20}$/),
  trust: z.number(),
  state: z.enum(["waiting", "sending", "accepted", "refused", "unreachable", "expired"]),
  order: text.nullable(),
  attempts: z.array(attempt).max(100),
});

const signal = z.strictObject({
  uuid: z.uuid(),
  receivedAtMs: timeMs,
  source: z.enum(["intake", "ticket"]),
  pair: z.string().max(32),
  orderType: z.enum(["LONG", "SHORT", "FLAT"]),
  leverage: z.number(),
  state: z.enum(["received", "sending", "processed", "failed"]),
  settledAtMs: timeMs.nullable(),
  reason: text.nullable(),
  deliveries: z.array(delivery).max(1_024),
});
export type PartSignal = z.infer<typeof signal>;

/** A part of a signal miner's journal on its way to another machine, oldest signal first. */
export const journalPart = z.strictObject({
  /** All signals the journal held, and the newest of them. */
  received: z.int().min(0),
  lastUuid: z.uuid().nullable(),
  lastAtMs: timeMs.nullable(),
  /** Positions the processed orders left open, leverage summed by pair: to be looked at, not to be sent. */
  positions: z.array(z.strictObject({ pair: z.string().max(32), leverage: z.number() })).max(1_024),
  signals: z.array(signal).max(20_000),
});
export type JournalPart = z.infer<typeof journalPart>;

/** Whether the sender still owed something for a signal. */
export const isUnsettled = ({ state }: Pick<PartSignal, "state">): boolean =>
  state === "received" || state === "sending";

/** Positions left open by processed orders, oldest first: a FLAT closes its pair (facts D6). */
export function openPositions(
  orders: readonly { readonly pair: string; readonly orderType: string; readonly leverage: number }[],
): JournalPart["positions"] {
  const sums = new Map<string, number>();
  for (const { pair, orderType, leverage } of orders) {
    const before = sums.get(pair) ?? 0;
    const after = orderType === "FLAT" ? 0 : before + leverage;
    // An order that would turn the position round closes it.
    const closed = after === 0 || (before !== 0 && Math.sign(after) !== Math.sign(before));
    if (closed) sums.delete(pair);
    else sums.set(pair, Number(after.toFixed(9)));
  }
  return [...sums].map(([pair, leverage]) => ({ pair, leverage }));
}

/**
 * One signal list out of two readings of the same journal, oldest first. The later one alone says what is unsettled: what
 * it does not name any more has come to its end meanwhile.
 */
export function mergeSignals(earlier: readonly PartSignal[], later: readonly PartSignal[]): PartSignal[] {
  const settled = earlier.filter((one) => !isUnsettled(one));
  const known = new Map([...settled, ...later].map((one) => [one.uuid, one]));
  return [...known.values()].sort((a, b) => a.receivedAtMs - b.receivedAtMs);
}
