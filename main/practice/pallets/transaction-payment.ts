import { FEES_AT_424, type TransactionFee, transactionFee } from "#src/fees/transaction-fee.ts";
import {
  type AccountId,
  AccountId32,
  type CallValue,
  defineConstant,
  defineEvents,
  definePallet,
  type Runtime,
  storageValue,
} from "../describe/index.ts";
import { enumeration, named, newtype, u8, u64, u128 } from "../scale/index.ts";

/**
 * Weight of the signed extensions, charged with every paid call: the coldkey-swap guard and three reads of the payment
 * extension are known (facts: chain 5.1); what else there is on the live chain is not.
 */
export const EXTENSION_REF_TIME = 142_584_000n;

const BalanceOfT = named(u64, "BalanceOf<T>");
export const transactionPaymentEvents = defineEvents("TransactionPayment", {
  TransactionFeePaid: [0, { who: named(AccountId32, "T::AccountId"), actual_fee: BalanceOfT, tip: BalanceOfT }],
});

const ONE = 1_000_000_000_000_000_000n;

/** What an extrinsic costs. The rule itself is the pure one in `src/fees`, which the wallet's estimates use too. */
export function feeOf(
  runtime: Runtime,
  call: CallValue,
  lengthBytes: number,
  tipRao: bigint,
): TransactionFee & { refTime: bigint; pays: boolean } {
  const refTime = runtime.weigh(call).ref_time + EXTENSION_REF_TIME;
  const pays = runtime.pays(call);
  return { ...transactionFee(FEES_AT_424, { lengthBytes, refTime, pays, tipRao }), refTime, pays };
}

/** `actual_fee` holds the tip, unlike `partialFee` of the simulation. */
export const feePaid = (who: AccountId, actualFeeRao: bigint, tipRao: bigint) =>
  transactionPaymentEvents.TransactionFeePaid({ who, actual_fee: actualFeeRao, tip: tipRao });

export const transactionPaymentPallet = definePallet({
  name: "TransactionPayment",
  index: 6,
  crate: "pallet_transaction_payment",
  storage: [
    storageValue(
      "TransactionPayment",
      "NextFeeMultiplier",
      newtype("sp_arithmetic::fixed_point::FixedU128", u128),
      ONE,
    ),
    storageValue(
      "TransactionPayment",
      "StorageVersion",
      enumeration("pallet_transaction_payment::Releases", { V1Ancient: [0], V2: [1] }),
      { type: "V1Ancient" },
    ),
  ],
  events: transactionPaymentEvents,
  constants: { OperationalFeeMultiplier: defineConstant(u8, 5) },
});
