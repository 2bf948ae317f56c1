import { metadataDigest } from "#main/chain/metadata-digest.ts";
import type { Runtime } from "../describe/runtime.ts";
import type { Hex } from "../scale/primitives.ts";
import { metadataOf } from "./cache.ts";
import { TOKEN } from "./token.ts";

const known = new WeakMap<Runtime, Hex>();

/** What the runtime was built with for `CheckMetadataHash`: the digest of its metadata 15, worked out at first need. */
export function digestOf(runtime: Runtime): Hex {
  const ready = known.get(runtime) ?? (metadataDigest(metadataOf(runtime, 15), TOKEN) as Hex);
  known.set(runtime, ready);
  return ready;
}
