import { z } from "zod";
import { minerKinds } from "#src/miners/miner-kinds.ts";
import { procedure, stream } from "./define.ts";
import { keyName, netuid, port, ss58, timeMs } from "./scalars.ts";

export const minerState = z.enum(["stopped", "starting", "running", "stopping", "backingOff", "failed"]);
export type MinerState = z.infer<typeof minerState>;

export const minerView = z.strictObject({
  minerId: z.string(),
  kind: z.enum(minerKinds),
  name: z.string(),
  walletId: z.string(),
  walletName: z.string(),
  hotkeyName: keyName,
  hotkey: ss58,
  /** The network it was set up on; it never sends to validators of another one. */
  network: z.string(),
  netuid,
  intakePort: port,
  state: minerState,
  /** One sentence: what it does, or why it does not. */
  sentence: z.string(),
  error: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
  startedAtMs: timeMs.nullable(),
  restarts: z.int().min(0),
  pid: z.int().nullable(),
  signalsReceived: z.int().min(0),
  signalsPending: z.int().min(0),
});
export type MinerView = z.infer<typeof minerView>;

const minerId = z.string().min(1).max(64);

export const minersContract = {
  list: procedure("read", "Miners of this profile", z.strictObject({}), z.array(minerView)),
  create: procedure(
    "write",
    "Set a miner up; it does not start yet",
    z.strictObject({
      kind: z.enum(minerKinds).default("signals"),
      walletId: z.string().min(1).max(64),
      hotkeyName: keyName,
      netuid,
      /** Loopback port of the signal intake; 8088 or the next free one where left out. */
      intakePort: port.optional(),
    }),
    minerView,
  ),
  setPort: procedure(
    "write",
    "Give a stopped miner another intake port; the next free one where left out",
    z.strictObject({ minerId, intakePort: port.optional() }),
    minerView,
  ),
  start: procedure("write", "Start a miner with its hotkey", z.strictObject({ minerId }), minerView),
  stop: procedure("write", "Stop a miner in steps", z.strictObject({ minerId }), minerView),
  remove: procedure(
    "write",
    "Forget a stopped miner; its journal stays on disk",
    z.strictObject({ minerId }),
    z.strictObject({}),
  ),
  logs: procedure(
    "read",
    "Newest log lines of a miner, redacted",
    z.strictObject({ minerId, limit: z.int().min(1).max(2_000).default(200) }),
    z.array(z.strictObject({ atMs: timeMs, level: z.string(), text: z.string() })),
  ),
  changed: stream("Miners and their states", z.array(minerView)),
} as const;
