import type { FeeView } from "../contract/transactions.ts";
import { TIP_WORDS } from "./destinations.ts";

/** One part of a transaction's fee: what it is, how it comes about, and where the node tells it. */
export interface FeePart {
  readonly key: "baseRao" | "lengthRao" | "weightRao" | "tipRao";
  readonly name: string;
  readonly formula: (fee: FeeView) => string;
  readonly source: string;
}

/** The parts in the order they are shown; together they are the total (chain facts 5.1). */
export const FEE_PARTS: readonly FeePart[] = [
  {
    key: "baseRao",
    name: "Base",
    formula: () => "The weight every signed call has on this chain, turned into a fee.",
    source: "TransactionPaymentApi.query_fee_details, base_fee",
  },
  {
    key: "lengthRao",
    name: "Length",
    formula: (fee) => `${fee.encodedBytes} bytes of this signed transaction, at the chain's fee per byte.`,
    source: "TransactionPaymentApi.query_fee_details, len_fee",
  },
  {
    key: "weightRao",
    name: "Weight",
    formula: () => "The work this call does, as the chain measured it, times the fee multiplier of the block.",
    source: "TransactionPaymentApi.query_fee_details, adjusted_weight_fee",
  },
  {
    key: "tipRao",
    name: "Tip",
    formula: () => `None is given. ${TIP_WORDS}`,
    source: "The signed extension ChargeTransactionPayment",
  },
];
