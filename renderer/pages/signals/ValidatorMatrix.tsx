import { Address } from "#renderer/components/Address.tsx";
import { StateMark } from "#renderer/components/StateMark.tsx";
import { clockTime } from "#renderer/lib/format.ts";
import { DELIVERY_WORDS } from "#renderer/lib/signal-words.ts";
import { formatTaoShort } from "#src/amount/format-amount.ts";
import type { DeliveryView } from "#src/contract/signals.ts";
import classes from "./SignalsPage.module.css";

type Attempt = DeliveryView["attempts"][number];

const OUTCOME_WORDS: Record<Attempt["outcome"], string> = {
  accepted: "accepted",
  refused: "refused",
  unreachable: "unreachable",
  timedOut: "timed out",
  pending: "under way",
};

function AttemptCell({ attempt }: { attempt: Attempt | undefined }) {
  if (!attempt) return <td className={classes.noAttempt}>–</td>;
  const { outcome, latencyMs, httpStatus, message, atMs } = attempt;
  return (
    <td className={classes.attempt} data-outcome={outcome} title={`${clockTime(atMs)} ${message}`}>
      <b>{latencyMs === null ? "" : `${Math.round(latencyMs)} ms `}</b>
      {OUTCOME_WORDS[outcome]}
      {httpStatus !== null && httpStatus !== 200 ? ` ${httpStatus}` : ""}
      {outcome === "refused" && message ? <span className={classes.message}>{message}</span> : null}
    </td>
  );
}

/** Rows are validators with stake and trust, cells are attempts: coloured by outcome, and told in words. */
export function ValidatorMatrix({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  if (deliveries.length === 0) return <p className="dim">No validator was asked yet.</p>;
  const sorted = deliveries.toSorted((a, b) => (BigInt(b.stakeRao) > BigInt(a.stakeRao) ? 1 : -1));
  const most = Math.max(1, ...sorted.map(({ attempts }) => attempts.length));
  const numbers = Array.from({ length: most }, (_, at) => at + 1);
  return (
    <div className={classes.matrixBox}>
      <table className={classes.matrix} aria-label="Validator matrix">
        <thead>
          <tr>
            <th scope="col">Validator</th>
            <th scope="col">Stake</th>
            <th scope="col">Trust</th>
            <th scope="col">Outcome</th>
            {numbers.map((number) => (
              <th key={number} scope="col">{`Attempt ${number}`}</th>
            ))}
            <th scope="col">Order</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((delivery) => (
            <tr key={delivery.validatorHotkey}>
              <th scope="row" title={delivery.address}>
                <span className="dim">{`UID ${delivery.uid} `}</span>
                <Address address={delivery.validatorHotkey} plain />
              </th>
              <td>{formatTaoShort(BigInt(delivery.stakeRao))}</td>
              <td>{delivery.trust.toFixed(3)}</td>
              <td>
                <StateMark tone={DELIVERY_WORDS[delivery.state].tone}>{DELIVERY_WORDS[delivery.state].label}</StateMark>
              </td>
              {numbers.map((number) => (
                <AttemptCell key={number} attempt={delivery.attempts.find((attempt) => attempt.number === number)} />
              ))}
              <td className={classes.order}>
                {delivery.order === null ? (
                  "–"
                ) : (
                  <details>
                    <summary>as it was taken</summary>
                    <code>{delivery.order}</code>
                  </details>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
