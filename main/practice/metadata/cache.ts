import type { Runtime } from "../describe/runtime.ts";
import { encodeMetadata, type MetadataVersion } from "./metadata.ts";

const known = new WeakMap<Runtime, Map<MetadataVersion, Uint8Array>>();

/** A runtime's metadata, encoded at first need. */
export function metadataOf(runtime: Runtime, version: MetadataVersion): Uint8Array {
  const own = known.get(runtime) ?? new Map<MetadataVersion, Uint8Array>();
  known.set(runtime, own);
  const ready = own.get(version) ?? encodeMetadata(runtime, version);
  own.set(version, ready);
  return ready;
}
