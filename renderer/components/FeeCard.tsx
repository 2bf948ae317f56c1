import { count } from "#renderer/lib/format.ts";
import { useFormer } from "#renderer/lib/use-former.ts";
import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { FeeView, InnerPart, PlanRow } from "#src/contract/transactions.ts";
import { FEE_PARTS } from "#src/fees/fee-parts.ts";
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
  /** The rows of a quote or plan; those that belong on the card stand below the fee. */
  readonly rows?: readonly PlanRow[] | undefined;
  /** The free balance, now and after. */
  readonly balance?: { readonly nowRao: string; readonly afterRao: string; readonly atLeast?: boolean } | undefined;
  /** The calls inside a batch or a proxy call. */
  readonly inner?: readonly InnerPart[] | undefined;
  /** What is to be known of this fee beyond its figures. */
  readonly notes?: readonly string[] | undefined;
}

/** A row's value as words, for what it was before. */
function words({ kind, value }: Pick<PlanRow, "kind" | "value">): string {
  if (kind === "rao" || kind === "signedRao") return formatTao(BigInt(value));
  return kind === "alphaRao" ? formatAlpha(BigInt(value)) : value;
}

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

/** The card of a quote. */
export function QuoteCard({ quote, payer }: { quote: QuoteView; payer?: string | undefined }) {
  const balance = { nowRao: quote.balanceBeforeRao, afterRao: quote.balanceAfterRao };
  return <FeeCard fee={quote.fee} payer={payer} rows={quote.rows} balance={balance} notes={quote.notes} />;
}

/**
 * The fee of one extrinsic, line by line to the rao, and what comes of it. The same card in every flow and in every
 * confirmation. The figures are the node's own; each part opens to its formula and source. What the newest block changed is
 * marked.
 */
export function FeeCard({ fee, payer, rows = [], balance, inner, notes }: FeeCardProps) {
  const former = useFormer(fee.atBlock);
  const was = (name: string, row: Pick<PlanRow, "kind" | "value">): string | undefined => {
    const value = former(name, row.value);
    return value === undefined ? undefined : words({ ...row, value });
  };
  const rao = (value: string) => ({ kind: "rao" as const, value });
  const cardRows = rows.filter(({ place }) => place === "card");
  return (
    <Panel
      title={cardRows.length > 0 ? "Fees and what comes of it" : "Transaction fee"}
      side={<span className="dim">{`read at block ${count(fee.atBlock)}`}</span>}
    >
      <Bill label="Transaction fee lines">
        {FEE_PARTS.map((part) => (
          <details key={part.key} className={classes.part}>
            <summary>
              <BillLine name={part.name} was={was(part.key, rao(fee[part.key]))}>
                <Amount rao={fee[part.key]} full />
              </BillLine>
            </summary>
            <p className={classes.formula}>
              {part.formula(fee)}
              <br />
              <code>{part.source}</code>
            </p>
          </details>
        ))}
        <BillLine
          name={fee.free ? "Total fee (this call is free)" : "Total fee"}
          sum
          was={was("totalRao", rao(fee.totalRao))}
        >
          <Amount rao={fee.totalRao} full />
        </BillLine>
        <InnerLines fee={fee} inner={inner} />
        {fee.goesTo && !fee.free ? <BillLine name="Goes to">{fee.goesTo}</BillLine> : null}
        <BillLine name="Paid by">
          <Address address={fee.paidBy} name={payer} />
        </BillLine>
        {fee.inAlpha ? (
          <BillLine name={`Taken in α from the stake on subnet ${fee.inAlpha.netuid} instead`} tone="warning">
            <Amount rao={fee.inAlpha.alphaRao} unit="α" full />
          </BillLine>
        ) : null}
        {cardRows.map((row) => (
          <BillLine
            key={row.label + row.kind}
            name={row.label}
            tone={row.tone}
            sum={row.tone === "good"}
            was={was(row.label + row.kind, row)}
          >
            <RowValue row={row} />
          </BillLine>
        ))}
        {balance ? (
          <>
            <BillLine name="Balance now" was={was("now", rao(balance.nowRao))}>
              <Amount rao={balance.nowRao} full />
            </BillLine>
            <BillLine
              name={balance.atLeast ? "Balance after, at least" : "Balance after"}
              tone={balance.afterRao.startsWith("-") ? "danger" : "normal"}
              was={was("after", rao(balance.afterRao))}
            >
              <Amount rao={balance.afterRao} full />
            </BillLine>
          </>
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
