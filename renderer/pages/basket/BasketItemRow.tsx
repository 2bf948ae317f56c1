import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { Amount } from "#renderer/components/Amount.tsx";
import { PlanRows } from "#renderer/components/PlanRows.tsx";
import type { BasketItem, QuotedItem } from "#src/contract/basket.ts";
import classes from "./BasketPage.module.css";

export interface BasketItemRowProps {
  readonly item: BasketItem;
  readonly index: number;
  readonly last: boolean;
  /** Null until it is quoted. */
  readonly quoted: QuotedItem | null;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

/** What the item brings, expected and at least. */
function Brings({ quoted: { receives } }: { quoted: QuotedItem }) {
  if (!receives) return null;
  const inAlpha = receives.rao === "0";
  const expected = inAlpha ? receives.alphaRao : receives.rao;
  const least = inAlpha ? receives.atLeastAlphaRao : receives.atLeastRao;
  const unit = inAlpha ? "α" : "τ";
  if (expected === "0") return null;
  return (
    <span>
      {"brings "}
      <Amount rao={expected} unit={unit} />
      <span className="dim">
        {least === null ? ", at any price" : ", at least "}
        {least === null ? null : <Amount rao={least} unit={unit} />}
      </span>
    </span>
  );
}

/** One item in its place: what it does after those before it, its part of the fee, and why it would fail. */
export function BasketItemRow({ item, index, last, quoted, onMove, onRemove }: BasketItemRowProps) {
  const { title } = item;
  return (
    <li className={classes.item} data-failing={quoted?.error ? true : undefined}>
      <div className={classes.head}>
        <span className={classes.number}>{`${index + 1}.`}</span>
        <b>{title}</b>
        <span className={classes.tools}>
          <Tooltip label="Earlier">
            <ActionIcon aria-label={`Move ${title} up`} disabled={index === 0} onClick={() => onMove(index - 1)}>
              <IconArrowUp size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Later">
            <ActionIcon aria-label={`Move ${title} down`} disabled={last} onClick={() => onMove(index + 1)}>
              <IconArrowDown size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Take it out">
            <ActionIcon aria-label={`Take ${title} out`} onClick={onRemove}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </span>
      </div>
      {quoted?.error ? (
        <p className={`${classes.under} danger`} role="alert">
          {`Would fail here: ${quoted.error.message} `}
          <span className="dim">{quoted.error.hint}</span>
        </p>
      ) : null}
      {quoted && !quoted.error ? (
        <>
          <div className={classes.facts}>
            {quoted.spendsMaxRao === "0" ? null : (
              <span>
                {quoted.spendsMaxRao === quoted.spendsExpectedRao ? "spends " : "spends at most "}
                <Amount rao={quoted.spendsMaxRao} />
              </span>
            )}
            <Brings quoted={quoted} />
            {quoted.feePartRao === null ? null : (
              <span className="dim">
                {"part of the fee "}
                <Amount rao={quoted.feePartRao} full />
                {", alone "}
                <Amount rao={quoted.feeAloneRao ?? "0"} full />
              </span>
            )}
          </div>
          {quoted.warnings.map((warning) => (
            <p key={warning} className={`${classes.under} warning`}>
              {warning}
            </p>
          ))}
          {quoted.madeToPay ? (
            <p className={`${classes.under} warning`}>
              {"Free alone, paid here because another item pays. "}
              <Button size="compact-xs" variant="default" onClick={onRemove}>
                Take it out
              </Button>
            </p>
          ) : null}
          <details className={classes.under}>
            <summary>All figures</summary>
            <PlanRows rows={quoted.rows} />
          </details>
        </>
      ) : null}
    </li>
  );
}
