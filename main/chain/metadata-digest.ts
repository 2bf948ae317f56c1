import { hexToU8a, u8aToHex } from "@polkadot/util";
import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";

/** What a chain's properties say of its token; the digest covers it, since amounts are shown by it. */
export interface TokenFacts {
  readonly symbol: string;
  readonly decimals: number;
}

/**
 * The chain's own digest of its metadata (RFC 78), 0x-hex: root over every type that an extrinsic can hold, with name, version,
 * address prefix and token of the chain. Takes metadata 14, 15 and 16, about 0.1 s for the live chain's. Throws where the
 * metadata cannot be read.
 */
export const metadataDigest = (metadata: string | Uint8Array, { symbol, decimals }: TokenFacts): string =>
  u8aToHex(
    merkleizeMetadata(typeof metadata === "string" ? hexToU8a(metadata) : metadata, {
      tokenSymbol: symbol,
      decimals,
    }).digest(),
  );
