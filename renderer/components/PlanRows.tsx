import type { PlanRow } from "#src/contract/transactions.ts";
import { Address } from "./Address.tsx";
import { Amount } from "./Amount.tsx";
import { Bill, BillLine } from "./Bill.tsx";

/** The value of a row as its kind wants it shown. */
export function RowValue({ row: { kind, value: text } }: { row: PlanRow }) {
  if (kind === "address") return <Address address={text} large />;
  if (kind === "rao") return <Amount rao={text} full />;
  if (kind === "signedRao") return <Amount rao={text} full signed />;
  if (kind === "alphaRao") return <Amount rao={text} unit="α" full />;
  return text;
}

/** The rows of a plan, as main decoded them from the bytes that will be signed. */
export function PlanRows({ rows }: { rows: readonly PlanRow[] }) {
  return (
    <Bill label="What will be signed">
      {rows.map((row) => (
        <BillLine key={`${row.label}${row.value}`} name={row.label} tone={row.tone}>
          <RowValue row={row} />
        </BillLine>
      ))}
    </Bill>
  );
}
