import { gunzipSync, gzipSync } from "node:zlib";
import type { ApiPromise } from "@polkadot/api";
import { Metadata, TypeRegistry } from "@polkadot/types";
import { LATEST_EXTRINSIC_VERSION } from "@polkadot/types/extrinsic/constants";
import { EMPTY_EXTENSIONS } from "#main/chain/session.ts";
import type { Frame } from "#main/transactions/extrinsic.ts";
import { AppError } from "#src/app-error.ts";
import { readSignRequest, type SignRequest } from "#src/offline/sign-request.ts";

/** As much of an API as metadata alone can be: it decodes calls and encodes payloads, and connects to nothing. */
export type OfflineApi = Pick<ApiPromise, "registry" | "runtimeMetadata" | "extrinsicVersion">;

const METADATA_MAX_BYTES = 16 * 1024 * 1024;

/** Metadata as it travels in a request. */
export const packMetadata = (hexText: string): string =>
  gzipSync(Buffer.from(hexText.slice(2), "hex"), { level: 9 }).toString("base64");

/** Error: `OFFLINE_METADATA_UNREADABLE`. Takes no more than 16 MiB, whatever the packed form claims. */
export function unpackMetadata(packed: string): `0x${string}` {
  try {
    return `0x${gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: METADATA_MAX_BYTES }).toString("hex")}`;
  } catch (cause) {
    throw metadataUnreadable(cause);
  }
}

export const metadataUnreadable = (cause: unknown): AppError =>
  new AppError("OFFLINE_METADATA_UNREADABLE", "The chain's metadata in this request cannot be read.", {
    hint: "Make the request again on the online machine.",
    field: "file",
    cause,
  });

/** An API made of metadata. Error: `OFFLINE_METADATA_UNREADABLE`. */
export function apiOfMetadata(hexText: `0x${string}`): OfflineApi {
  try {
    const registry = new TypeRegistry();
    const metadata = new Metadata(registry, hexText);
    const empty = Object.fromEntries(EMPTY_EXTENSIONS.map((name) => [name, { extrinsic: {}, payload: {} }]));
    registry.setMetadata(metadata, undefined, empty, true);
    const [version] = metadata.asLatest.extrinsic.versions;
    return { registry, runtimeMetadata: metadata, extrinsicVersion: version ?? LATEST_EXTRINSIC_VERSION };
  } catch (cause) {
    throw metadataUnreadable(cause);
  }
}

/** Reads a request's text. Error: `OFFLINE_REQUEST_INVALID`. */
export function parseRequest(text: string): SignRequest {
  const request = readSignRequest(text);
  if (request) return request;
  throw new AppError("OFFLINE_REQUEST_INVALID", "This is not a signing request of Tausmith, or it is damaged.", {
    hint: "Make the request again on the online machine and bring the whole file or all QR frames.",
    field: "file",
  });
}

/** What exactly is signed, as the transactions room has it. */
export const frameOf = (request: SignRequest): Frame => ({
  address: request.signer,
  callHex: request.callHex,
  nonce: request.nonce,
  periodBlocks: request.era.periodBlocks,
  birthBlock: request.era.birthBlock,
  birthHash: request.era.birthHash,
  genesisHash: request.network.genesisHash,
  specVersion: request.specVersion,
  transactionVersion: request.transactionVersion,
  metadataHash: request.metadataHash,
});
