import { z } from "zod";
import { minerKinds } from "#src/miners/miner-kinds.ts";
import { moveSides, moveStages } from "#src/move/stages.ts";
import { moveActions } from "#src/move/steps.ts";
import { procedure, stream } from "./define.ts";
import { hash32, keyName, netuid, password, port, ss58, timeMs } from "./scalars.ts";

const moveId = z.string().min(1).max(64);
/** An encrypted move file's text. */
const file = z.string().min(1).max(240_000);

export const moveView = z.strictObject({
  moveId: z.string(),
  side: z.enum(moveSides),
  /** `sender`: the old one stops first. `axon`: the new one starts first. */
  role: z.enum(["sender", "axon"]),
  stage: z.enum(moveStages),
  minerId: z.string(),
  minerName: z.string(),
  minerRunning: z.boolean(),
  walletId: z.string(),
  hotkeyName: keyName,
  hotkey: ss58,
  netuid,
  network: z.string(),
  /** Compared by eye on both machines. */
  fingerprint: z.string(),
  createdAtMs: timeMs,
  changedAtMs: timeMs,
  steps: z.array(
    z.strictObject({
      key: z.string(),
      title: z.string(),
      state: z.enum(["done", "now", "later"]),
      sentence: z.string(),
    }),
  ),
  action: z.enum(moveActions).nullable(),
  stepsDone: z.int().min(0),
  sentence: z.string(),
  /** What to type on the other machine; null where nothing is to be done there. */
  otherCommand: z.string().nullable(),
  readyCode: z.string().nullable(),
  /** A hand-over code is there to be carried across. */
  hasToken: z.boolean(),
  forced: z.boolean(),
  over: z.boolean(),
  mayCancel: z.boolean(),
  mayTakeBack: z.boolean(),
  mayForce: z.boolean(),
  /** Signals handed over unsettled. */
  handedOver: z.int().min(0),
  /** Requests this machine's axon was asked, by minute; null for a sender. */
  requests: z
    .strictObject({
      perMinute: z.array(z.strictObject({ atMs: timeMs, count: z.int().min(0) })),
      lastAtMs: timeMs.nullable(),
      /** From then on it counts as quiet, if nobody asks; null where that cannot be said yet. */
      quietAtMs: timeMs.nullable(),
      quietNeedsMs: z.number().min(0),
    })
    .nullable(),
  /** As the chain has it; null for a sender, or before it was read. */
  axon: z
    .strictObject({ published: z.string().nullable(), waitMs: z.number().min(0), reachedFrom: z.string().nullable() })
    .nullable(),
});
export type MoveView = z.infer<typeof moveView>;

export const movePreview = z.strictObject({
  moveId: z.string(),
  fingerprint: z.string(),
  madeAtMs: timeMs,
  role: z.enum(["sender", "axon"]),
  kind: z.enum(minerKinds),
  walletName: z.string(),
  coldkey: ss58,
  /** The wallet of this profile with that coldkey, or null where its address will be watched. */
  walletHere: z.string().nullable(),
  hotkeyName: keyName,
  hotkey: ss58,
  /** The hotkey's secret is here already. */
  hotkeyHere: z.boolean(),
  network: z.string(),
  genesisHash: hash32,
  /** The network that is connected now is that one; null while none is. */
  networkFits: z.boolean().nullable(),
  netuid,
  port,
  hasIntakeKey: z.boolean(),
  /** Signals that come along, and those of them that were unsettled when the file was made. */
  signals: z.int().min(0),
  unsettled: z.int().min(0),
  positions: z.array(z.strictObject({ pair: z.string(), leverage: z.number() })),
  /** Why it cannot be imported; null where it can. */
  problem: z.string().nullable(),
});
export type MovePreview = z.infer<typeof movePreview>;

export const moveContract = {
  list: procedure("read", "Moves of this profile, newest first", z.strictObject({}), z.array(moveView)),
  get: procedure("read", "One move, looked at anew", z.strictObject({ moveId }), moveView),
  export: procedure(
    "secret",
    "Begin a move: one encrypted file with the hotkey and the miner's set-up, never a coldkey",
    z.strictObject({ minerId: z.string().min(1).max(64), passphrase: password, vaultPassphrase: password.optional() }),
    z.strictObject({ move: moveView, fileName: z.string(), file: z.string() }),
  ),
  preview: procedure(
    "secret",
    "What a move file would bring into this profile; changes nothing",
    z.strictObject({ file, passphrase: password }),
    movePreview,
  ),
  import: procedure(
    "secret",
    "Bring a move file in: hotkey and miner are set up, nothing starts",
    z.strictObject({
      file,
      passphrase: password,
      walletName: keyName.optional(),
      hotkeyName: keyName.optional(),
      port: port.optional(),
      vaultPassphrase: password.optional(),
    }),
    moveView,
  ),
  stop: procedure(
    "sign",
    "Stop the old miner for good; a sender needs the other machine's ready code",
    z.strictObject({
      moveId,
      readyCode: z.string().min(1).max(32).optional(),
      /** Wait for signals under way; false hands them over at once. */
      drain: z.boolean().default(true),
      /** Stop an axon although it is still asked. */
      anyway: z.boolean().default(false),
    }),
    moveView,
  ),
  token: procedure(
    "read",
    "The hand-over code of a sender that has ended",
    z.strictObject({ moveId }),
    z.strictObject({ fileName: z.string(), token: z.string() }),
  ),
  start: procedure(
    "write",
    "Start the miner on the new machine; a sender needs the hand-over code",
    z.strictObject({ moveId, token: z.string().min(1).max(240_000).optional() }),
    moveView,
  ),
  takeOver: procedure(
    "write",
    "Let the new machine's sender run without the old machine's word: orders go out twice if that one still runs",
    z.strictObject({ moveId, oldMachineIsDead: z.literal(true) }),
    moveView,
  ),
  takeBack: procedure(
    "write",
    "Let the old machine's miner run again: orders go out twice if the new machine runs too",
    z.strictObject({ moveId, newMachineIsStopped: z.literal(true) }),
    moveView,
  ),
  cancel: procedure("write", "End a move and put this side back as it was", z.strictObject({ moveId }), moveView),
  changed: stream("Moves of this profile", z.array(moveView)),
} as const;
