import type { Result } from "@polkadot/types";
import type { Head, Live } from "#main/chain/link.ts";
import { askRuntimeAt, hasCapability } from "#main/chain/lookup.ts";
import { metadataDigest, RUNTIME_TOKEN, type TokenFacts } from "#main/chain/metadata-digest.ts";
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

/** Null for metadata that no digest can be made of. */
function digestOf(metadata: string): string | null {
  try {
    return metadataDigest(metadata, RUNTIME_TOKEN);
  } catch {
    return null;
  }
}

/**
 * Whether this runtime checks a metadata hash. The metadata does not tell: a runtime that was built without the hash has the
 * extension too and answers mode 1 with `CannotLookup`. So the node is asked to judge the very extrinsic with a made-up signature:
 * one that gets as far as the signature (`BadProof`) knows a hash to check. Nothing is sent. Null where the answer says neither.
 */
async function isChecked(live: Live, at: Pick<Head, "hash">, frame: Frame): Promise<boolean | null> {
  const { api } = live;
  if (!hasCapability(api, "runtimeApi", "TaggedTransactionQueue", "validate_transaction")) return false;
  let answer: Result<never, never>;
  try {
    answer = await askRuntimeAt(
      live,
      at.hash,
      "TaggedTransactionQueue",
      "validate_transaction",
      "External",
      sampleExtrinsic(api, frame),
      at.hash,
    );
  } catch {
    return null;
  }
  if (!answer.isErr) return null;
  const error = answer.asErr as unknown as ValidityError;
  if (error.isInvalid && error.asInvalid.isBadProof) return true;
  return error.isUnknown && error.asUnknown.isCannotLookup ? false : null;
}

/**
 * Tells for each runtime what a signature there can vouch for; null where the chain checks no metadata hash, or could not be
 * asked (then it is asked again the next time).
 */
export function createMetadataProofs(): {
  of(live: Live, at: Pick<Head, "hash">, frame: Frame): Promise<MetadataProof | null>;
} {
  const known = new Map<string, MetadataProof | null>();
  return {
    async of(live, at, frame) {
      const key = `${live.identity.genesisHash} ${live.identity.specVersion}`;
      const ready = known.get(key);
      if (ready !== undefined) return ready;
      const digest = digestOf(live.api.runtimeMetadata.toHex());
      const checked = digest !== null && (await isChecked(live, at, { ...frame, metadataHash: digest }));
      const proof = checked === true && digest !== null ? { digest, token: RUNTIME_TOKEN } : null;
      if (checked !== null) known.set(key, proof);
      return proof;
    },
  };
}
