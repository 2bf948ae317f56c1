import type { TransactionItem } from "#src/contract/transactions.ts";
import { Amount } from "./Amount.tsx";
import classes from "./BatchItems.module.css";

const STATES = {
  waiting: { label: "waiting", tone: "dim" },
  done: { label: "done", tone: "good" },
  failed: { label: "failed", tone: "danger" },
  notReached: { label: "not reached", tone: "warning" },
  undone: { label: "taken back", tone: "warning" },
} as const satisfies Record<TransactionItem["state"], { label: string; tone: string }>;

/** What became of each item of a batch: its state, what it spent and received, and why it failed. */
export function BatchItems({ items }: { items: readonly TransactionItem[] }) {
  return (
    <ol className={classes.items} aria-label="Items of the batch">
      {items.map((item) => {
        const { label, tone } = STATES[item.state];
        const { received, spentRao } = item;
        return (
          <li key={item.itemId}>
            <div className={classes.head}>
              <span>{item.title}</span>
              <b className={tone}>{label}</b>
            </div>
            {item.error ? <p className="danger">{`${item.error.message} ${item.error.hint}`}</p> : null}
            {item.state === "done" ? (
              <div className={classes.figures}>
                {spentRao === null || spentRao === "0" ? null : (
                  <span>
                    {"spent "}
                    <Amount rao={spentRao} full />
                  </span>
                )}
                {received && received.rao !== "0" ? (
                  <span>
                    {"received "}
                    <Amount rao={received.rao} full />
                  </span>
                ) : null}
                {received && received.alphaRao !== "0" ? (
                  <span>
                    {"received "}
                    <Amount rao={received.alphaRao} unit="α" full />
                  </span>
                ) : null}
                {received && received.swapFeeRao !== "0" ? (
                  <span className="dim">
                    {"swap fee "}
                    <Amount rao={received.swapFeeRao} full />
                  </span>
                ) : null}
                {received && received.swapFeeAlphaRao !== "0" ? (
                  <span className="dim">
                    {"swap fee "}
                    <Amount rao={received.swapFeeAlphaRao} unit="α" full />
                  </span>
                ) : null}
              </div>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
