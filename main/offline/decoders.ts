import { join } from "node:path";
import { createMetadataCache } from "#main/chain/metadata-cache.ts";
import { metadataDigest, type TokenFacts } from "#main/chain/metadata-digest.ts";
import { AppError } from "#src/app-error.ts";
import type { SignRequest } from "#src/offline/sign-request.ts";
import { apiOfMetadata, metadataUnreadable, type OfflineApi, unpackMetadata } from "./decode-request.ts";

/**
 * Where metadata comes from: `kept`, read from a node by this profile itself; `carried`, came with the request; `remembered`,
 * came with an earlier request that was signed here.
 */
export type MetadataFrom = "kept" | "carried" | "remembered";

/** What a call is read with. */
export interface Decoder {
  readonly api: OfflineApi;
  readonly metadata: `0x${string}`;
  readonly from: MetadataFrom;
}

/** The metadata that this profile can read calls with. */
export interface Decoders {
  /** Own metadata first: what came along could be made to tell a wrong story. Errors: `OFFLINE_METADATA_ABSENT`, `OFFLINE_METADATA_UNREADABLE`. */
  forRequest(request: SignRequest): Decoder;
  /** Everything there is for a chain, kept first, newest first. */
  ofChain(genesisHash: string): { readonly specVersion: number; decoder(): Decoder }[];
  /** Keeps metadata that came along for later requests, which are then short enough for QR frames. */
  remember(request: SignRequest, decoder: Decoder): void;
}

export function createDecoders(profileDir: string): Decoders {
  const kept = createMetadataCache(join(profileDir, "metadata"));
  const remembered = createMetadataCache(join(profileDir, "metadata-carried"));
  const decoder = (metadata: `0x${string}`, from: MetadataFrom): Decoder => ({
    api: apiOfMetadata(metadata),
    metadata,
    from,
  });

  return {
    forRequest({ network: { genesisHash }, specVersion, metadata }) {
      const own = kept.read(genesisHash, specVersion);
      if (own) return decoder(own, "kept");
      if (metadata !== null) return decoder(unpackMetadata(metadata), "carried");
      const former = remembered.read(genesisHash, specVersion);
      if (former) return decoder(former, "remembered");
      throw new AppError(
        "OFFLINE_METADATA_ABSENT",
        "This request does not carry the chain's metadata, and none is kept here.",
        {
          hint: "Bring a request as a file with metadata and sign it once; after that, QR frames are enough for this runtime version.",
          field: "file",
          details: { specVersion },
        },
      );
    },
    ofChain: (genesisHash) =>
      (
        [
          [kept, "kept"],
          [remembered, "remembered"],
        ] as const
      ).flatMap(([cache, from]) =>
        cache.versions(genesisHash).flatMap((specVersion) => {
          const metadata = cache.read(genesisHash, specVersion);
          return metadata ? [{ specVersion, decoder: () => decoder(metadata, from) }] : [];
        }),
      ),
    remember({ network, specVersion }, { from, metadata }) {
      if (from === "carried") remembered.write(network.genesisHash, specVersion, metadata);
    },
  };
}

/**
 * Whether a signature over this digest vouches for the metadata that the call is read with; false where it is over none. Errors:
 * `OFFLINE_METADATA_DIFFERS` where it vouches for other metadata, `OFFLINE_METADATA_UNREADABLE`.
 */
export function isProven(metadataHash: string | null, token: TokenFacts | undefined, metadata: string): boolean {
  if (metadataHash === null || token === undefined) return false;
  let digest: string;
  try {
    digest = metadataDigest(metadata, token);
  } catch (cause) {
    throw metadataUnreadable(cause);
  }
  if (digest === metadataHash) return true;
  throw new AppError("OFFLINE_METADATA_DIFFERS", "The request vouches for other metadata than its call is read with.", {
    hint: "Do not sign it. Make the request again, with its metadata, on the online machine, connected to a node that you trust.",
    field: "file",
    details: { found: digest, wanted: metadataHash },
  });
}
