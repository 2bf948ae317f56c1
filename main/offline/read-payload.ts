import type { Option, u8 } from "@polkadot/types";
import type { ExtrinsicPayload, Hash } from "@polkadot/types/interfaces";
import { u8aEq } from "@polkadot/util";
import { signedForm } from "#main/transactions/extrinsic.ts";
import type { OfflineApi } from "./decode-request.ts";

/** What the signed bytes of a transaction say besides its call. Hashes as 0x-hex. */
export interface ReadPayload {
  readonly callHex: string;
  readonly nonce: number;
  readonly tipRao: bigint;
  /** Length of its life in blocks; null where it never expires. */
  readonly periodBlocks: number | null;
  readonly specVersion: number;
  readonly genesisHash: string;
  /** The hash of the first block of its life, the genesis hash where it never expires. */
  readonly birthHash: string;
  readonly metadataHash: string | null;
  /** What a key signs. */
  readonly signed: Uint8Array;
}

interface MetadataHashParts {
  readonly inner: { get(name: "mode" | "metadataHash"): u8 | Option<Hash> | undefined };
}

/**
 * Reads an unhashed payload with the call's length in front by the extensions that this metadata names. Null where the bytes are not
 * exactly that: read and written again they must be the same, so that nothing is signed that was not read.
 */
export function readPayload(api: OfflineApi, bytes: Uint8Array): ReadPayload | null {
  let payload: ExtrinsicPayload;
  try {
    payload = api.registry.createType("ExtrinsicPayload", bytes, {
      version: api.extrinsicVersion,
    }) as unknown as ExtrinsicPayload;
    if (!u8aEq(payload.toU8a(), bytes)) return null;
  } catch {
    return null;
  }
  const { era, method, nonce, tip, specVersion, genesisHash, blockHash } = payload;
  const { inner } = payload as unknown as MetadataHashParts;
  const mode = (inner.get("mode") as u8 | undefined)?.toNumber() ?? 0;
  const digest = inner.get("metadataHash") as Option<Hash> | undefined;
  // The digest is there exactly in mode 1; every other mixture is refused by the chain.
  if (mode > 1 || (mode === 1) !== (digest?.isSome ?? false)) return null;
  return {
    callHex: method.toHex(),
    nonce: nonce.toNumber(),
    tipRao: tip.toBigInt(),
    periodBlocks: era.isMortalEra ? era.asMortalEra.period.toNumber() : null,
    specVersion: specVersion.toNumber(),
    genesisHash: genesisHash.toHex(),
    birthHash: blockHash.toHex(),
    metadataHash: digest?.isSome ? digest.unwrap().toHex() : null,
    signed: signedForm(payload),
  };
}
