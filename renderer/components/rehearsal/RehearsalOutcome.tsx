import { count } from "#renderer/lib/format.ts";
import type { RehearsalResult } from "#src/contract/rehearsal.ts";
import { Address } from "../Address.tsx";
import { Amount } from "../Amount.tsx";
import { StateMark } from "../StateMark.tsx";
import classes from "./Rehearsal.module.css";
import { SmallTable } from "./SmallTable.tsx";

const OUTCOMES = {
  succeeded: ["good", "It succeeds on the copy."],
  failed: ["danger", "It fails on the copy. Sent, it would cost the fee all the same."],
  refused: ["danger", "No block would take it. Sent, it would cost nothing and do nothing."],
} as const;

const unitOf = (unit: "rao" | "alphaRao") => (unit === "rao" ? "τ" : "α");

const ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{46,50}$/;

/** An account as an address, everything else as the chain tells it. */
const FieldValue = ({ value }: { value: string }) =>
  ADDRESS.test(value) ? <Address address={value} plain /> : <span className="mono">{value}</span>;

/** What came of a rehearsal: against the plan, then every balance, position and place that changed, then the events. */
export function RehearsalOutcome({ result, signer }: { result: RehearsalResult; signer: string }) {
  const { error, expectations, balances, stakes, uids, events, otherChanges } = result;
  const [tone, text] = OUTCOMES[result.outcome];
  const who = (address: string) => <Address address={address} plain name={address === signer ? "signer" : undefined} />;
  const place = (hotkey: string | null) => (hotkey === null ? "free" : <Address address={hotkey} plain />);
  const ofOthers = stakes.some(({ coldkey }) => coldkey !== signer);
  const reserved = balances.some((one) => one.reservedBeforeRao !== one.reservedAfterRao);
  const about = [
    `On a copy of ${result.network} at block ${count(result.atBlock)}`,
    result.how === "fork" ? "by the chain's own runtime" : "by the practice network",
    ...(result.blockWork ? [] : ["without the block's own work"]),
    `${(result.tookMs / 1_000).toFixed(1)} s`,
    `requests to the node: ${count(result.requests)}`,
    ...(result.peakMiB === null ? [] : [`${count(result.peakMiB)} MiB`]),
  ];
  return (
    <div className={classes.outcome}>
      <div className={classes.verdict}>
        <StateMark tone={tone}>{text}</StateMark>
        {error ? (
          <p>
            <strong>{error.name}</strong> {error.message} <span className="dim">{error.hint}</span>
          </p>
        ) : null}
      </div>
      <SmallTable
        title="Planned and rehearsed"
        head={["", "Planned", "Rehearsed", ""]}
        numeric={[1, 2]}
        rows={expectations.map((one) => [
          one.label,
          <Amount key="planned" rao={one.expected} unit={unitOf(one.unit)} full />,
          <Amount key="rehearsed" rao={one.rehearsed} unit={unitOf(one.unit)} full />,
          one.reason ?? "the same",
        ])}
      />
      <SmallTable
        title="Balances"
        head={["Account", "Free before", "Free after", ...(reserved ? ["Reserved after"] : []), "Change"]}
        numeric={reserved ? [1, 2, 3, 4] : [1, 2, 3]}
        rows={balances.map((one) => [
          who(one.address),
          <Amount key="before" rao={one.freeBeforeRao} />,
          <Amount key="after" rao={one.freeAfterRao} />,
          ...(reserved ? [<Amount key="reserved" rao={one.reservedAfterRao} />] : []),
          <Amount key="change" rao={one.changeRao} signed />,
        ])}
      />
      <SmallTable
        title="Stake"
        head={["Subnet", "Hotkey", ...(ofOthers ? ["Coldkey"] : []), "Before", "After", "Change"]}
        numeric={ofOthers ? [3, 4, 5] : [2, 3, 4]}
        rows={stakes.map((one) => [
          one.netuid,
          <Address key="hotkey" address={one.hotkey} plain />,
          ...(ofOthers ? [who(one.coldkey)] : []),
          <Amount key="before" rao={one.beforeAlphaRao} unit="α" />,
          <Amount key="after" rao={one.afterAlphaRao} unit="α" />,
          <Amount key="change" rao={one.changeAlphaRao} unit="α" signed />,
        ])}
      />
      <SmallTable
        title="Places"
        head={["Subnet", "UID", "Held before by", "Held after by"]}
        numeric={[]}
        rows={uids.map(({ netuid, uid, hotkeyBefore, hotkeyAfter }) => [
          netuid,
          uid,
          place(hotkeyBefore),
          place(hotkeyAfter),
        ])}
      />
      {events.length > 0 ? (
        <details className={classes.more}>
          <summary>{`Events: ${events.length}`}</summary>
          <ol className={classes.events}>
            {events.map(({ name, fields }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an event's place is what it is
              <li key={at}>
                <strong>{name}</strong>
                {fields.map((field, position) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: fields of one name are told apart by their place
                  <span key={position} className={classes.field}>
                    <span className="dim">{field.name}</span> <FieldValue value={field.value} />
                  </span>
                ))}
              </li>
            ))}
          </ol>
        </details>
      ) : null}
      {otherChanges.length > 0 ? (
        <details className={classes.more}>
          <summary>{`Other storage that changes: ${otherChanges.length}`}</summary>
          <SmallTable
            head={["Item", "Keys"]}
            numeric={[1]}
            rows={otherChanges.map(({ item, keys }) => [item, count(keys)])}
          />
        </details>
      ) : null}
      <p className="dim">{about.join(" · ")}</p>
    </div>
  );
}
