import type { ReactNode } from "react";
import classes from "./Rehearsal.module.css";

export interface SmallTableProps {
  readonly title?: string;
  readonly head: readonly string[];
  /** Columns of figures, set to the right. */
  readonly numeric: readonly number[];
  readonly rows: readonly (readonly ReactNode[])[];
}

/** A few rows inside a dialog; nothing where there are none. Rows never move, so their place is their key. */
export function SmallTable({ title, head, numeric, rows }: SmallTableProps) {
  if (rows.length === 0) return null;
  return (
    <div className={classes.box}>
      {title ? <h2>{title}</h2> : null}
      <table className={classes.table} aria-label={title ?? head[0]}>
        <thead>
          <tr>
            {head.map((name, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <th key={column} scope="col" data-numeric={numeric.includes(column) || undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
            <tr key={at}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                <td key={column} data-numeric={numeric.includes(column) || undefined}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
