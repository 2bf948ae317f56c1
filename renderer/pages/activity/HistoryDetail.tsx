import { Button, Loader } from "@mantine/core";
import { Address } from "#renderer/components/Address.tsx";
import { Amount } from "#renderer/components/Amount.tsx";
import { BatchItems } from "#renderer/components/BatchItems.tsx";
import { Bill, BillLine } from "#renderer/components/Bill.tsx";
import { CopyButton } from "#renderer/components/CopyButton.tsx";
import { ErrorPanel } from "#renderer/components/ErrorPanel.tsx";
import { Panel } from "#renderer/components/Panel.tsx";
import { clockTime, count } from "#renderer/lib/format.ts";
import { href } from "#renderer/lib/route.ts";
import { useQuery } from "#renderer/lib/use-call.ts";
import { useOwnNames } from "#renderer/stores/use-wallet.ts";
import type { HistoryEntry } from "#src/contract/history.ts";
import { differenceWords } from "#src/transactions/difference-words.ts";
import classes from "./ActivityPage.module.css";

/** Fee and change, quoted against what the chain took. */
function Costs({ entry }: { entry: HistoryEntry }) {
  return (
    <Bill label="Costs">
      {entry.quoted ? (
        <BillLine name="Fee quoted">
          <Amount rao={entry.quoted.feeRao} full />
        </BillLine>
      ) : null}
      {entry.feePaidRao === null ? null : (
        <BillLine
          name={entry.error ? "Fee paid, though it failed" : "Fee paid"}
          tone={entry.error ? "danger" : "normal"}
        >
          <Amount rao={entry.feePaidRao} full />
        </BillLine>
      )}
      {entry.feePaidAlphaRao === null ? null : (
        <BillLine name="Fee paid in alpha">
          <Amount rao={entry.feePaidAlphaRao} unit="α" full />
        </BillLine>
      )}
      {entry.quoted && entry.quoted.spendsMaxRao !== "0" ? (
        <BillLine name="Expected to leave">
          <Amount rao={entry.quoted.spendsExpectedRao} full />
        </BillLine>
      ) : null}
      {entry.changeRao === null ? null : (
        <BillLine name="Came or went, besides the fee" sum>
          <Amount rao={entry.changeRao} signed full />
        </BillLine>
      )}
    </Bill>
  );
}

/** What the trades together brought, against what was quoted; the block may have moved in between. */
function Received({ entry }: { entry: HistoryEntry }) {
  const quoted = entry.quoted?.receives;
  if (!quoted || entry.trades.length === 0) return null;
  const bought = entry.trades.filter(({ side }) => side === "buy");
  const inAlpha = quoted.alphaRao !== "0";
  const got = inAlpha
    ? bought.reduce((sum, { alphaRao }) => sum + BigInt(alphaRao), 0n)
    : entry.trades.filter(({ side }) => side === "sell").reduce((sum, { taoRao }) => sum + BigInt(taoRao), 0n);
  const expected = inAlpha ? quoted.alphaRao : quoted.rao;
  const unit = inAlpha ? "α" : "τ";
  return (
    <Bill label="Received">
      <BillLine name="Quoted to come">
        <Amount rao={expected} unit={unit} full />
      </BillLine>
      <BillLine name="Received">
        <Amount rao={got.toString()} unit={unit} full />
      </BillLine>
      <BillLine name="Difference: the block moved, or others traded before" sum>
        <Amount rao={(got - BigInt(expected)).toString()} unit={unit} signed full />
      </BillLine>
      {entry.moved ? <BillLine name="Why">{differenceWords(entry.moved)}</BillLine> : null}
    </Bill>
  );
}

/** One entry of the history: its call, what it cost, its trades and the block's events. */
export function HistoryDetail({ entryId }: { entryId: string }) {
  const asked = useQuery("history.get", { entryId });
  const names = useOwnNames();
  const close = (
    <Button component="a" href={href("activity")} size="compact-xs" variant="default">
      Close
    </Button>
  );
  const entry = asked.value;
  if (!entry) {
    return (
      <Panel title="Transaction" side={close}>
        {asked.error ? (
          <ErrorPanel error={asked.error} title="This entry is not known here" onRetry={asked.reload} />
        ) : (
          <Loader size="sm" aria-label="Loading the entry" />
        )}
      </Panel>
    );
  }
  return (
    <Panel title={entry.title} side={close}>
      <div className={classes.detail}>
        {entry.error ? (
          <p className="danger">{`${entry.error.name}: ${entry.error.message} ${entry.error.hint}`}</p>
        ) : null}
        <Costs entry={entry} />
        {entry.items ? <BatchItems items={entry.items} /> : null}
        <Received entry={entry} />
        {entry.trades.length > 0 ? (
          <Bill label="Trades">
            {entry.trades.map((trade, index) => (
              // Trades have no identity but their place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see the line above
              <BillLine key={index} name={`${trade.side === "buy" ? "Bought" : "Sold"} on subnet ${trade.netuid}`}>
                <Amount rao={trade.alphaRao} unit="α" full />
                {trade.side === "buy" ? " for " : " brought "}
                <Amount rao={trade.taoRao} full />
                <div className="dim">
                  {"swap fee "}
                  <Amount rao={trade.feeRao} unit={trade.side === "buy" ? "τ" : "α"} full />
                </div>
              </BillLine>
            ))}
          </Bill>
        ) : null}
        <Bill label="Call">
          <BillLine name="Call">
            <code>{`${entry.section}.${entry.method}`}</code>
          </BillLine>
          {entry.args.map((one) => (
            <BillLine key={one.name} name={one.name}>
              <code>{one.value}</code>
            </BillLine>
          ))}
          {entry.signer ? (
            <BillLine name="Signed by">
              <Address address={entry.signer} name={names.get(entry.signer)} />
            </BillLine>
          ) : null}
          <BillLine name="Network">{entry.network}</BillLine>
          <BillLine name="Time">{clockTime(entry.atMs)}</BillLine>
          {entry.block ? (
            <BillLine name="Block">{`${count(entry.block.number)}, extrinsic ${entry.block.index}`}</BillLine>
          ) : null}
          {entry.hash ? (
            <BillLine name="Hash">
              <code>{`${entry.hash.slice(0, 14)}…${entry.hash.slice(-8)}`}</code>{" "}
              <CopyButton text={entry.hash} label="Copy transaction hash" />
            </BillLine>
          ) : null}
        </Bill>
        {entry.events.length > 0 ? (
          <details>
            <summary>
              {entry.events.length === 1 ? "1 event in the block" : `${entry.events.length} events in the block`}
            </summary>
            <ul className={classes.events}>
              {entry.events.map((event, index) => (
                // Events have no identity but their place.
                // biome-ignore lint/suspicious/noArrayIndexKey: see the line above
                <li key={index}>
                  <code>{`${event.name}(${event.data.join(", ")})`}</code>
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
    </Panel>
  );
}
