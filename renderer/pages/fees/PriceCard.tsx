import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { FeeCard } from "#renderer/components/FeeCard.tsx";
import { count } from "#renderer/lib/format.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { CallPrice } from "#src/contract/fees.ts";
import classes from "./FeesPage.module.css";

/** A priced call: decoded, its fee line by line, what the calls inside bring, and what to know. */
export function PriceCard({ price }: { price: CallPrice }) {
  const { call, fee, inner } = price;
  const names = useOwnNames();
  return (
    <>
      <Bill label="Decoded call">
        <BillLine name="Call">
          <code>{`${call.section}.${call.method}`}</code>
        </BillLine>
        {call.args.map((one) => (
          <BillLine key={one.name} name={one.name}>
            <code>{one.value}</code>
          </BillLine>
        ))}
        <BillLine name="Declared">{fee.free ? "Free (Pays::No)" : `Pays, class ${price.dispatchClass}`}</BillLine>
        <BillLine name="Weight">{`${count(Number(price.weight.refTime))} ref_time`}</BillLine>
        <BillLine name="Bytes">
          <code className={classes.hex}>{call.hex}</code>
        </BillLine>
      </Bill>
      <FeeCard fee={fee} payer={names.get(fee.paidBy)} inner={inner} notes={price.notes} />
    </>
  );
}
