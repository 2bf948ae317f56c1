import { FEES_AT_424, weightToFee } from "#src/fees/transaction-fee.ts";
import {
  type Api,
  Balance,
  type CallValue,
  type Context,
  DispatchClass,
  defineApi,
  defineMethod,
  type LateTypes,
  Weight,
} from "../describe/index.ts";
import { decodeBody } from "../extrinsic/decode.ts";
import { feeOf } from "../pallets/transaction-payment.ts";
import { option, struct, u32, u64 } from "../scale/index.ts";
import type { AnyType } from "../scale/type.ts";

const balanceParam = { name: "Balance", type: u64 as AnyType };
const RuntimeDispatchInfo = struct(
  "pallet_transaction_payment::types::RuntimeDispatchInfo",
  { weight: Weight, class: DispatchClass, partial_fee: Balance },
  [balanceParam, { name: "Weight", type: Weight as AnyType }],
);
const InclusionFee = struct(
  "pallet_transaction_payment::types::InclusionFee",
  { base_fee: Balance, len_fee: Balance, adjusted_weight_fee: Balance },
  [balanceParam],
);
const FeeDetails = struct(
  "pallet_transaction_payment::types::FeeDetails",
  { inclusion_fee: option(InclusionFee), tip: Balance },
  [balanceParam],
);

const info = ({ runtime }: Context, call: CallValue, length: number) => {
  const fee = feeOf(runtime, call, length, 0n);
  return {
    weight: { ref_time: fee.refTime, proof_size: runtime.weigh(call).proof_size },
    class: { type: runtime.callOf(call).class },
    partial_fee: fee.partialRao,
  };
};

const details = ({ runtime }: Context, call: CallValue, length: number, tipRao: bigint) => {
  const fee = feeOf(runtime, call, length, tipRao);
  const inclusion_fee = { base_fee: fee.baseRao, len_fee: fee.lengthRao, adjusted_weight_fee: fee.weightRao };
  return { inclusion_fee: fee.pays ? inclusion_fee : undefined, tip: tipRao };
};

const conversions = {
  query_weight_to_fee: defineMethod({ weight: Weight }, Balance, (_, { weight }) =>
    weightToFee(FEES_AT_424, weight.ref_time),
  ),
  query_length_to_fee: defineMethod({ length: u32 }, Balance, (_, { length }) => BigInt(length)),
};

/** What an extrinsic or a call costs; bare extrinsics cost nothing. */
export const transactionPaymentApis = (late: LateTypes): Api[] => [
  defineApi("TransactionPaymentApi", 4, {
    query_info: defineMethod({ uxt: late.UncheckedExtrinsic, len: u32 }, RuntimeDispatchInfo, (ctx, { uxt, len }) => {
      const { call, signed } = decodeBody(ctx.runtime, uxt);
      const answer = info(ctx, call, len);
      return signed ? answer : { ...answer, partial_fee: 0n };
    }),
    query_fee_details: defineMethod({ uxt: late.UncheckedExtrinsic, len: u32 }, FeeDetails, (ctx, { uxt, len }) => {
      const { call, signed } = decodeBody(ctx.runtime, uxt);
      return signed ? details(ctx, call, len, signed.extensions.tipRao) : { inclusion_fee: undefined, tip: 0n };
    }),
    ...conversions,
  }),
  defineApi("TransactionPaymentCallApi", 3, {
    // A call alone carries no extensions, so their weight is not in it.
    query_call_info: defineMethod({ call: late.RuntimeCall, len: u32 }, RuntimeDispatchInfo, (ctx, { call, len }) => ({
      ...info(ctx, call, len),
      weight: ctx.runtime.weigh(call),
    })),
    query_call_fee_details: defineMethod({ call: late.RuntimeCall, len: u32 }, FeeDetails, (ctx, { call, len }) =>
      details(ctx, call, len, 0n),
    ),
    ...conversions,
  }),
];
