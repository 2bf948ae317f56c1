import { hexToU8a, u8aToHex } from "@polkadot/util";
import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";

/** The token by which a signer shows amounts; the digest covers it. */
export interface TokenFacts {
  readonly symbol: string;
  readonly decimals: number;
}

/**
 * What Subtensor's runtimes are built with (its `runtime/build.rs`: `enable_metadata_hash("TAO", 9)`), the same on every network. A
 * node's properties are no source for it: the test network's say `testTAO` (chain facts 1.2), and that digest would be refused.
 */
export const RUNTIME_TOKEN: TokenFacts = { symbol: "TAO", decimals: 9 };

/**
 * The chain's own digest of its metadata (RFC 78), 0x-hex: root over every type that an extrinsic can hold, with name, version,
 * address prefix and token of the chain. Takes metadata 15 and 16, about 0.3 s for the live chain's. Throws for any other, also for
 * 14, which does not tell the types of an extrinsic.
 */
export const metadataDigest = (metadata: string | Uint8Array, { symbol, decimals }: TokenFacts): string =>
  u8aToHex(
    merkleizeMetadata(typeof metadata === "string" ? hexToU8a(metadata) : metadata, {
      tokenSymbol: symbol,
      decimals,
    }).digest(),
  );
