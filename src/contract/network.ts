import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, hash32, timeMs } from "./scalars.ts";

/** `offline` is a choice, not a failure: nothing is connected to and no socket is opened. */
export const networkKind = z.enum(["practice", "test", "finney", "custom", "offline"]);
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

/** One node of a network, as far as it was seen. */
export const networkEndpoint = z.strictObject({
  url: z.string(),
  /** Added by the person. */
  own: z.boolean(),
  /** The connection goes there now. */
  inUse: z.boolean(),
  /** `behind`: three or more blocks behind the best endpoint; `wrong`: it serves another chain. */
  state: z.enum(["unknown", "good", "behind", "wrong", "unreachable"]),
  latencyMs: z.number().min(0).nullable(),
  block: blockNumber.nullable(),
  lagBlocks: z.int().min(0).nullable(),
  specVersion: z.int().nullable(),
  checkedAtMs: timeMs.nullable(),
  /** Why it is not good. */
  reason: z.string().nullable(),
});
export type NetworkEndpoint = z.infer<typeof networkEndpoint>;

export const networkChoice = z.strictObject({
  name: z.string(),
  kind: networkKind,
  /** Where a connection is tried first. */
  url: z.string(),
  /** Added by the person. */
  own: z.boolean(),
  selected: z.boolean(),
  /** What every endpoint must serve; null where any chain will do. */
  genesisHash: hash32.nullable(),
  endpoints: z.array(networkEndpoint),
});
export type NetworkChoice = z.infer<typeof networkChoice>;

const endpointUrl = z.string().min(1).max(512);
/** A network's name as people type it: letters, digits, dots and dashes. */
export const networkName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,31}$/, "1 to 32 letters, digits, dots or dashes");

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
  list: procedure(
    "read",
    "Networks that can be chosen, each with its endpoints",
    z.strictObject({}),
    z.array(networkChoice),
  ),
  check: procedure(
    "read",
    "Ask every endpoint of a network who it is, how fast it answers and which block it has",
    z.strictObject({ network: z.string().min(1).max(512).optional() }),
    z.array(networkChoice),
  ),
  add: procedure(
    "write",
    "Add an own endpoint: to a known network by its name, or as a network of its own under a new name",
    z.strictObject({ name: networkName, url: endpointUrl }),
    z.array(networkChoice),
  ),
  remove: procedure(
    "write",
    "Remove an own endpoint by its address, and its network with the last one",
    z.strictObject({ url: endpointUrl }),
    z.array(networkChoice),
  ),
  select: procedure(
    "write",
    "Connect to another network: practice, test, finney or a ws:// or wss:// address; or to none: offline",
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
