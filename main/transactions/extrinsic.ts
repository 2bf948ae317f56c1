import type { ApiPromise } from "@polkadot/api";
import type { Extrinsic, ExtrinsicEra, ExtrinsicPayload } from "@polkadot/types/interfaces";
import { u8aConcat } from "@polkadot/util";
import { blake2AsU8a } from "@polkadot/util-crypto";

/** The chain takes the hash of a payload that is longer than this. */
const LONGEST_PLAIN_PAYLOAD = 256;
const SR25519 = new Uint8Array([1]);

/** What it takes to encode: the connected API has it, and so has metadata alone. */
export type SigningApi = Pick<ApiPromise, "registry" | "extrinsicVersion">;

/** Everything that is fixed before a signature. Blocks as numbers, hashes as 0x-hex. */
export interface Frame {
  readonly address: string;
  readonly callHex: string;
  readonly nonce: number;
  readonly periodBlocks: number;
  readonly birthBlock: number;
  readonly birthHash: string;
  readonly genesisHash: string;
  readonly specVersion: number;
  readonly transactionVersion: number;
  /** The digest of the metadata that the signature vouches for; left out or null where none is signed (mode 0). */
  readonly metadataHash?: string | null;
}

/** The first and the last block in which a transaction with this frame can be included. */
export const lifeOf = (
  frame: Pick<Frame, "birthBlock" | "periodBlocks">,
): { birthBlock: number; deathBlock: number } => ({
  birthBlock: frame.birthBlock,
  deathBlock: frame.birthBlock + frame.periodBlocks - 1,
});

const eraOf = (api: SigningApi, frame: Frame): ExtrinsicEra =>
  api.registry.createType<ExtrinsicEra>("ExtrinsicEra", { current: frame.birthBlock, period: frame.periodBlocks });

function payloadOf(api: SigningApi, frame: Frame): ExtrinsicPayload {
  return api.registry.createType(
    "ExtrinsicPayload",
    {
      address: frame.address,
      blockHash: frame.birthHash,
      era: eraOf(api, frame).toHex(),
      genesisHash: frame.genesisHash,
      metadataHash: frame.metadataHash ?? null,
      method: frame.callHex,
      mode: frame.metadataHash ? 1 : 0,
      nonce: frame.nonce,
      specVersion: frame.specVersion,
      tip: 0,
      transactionVersion: frame.transactionVersion,
    },
    { version: api.extrinsicVersion },
  ) as unknown as ExtrinsicPayload;
}

/** The bytes a key signs. */
export const signingBytes = (api: SigningApi, frame: Frame): Uint8Array => signedForm(payloadOf(api, frame));

/** A payload as it is signed: without the call's length, hashed where it is long. */
export function signedForm(payload: ExtrinsicPayload): Uint8Array {
  const bytes = payload.toU8a({ method: true });
  return bytes.length > LONGEST_PLAIN_PAYLOAD ? blake2AsU8a(bytes) : bytes;
}

/** What is signed, unhashed and with the call's length in front, as other signing programs want it. */
export const prefixedPayload = (api: SigningApi, frame: Frame): Uint8Array => payloadOf(api, frame).toU8a();

/** The extrinsic with its signature (64 bytes, sr25519), ready to send. */
export function signedExtrinsic(api: SigningApi, frame: Frame, signature: Uint8Array): { hex: string; hash: string } {
  const extrinsic = unsignedExtrinsic(api, frame);
  extrinsic.addSignature(frame.address, u8aConcat(SR25519, signature), payloadOf(api, frame).toU8a() as never);
  return { hex: extrinsic.toHex(), hash: extrinsic.hash.toHex() };
}

/** The extrinsic as it will be sent, with a made-up signature (one of zeros would count as none): what a fee is asked for. */
export function sampleExtrinsic(
  api: SigningApi,
  frame: Frame,
  signature: Uint8Array = new Uint8Array(64).fill(1),
): Uint8Array {
  const extrinsic = unsignedExtrinsic(api, frame);
  extrinsic.addSignature(frame.address, u8aConcat(SR25519, signature), payloadOf(api, frame).toU8a() as never);
  return extrinsic.toU8a();
}

const unsignedExtrinsic = (api: SigningApi, frame: Frame): Extrinsic =>
  api.registry.createType<Extrinsic>(
    "Extrinsic",
    { method: api.registry.createType("Call", frame.callHex) },
    { version: api.extrinsicVersion },
  );
