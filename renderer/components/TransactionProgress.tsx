import { IconCheck, IconX } from "@tabler/icons-react";
import { count } from "#renderer/lib/format.ts";
import { isSettled, stepsReached, TRANSACTION_STEPS, TRANSACTION_WORDS } from "#renderer/lib/transaction-words.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { ErrorPanel } from "./ErrorPanel.tsx";
import classes from "./TransactionProgress.module.css";

/** Where a sent transaction is: recorded, sent, included, finalized, or how it ended otherwise. */
export function TransactionProgress({ transaction }: { transaction: TransactionView }) {
  const { state, error, block } = transaction;
  const reached = stepsReached(state);
  const bad = state === "failed" || state === "refused" || state === "expired";
  return (
    <div className={classes.progress}>
      <ol className={classes.steps} aria-label={`Transaction is ${TRANSACTION_WORDS[state].label}`}>
        {TRANSACTION_STEPS.map((step, at) => {
          const done = at < reached;
          const now = at === reached && !isSettled(state);
          const failedHere = bad && at === reached - 1;
          return (
            <li
              key={step}
              data-done={(done && !failedHere) || undefined}
              data-now={now || undefined}
              data-bad={failedHere || undefined}
            >
              <span className={classes.dot} aria-hidden="true">
                {failedHere ? <IconX size={12} /> : done ? <IconCheck size={12} /> : null}
              </span>
              {failedHere ? TRANSACTION_WORDS[state].label : step}
            </li>
          );
        })}
      </ol>
      <p className="dim" role="status">
        {TRANSACTION_WORDS[state].text}
        {block ? ` Block ${count(block.number)}.` : ""}
        {block || isSettled(state) ? "" : ` It can be included until block ${count(transaction.deathBlock)}.`}
      </p>
      {error ? <ErrorPanel error={{ code: error.name, message: error.message, hint: error.hint }} /> : null}
    </div>
  );
}
