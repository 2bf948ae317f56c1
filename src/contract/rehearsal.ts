import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, netuid, raoText, signedRaoText, ss58, timeMs, uid } from "./scalars.ts";

/** An account's TAO, before and after. Amounts in rao. */
export const balanceChange = z.strictObject({
  address: ss58,
  freeBeforeRao: raoText,
  freeAfterRao: raoText,
  reservedBeforeRao: raoText,
  reservedAfterRao: raoText,
  /** Free and reserved together. */
  changeRao: signedRaoText,
});
export type BalanceChange = z.infer<typeof balanceChange>;

/** One position, before and after, as the chain's own runtime tells it on the copy. */
export const stakeChange = z.strictObject({
  netuid,
  hotkey: ss58,
  coldkey: ss58,
  beforeAlphaRao: raoText,
  afterAlphaRao: raoText,
  changeAlphaRao: signedRaoText,
});
export type StakeChange = z.infer<typeof stakeChange>;

/** A neuron's place that changed hands; null where nobody held it. */
export const uidChange = z.strictObject({
  netuid,
  uid,
  hotkeyBefore: ss58.nullable(),
  hotkeyAfter: ss58.nullable(),
});
export type UidChange = z.infer<typeof uidChange>;

/** An event by name, its fields as text. */
export const rehearsedEvent = z.strictObject({
  name: z.string(),
  fields: z.array(z.strictObject({ name: z.string(), value: z.string() })),
});
export type RehearsedEvent = z.infer<typeof rehearsedEvent>;

/** A figure of the plan beside the same figure of the rehearsal. */
export const expectation = z.strictObject({
  label: z.string(),
  unit: z.enum(["rao", "alphaRao"]),
  expected: signedRaoText,
  rehearsed: signedRaoText,
  difference: signedRaoText,
  /** Why they differ, or that they need not be the same; null where they are equal. */
  reason: z.string().nullable(),
});
export type Expectation = z.infer<typeof expectation>;

/** What an extrinsic did on a copy of the chain. */
export const rehearsalResult = z.strictObject({
  /** `fork`: the chain's own runtime, run here on a copy of its state. `practice`: our practice network, on an overlay of its state. */
  how: z.enum(["fork", "practice"]),
  network: z.string(),
  /** The block whose state was copied. */
  atBlock: blockNumber,
  atHash: hash32,
  specVersion: z.int(),
  /** The block's own work (emission, timestamp) was done before the extrinsic. */
  blockWork: z.boolean(),
  /** `refused`: no block would take it and nothing is paid. `failed`: it is in a block, the fee is paid and the call has failed. */
  outcome: z.enum(["succeeded", "failed", "refused"]),
  error: z.strictObject({ name: z.string(), message: z.string(), hint: z.string() }).nullable(),
  expectations: z.array(expectation),
  balances: z.array(balanceChange),
  stakes: z.array(stakeChange),
  uids: z.array(uidChange),
  events: z.array(rehearsedEvent),
  /** Everything else that changed, by storage item. */
  otherChanges: z.array(z.strictObject({ item: z.string(), keys: z.int() })),
  tookMs: z.int().min(0),
  /** Questions to the node. */
  requests: z.int().min(0),
  /** The most memory the copy's own process used; null where it needed none. */
  peakMiB: z.int().nullable(),
});
export type RehearsalResult = z.infer<typeof rehearsalResult>;

export const rehearsalState = z.strictObject({
  /** The newest rehearsal's plan; null before the first. */
  planId: z.string().nullable(),
  state: z.enum(["idle", "running", "done", "failed", "cancelled"]),
  /** What it does now, as a sentence. */
  step: z.string(),
  startedAtMs: timeMs.nullable(),
  /** It ends with `REHEARSAL_TIMEOUT` when this has passed. */
  deadlineMs: timeMs.nullable(),
  requests: z.int().min(0),
  memoryMiB: z.int().nullable(),
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type RehearsalState = z.infer<typeof rehearsalState>;

export const rehearsalContract = {
  run: procedure(
    "read",
    "Run a prepared plan on a private copy of the chain and show what it changes; nothing is signed or sent",
    z.strictObject({
      planId: z.string().min(1).max(64),
      /** Do the block's own work first. Exact, and on a large chain thousands of questions to the node. */
      blockWork: z.boolean().default(false),
      timeoutMs: z.int().min(1_000).max(1_800_000).default(300_000),
    }),
    rehearsalResult,
  ),
  state: procedure("read", "How far the newest rehearsal is", z.strictObject({}), rehearsalState),
  cancel: procedure("write", "End the rehearsal that runs", z.strictObject({}), rehearsalState),
  changed: stream("The newest rehearsal's progress", rehearsalState),
} as const;
