import type { StorageEntry } from "../../../describe/index.ts";
import * as hyperparameters from "./hyperparameters.ts";
import * as keys from "./keys.ts";
import * as network from "./network.ts";
import * as neurons from "./neurons.ts";
import * as pools from "./pools.ts";
import * as registration from "./registration.ts";
import * as stake from "./stake.ts";

export * from "./hyperparameters.ts";
export * from "./keys.ts";
export * from "./network.ts";
export * from "./neurons.ts";
export * from "./pools.ts";
export * from "./registration.ts";
export * from "./stake.ts";

/** All storage of SubtensorModule that the practice network has. */
export const subtensorStorage: readonly StorageEntry[] = [
  network,
  hyperparameters,
  registration,
  neurons,
  keys,
  stake,
  pools,
].flatMap((part) => Object.values(part) as unknown as StorageEntry[]);
