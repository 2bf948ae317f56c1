import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { count } from "#renderer/lib/format.ts";
import type { FeeView } from "#src/contract/transactions.ts";
import { Address } from "./Address.tsx";
import { Amount } from "./Amount.tsx";
import { Bill, BillLine } from "./Bill.tsx";
import classes from "./FeeCard.module.css";
import { Panel } from "./Panel.tsx";

export interface FeeCardProps {
  readonly fee: FeeView;
  /** The name of who pays, where it is known. */
  readonly payer?: string | undefined;
}

type PartName = "baseRao" | "lengthRao" | "weightRao" | "tipRao";

interface Part {
  readonly key: PartName;
  readonly name: string;
  readonly formula: (fee: FeeView) => string;
  readonly source: string;
}

const PARTS: readonly Part[] = [
  {
    key: "baseRao",
    name: "Base",
    formula: () => "The weight every signed call has on this chain, turned into a fee.",
    source: "TransactionPaymentApi.query_fee_details, base_fee",
  },
  {
    key: "lengthRao",
    name: "Length",
    formula: (fee) => `${count(fee.encodedBytes)} bytes of this signed transaction, at the chain's fee per byte.`,
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
    formula: () => "Nothing is gained by tipping on this chain, so Tausmith gives none.",
    source: "The signed extension ChargeTransactionPayment",
  },
];

/** The key under which a changed figure flashes; none on the first showing. */
function useChanged(fee: FeeView): (key: PartName | "totalRao") => string | undefined {
  const first = useRef<FeeView>(fee);
  const moved = useRef(new Map<string, string>());
  useEffect(() => {
    first.current = fee;
  }, [fee]);
  return (key) => {
    if (first.current[key] !== fee[key]) moved.current.set(key, fee[key]);
    return moved.current.get(key);
  };
}

/**
 * The fee of one extrinsic, line by line to the rao. The same card in every flow and in every confirmation.
 * The figures are the node's own; each line opens to its formula and source.
 */
export function FeeCard({ fee, payer }: FeeCardProps) {
  const changed = useChanged(fee);
  const line = (part: Part): ReactNode => (
    <details key={part.key} className={classes.part}>
      <summary>
        <BillLine name={part.name} flashKey={changed(part.key)}>
          <Amount rao={fee[part.key]} full />
        </BillLine>
      </summary>
      <p className={classes.formula}>
        {part.formula(fee)}
        <br />
        <code>{part.source}</code>
      </p>
    </details>
  );
  return (
    <Panel title="Transaction fee" side={<span className="dim">{`read at block ${count(fee.atBlock)}`}</span>}>
      <Bill label="Transaction fee lines">
        {PARTS.map(line)}
        <BillLine name={fee.free ? "Total fee (this call is free)" : "Total fee"} sum flashKey={changed("totalRao")}>
          <Amount rao={fee.totalRao} full />
        </BillLine>
        <BillLine name="Paid by">
          <Address address={fee.paidBy} name={payer} />
        </BillLine>
      </Bill>
    </Panel>
  );
}
