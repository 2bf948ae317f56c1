import { checkValidity, type Refusal, RefusalError } from "../chain/validity.ts";
import { type Api, type Context, defineApi, defineMethod, H256, type LateTypes } from "../describe/index.ts";
import { blake256 } from "../describe/runtime.ts";
import { decodeBody, type Extrinsic } from "../extrinsic/decode.ts";
import { BlockHash } from "../pallets/system/storage.ts";
import { result } from "../scale/collections.ts";
import { bool, bytes, encode, enumeration, named, struct, u8, u64, vec } from "../scale/index.ts";
import type { ValueOf } from "../scale/type.ts";

const PATH = "sp_runtime::transaction_validity";

const TransactionSource = enumeration(`${PATH}::TransactionSource`, { InBlock: [0], Local: [1], External: [2] });

const InvalidTransaction = enumeration(`${PATH}::InvalidTransaction`, {
  Call: [0],
  Payment: [1],
  Future: [2],
  Stale: [3],
  BadProof: [4],
  AncientBirthBlock: [5],
  ExhaustsResources: [6],
  Custom: [7, [u8]],
  BadMandatory: [8],
  MandatoryValidation: [9],
  BadSigner: [10],
  IndeterminateImplicit: [11],
  UnknownOrigin: [12],
});
const UnknownTransaction = enumeration(`${PATH}::UnknownTransaction`, {
  CannotLookup: [0],
  NoUnsignedValidator: [1],
  Custom: [2, [u8]],
});
const TransactionValidityError = enumeration(`${PATH}::TransactionValidityError`, {
  Invalid: [0, [InvalidTransaction]],
  Unknown: [1, [UnknownTransaction]],
});
const ValidTransaction = struct(`${PATH}::ValidTransaction`, {
  priority: named(u64, "TransactionPriority"),
  requires: named(vec(bytes), "Vec<TransactionTag>"),
  provides: named(vec(bytes), "Vec<TransactionTag>"),
  longevity: named(u64, "TransactionLongevity"),
  propagate: bool,
});

function errorOf(refusal: Refusal): ValueOf<typeof TransactionValidityError> {
  if (refusal.kind === "custom")
    return { type: "Invalid" as const, value: { type: "Custom" as const, value: refusal.code } };
  if (refusal.kind === "unknown") return { type: "Unknown" as const, value: { type: refusal.name as "CannotLookup" } };
  return { type: "Invalid" as const, value: { type: refusal.name } };
}

/** Signer and number of an account, as the pool orders by them. */
const tag = (who: string, nonce: number): Uint8Array => new TextEncoder().encode(`${who} ${nonce}`);

/** What the pool asks: whether an extrinsic is valid on a state. */
export const transactionQueueApis = (late: LateTypes): Api[] => [
  defineApi("TaggedTransactionQueue", 3, {
    validate_transaction: defineMethod(
      { source: TransactionSource, tx: late.UncheckedExtrinsic, block_hash: H256 },
      result(ValidTransaction, TransactionValidityError),
      (ctx, { tx, block_hash }) => {
        const raw = encode(bytes, tx);
        const extrinsic: Extrinsic = { bytes: raw, hash: blake256(raw), ...decodeBody(ctx.runtime, tx) };
        const genesisHash = BlockHash.get(ctx, 0);
        // It would be in the block after this state, which knows this block's hash.
        BlockHash.put(ctx, ctx.block, block_hash);
        const next: Context = { ...ctx, block: ctx.block + 1 };
        try {
          const { who, nonce, stateNonce, deadAt } = checkValidity(next, extrinsic, genesisHash);
          return {
            ok: true as const,
            value: {
              priority: 1n,
              requires: nonce > stateNonce ? [tag(who, nonce - 1)] : [],
              provides: [tag(who, nonce)],
              longevity: BigInt(deadAt - next.block),
              propagate: true,
            },
          };
        } catch (error) {
          if (error instanceof RefusalError) return { ok: false as const, error: errorOf(error.refusal) };
          throw error;
        }
      },
      "Validate the transaction.",
    ),
  }),
];
