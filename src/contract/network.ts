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

export const networkContract = {
  status: procedure("read", "The connection as it is now", z.strictObject({}), networkStatus),
  list: procedure("read", "Networks that can be chosen", z.strictObject({}), z.array(networkChoice)),
  select: procedure(
    "write",
    "Connect to another network: practice, test, finney or a ws:// or wss:// address",
    z.strictObject({ network: z.string().min(1).max(512) }),
    networkStatus,
  ),
  changed: stream("The connection changed or a new block arrived", networkStatus),
} as const;
