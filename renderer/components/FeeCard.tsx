import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { count } from "#renderer/lib/format.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { FeeView, InnerPart } from "#src/contract/transactions.ts";
import { innerBill, innerWords } from "#src/fees/inner-bill.ts";
import { Address } from "./Address.tsx";
import { Amount } from "./Amount.tsx";
import { Bill, BillLine } from "./Bill.tsx";
import classes from "./FeeCard.module.css";
import { Panel } from "./Panel.tsx";
import { RowValue } from "./PlanRows.tsx";

export interface FeeCardProps {
  readonly fee: FeeView;
  /** The name of who pays, where it is known. */
  readonly payer?: string | undefined;
  /** The whole quote, for the lines of a trade. */
  readonly quote?: QuoteView | undefined;
  /** The calls inside a batch or a proxy call. */
  readonly inner?: readonly InnerPart[] | undefined;
  /** What is to be known of this fee beyond its figures. */
  readonly notes?: readonly string[] | undefined;
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
function useChanged(): (name: string, value: string) => string | undefined {
  const before = useRef(new Map<string, string>());
  const shown = useRef(new Map<string, string>());
  const moved = useRef(new Map<string, string>());
  useEffect(() => {
    before.current = new Map(shown.current);
  });
  return (name, value) => {
    const former = before.current.get(name);
    if (former !== undefined && former !== value) moved.current.set(name, value);
    shown.current.set(name, value);
    return moved.current.get(name);
  };
}

/** The lines of a trade below the fee: swap fee, impact and tolerance apart, then what comes of it. */
function TradeLines({ quote, changed }: { quote: QuoteView; changed: ReturnType<typeof useChanged> }) {
  const start = quote.rows.findIndex(({ label }) => TRADE_STARTS.has(label));
  const rows = quote.rows.slice(start === -1 ? quote.rows.length : start).filter(({ label }) => !FEE_ROWS.has(label));
  return rows.map((row) => (
    <BillLine
      key={row.label + row.kind}
      name={row.label}
      tone={row.tone}
      sum={row.label.startsWith("You receive, expected") || row.label === "Arrives"}
      flashKey={changed(row.label + row.kind, row.value)}
    >
      <RowValue row={row} />
    </BillLine>
  ));
}

/** Rows of a quote before these say what was asked for, which stands in the form already. */
const TRADE_STARTS: ReadonlySet<string> = new Set(["Price now, per α", "Swap fee", "Must stay in the account"]);
const FEE_ROWS: ReadonlySet<string> = new Set(["Network fee", "Fee paid in α instead", "Paid by the stake on"]);

/** What each call inside brings to the fee; with the wrapper's own part it is the total to the rao. */
function InnerLines({ fee, inner }: { fee: FeeView; inner: readonly InnerPart[] | undefined }) {
  const bill = innerBill(fee, inner);
  if (!bill) return null;
  return (
    <details className={classes.part} open>
      <summary>
        <BillLine name="Of this, by call">
          {bill.lines.length === 1 ? "1 inside" : `${bill.lines.length} inside`}
        </BillLine>
      </summary>
      <div className={classes.inner}>
        {bill.lines.map((line, index) => (
          <BillLine
            // Calls inside have no identity but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see the line above
            key={index}
            tone={line.madeToPay ? "warning" : "normal"}
            name={
              <>
                {`${index + 1}. `}
                <code>{line.call}</code>
                {innerWords(line) === "" ? null : <span className={classes.said}>{innerWords(line)}</span>}
              </>
            }
          >
            <Amount rao={line.rao.toString()} full />
          </BillLine>
        ))}
        <BillLine name="The wrapper: base, signature and its own weight">
          <Amount rao={bill.wrapperRao.toString()} full />
        </BillLine>
      </div>
    </details>
  );
}

/**
 * The fee of one extrinsic, line by line to the rao. The same card in every flow and in every confirmation.
 * The figures are the node's own; each line opens to its formula and source.
 */
export function FeeCard({ fee, payer, quote, inner, notes }: FeeCardProps) {
  const changed = useChanged();
  const line = (part: Part): ReactNode => (
    <details key={part.key} className={classes.part}>
      <summary>
        <BillLine name={part.name} flashKey={changed(part.key, fee[part.key])}>
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
    <Panel
      title={quote ? "Fees and what comes of it" : "Transaction fee"}
      side={<span className="dim">{`read at block ${count(fee.atBlock)}`}</span>}
    >
      <Bill label="Transaction fee lines">
        {PARTS.map(line)}
        <BillLine
          name={fee.free ? "Total fee (this call is free)" : "Total fee"}
          sum
          flashKey={changed("totalRao", fee.totalRao)}
        >
          <Amount rao={fee.totalRao} full />
        </BillLine>
        <InnerLines fee={fee} inner={inner} />
        <BillLine name="Paid by">
          <Address address={fee.paidBy} name={payer} />
        </BillLine>
        {fee.inAlpha ? (
          <BillLine name={`Taken in α from the stake on subnet ${fee.inAlpha.netuid} instead`} tone="warning">
            <Amount rao={fee.inAlpha.alphaRao} unit="α" full />
          </BillLine>
        ) : null}
        {quote ? <TradeLines quote={quote} changed={changed} /> : null}
        {quote ? (
          <BillLine name="Balance now">
            <Amount rao={quote.balanceBeforeRao} full />
          </BillLine>
        ) : null}
        {quote ? (
          <BillLine name="Balance after" flashKey={changed("balanceAfter", quote.balanceAfterRao)}>
            <Amount rao={quote.balanceAfterRao} full />
          </BillLine>
        ) : null}
      </Bill>
      {notes && notes.length > 0 ? (
        <ul className={classes.notes} aria-label="What to know of this fee">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
