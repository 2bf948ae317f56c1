import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, timeMs } from "./scalars.ts";

export const networkKind = z.enum(["practice", "test", "finney", "custom"]);
/** What a practice network of ours calls itself (`system_chain`): told by the chain, never by an address. */
export const PRACTICE_CHAIN_NAME = "Tausmith Practice";

export type NetworkKind = z.infer<typeof networkKind>;

/** The connection as it is now. A number that is not known is null, never a guess. */
export const networkStatus = z.strictObject({
  name: z.string(),
  kind: networkKind,
  url: z.string(),
  state: z.enum(["connecting", "online", "stale", "offline"]),
  /** Why the state is not `online`, in a sentence. */
  reason: z.string().nullable(),
  block: blockNumber.nullable(),
  blockAtMs: timeMs.nullable(),
  finalizedBlock: blockNumber.nullable(),
  latencyMs: z.number().min(0).nullable(),
  blockTimeMs: z.number().positive().nullable(),
  specName: z.string().nullable(),
  specVersion: z.int().nullable(),
  genesisHash: hash32.nullable(),
  tokenSymbol: z.string(),
});
export type NetworkStatus = z.infer<typeof networkStatus>;

export const networkChoice = z.strictObject({ name: z.string(), kind: networkKind, url: z.string() });

/** What the connected runtime makes of one thing the app does. */
export const networkCapability = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** `reduced`: done in another way, which leaves something out. */
  state: z.enum(["full", "reduced", "missing"]),
  /** What is left out and for want of what; null where nothing is. */
  reason: z.string().nullable(),
  items: z.array(
    z.strictObject({
      kind: z.enum(["call", "storage", "runtimeApi", "constant"]),
      /** As the chain spells it: `SubtensorModule.register_limit`. */
      name: z.string(),
      present: z.boolean(),
    }),
  ),
});
export type NetworkCapability = z.infer<typeof networkCapability>;

export const networkCapabilities = z.strictObject({
  network: z.string(),
  specName: z.string(),
  specVersion: z.int(),
  features: z.array(networkCapability),
});
export type NetworkCapabilities = z.infer<typeof networkCapabilities>;

export const networkContract = {
  status: procedure("read", "The connection as it is now", z.strictObject({}), networkStatus),
  list: procedure("read", "Networks that can be chosen", z.strictObject({}), z.array(networkChoice)),
  select: procedure(
    "write",
    "Connect to another network: practice, test, finney or a ws:// or wss:// address",
    z.strictObject({ network: z.string().min(1).max(512) }),
    networkStatus,
  ),
  capabilities: procedure(
    "read",
    "What the connected node can do, from its own metadata, and what that leaves out",
    z.strictObject({}),
    networkCapabilities,
  ),
  changed: stream("The connection changed or a new block arrived", networkStatus),
} as const;
