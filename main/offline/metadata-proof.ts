import type { Result } from "@polkadot/types";
import type { Head, Live } from "#main/chain/link.ts";
import { askRuntimeAt, hasCapability } from "#main/chain/lookup.ts";
import { metadataDigest, type TokenFacts } from "#main/chain/metadata-digest.ts";
import { type Frame, sampleExtrinsic } from "#main/transactions/extrinsic.ts";

/** What a signature can vouch for, so that the chain itself checks the metadata that a signer read the call with. */
export interface MetadataProof {
  /** 0x-hex of 32 bytes. */
  readonly digest: string;
  readonly token: TokenFacts;
}

/** The names under which a node tells why a transaction is not valid (sp_runtime's transaction_validity). */
interface ValidityError {
  readonly isUnknown: boolean;
  readonly asUnknown: { readonly isCannotLookup: boolean };
  readonly isInvalid: boolean;
  readonly asInvalid: { readonly isBadProof: boolean };
}

/** The library gives figures and lists alike for a chain of one token. */
const first = <T>(value: T | readonly T[] | undefined): T | undefined =>
  Array.isArray(value) ? value[0] : (value as T | undefined);

async function readToken({ rpc }: Live): Promise<TokenFacts | null> {
  const properties = await rpc.send<{
    tokenSymbol?: string | string[];
    tokenDecimals?: number | number[];
  } | null>("system_properties");
  const symbol = first(properties?.tokenSymbol);
  const decimals = first(properties?.tokenDecimals);
  return symbol === undefined || decimals === undefined ? null : { symbol, decimals };
}

/**
 * Whether this runtime checks a metadata hash. The metadata does not tell: a runtime that was built without the hash has the
 * extension too and answers mode 1 with `CannotLookup`. So the node is asked to judge the very extrinsic with a made-up signature:
 * one that gets as far as the signature (`BadProof`) knows a hash to check. Nothing is sent.
 */
async function isChecked(live: Live, at: Pick<Head, "hash">, frame: Frame): Promise<boolean> {
  const { api } = live;
  if (!hasCapability(api, "runtimeApi", "TaggedTransactionQueue", "validate_transaction")) return false;
  const answer = await askRuntimeAt<Result<never, never>>(
    live,
    at.hash,
    "TaggedTransactionQueue",
    "validate_transaction",
    "External",
    sampleExtrinsic(api, frame),
    at.hash,
  );
  if (!answer.isErr) return false;
  const error = answer.asErr as unknown as ValidityError;
  return error.isInvalid && error.asInvalid.isBadProof;
}

/** Tells for each runtime what a signature there can vouch for; null where the chain checks no metadata hash. */
export function createMetadataProofs(): {
  of(live: Live, at: Pick<Head, "hash">, frame: Frame): Promise<MetadataProof | null>;
} {
  const known = new Map<string, MetadataProof | null>();
  return {
    async of(live, at, frame) {
      const key = `${live.identity.genesisHash} ${live.identity.specVersion}`;
      const ready = known.get(key);
      if (ready !== undefined) return ready;
      const token = await readToken(live);
      const digest = token && metadataDigest(live.api.runtimeMetadata.toHex(), token);
      const proof = token && digest ? { digest, token } : null;
      const checked = proof !== null && (await isChecked(live, at, { ...frame, metadataHash: proof.digest }));
      known.set(key, checked ? proof : null);
      return checked ? proof : null;
    },
  };
}
