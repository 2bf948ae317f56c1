import { ActionIcon, Button, Checkbox, Menu, TextInput, Tooltip } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3, IconDownload, IconSearch } from "@tabler/icons-react";
import {
  type ColumnDef,
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, memo, type ReactNode, useMemo, useRef, useState } from "react";
import { saveText, toCsv } from "#renderer/lib/csv.ts";
import { count } from "#renderer/lib/format.ts";
import { keepColumns, keptColumns } from "#renderer/lib/kept-columns.ts";
import { formatDecimal } from "#src/amount/format-amount.ts";
import classes from "./DataTable.module.css";

const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

type CellValue = string | number | bigint | null;
interface Line<T> {
  readonly source: T;
}

export interface DataColumn<T> {
  readonly id: string;
  readonly header: string;
  /** What is sorted, filtered and exported. A bigint is an amount in rao; it is exported and found as the whole with decimals. */
  readonly value: (row: T) => CellValue;
  /** What is shown; the value where left out. */
  readonly cell?: (row: T) => ReactNode;
  readonly numeric?: boolean;
  /** The head names rao: they are exported as they are, and not as parts of a whole. */
  readonly inRao?: boolean;
  /** Hidden until chosen. */
  readonly hidden?: boolean;
}

export interface DataTableProps<T> {
  readonly label: string;
  readonly columns: readonly DataColumn<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
  /** A click, Enter or Space on a row. */
  readonly onRow?: (row: T) => void;
  readonly csvName: string;
  /** Shown instead of the table while there are no rows at all. */
  readonly empty: ReactNode;
  readonly sortedBy?: { readonly id: string; readonly desc: boolean };
  /** Extra controls in the bar. */
  readonly bar?: ReactNode;
  readonly maxHeight?: string;
  /** Under this name the choice of columns is kept on this machine. */
  readonly keptAs?: string;
}

const ROW_PX = 34;

function compare(a: CellValue, b: CellValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === "string" || typeof b === "string") return String(a).localeCompare(String(b));
  return a < b ? -1 : 1;
}

/** A value as it is exported and found: an amount in the unit that the head names, without loss. */
function exportedValue<T>(column: DataColumn<T>, row: T): string | number | bigint | null {
  const value = column.value(row);
  return typeof value === "bigint" && !column.inRao ? formatDecimal(value) : value;
}

/** A value that has no cell of its own. */
function plain(value: CellValue): string {
  if (value === null) return "–";
  return typeof value === "number" ? count(value) : String(value);
}

interface LineProps<T> {
  readonly source: T;
  readonly at: number;
  readonly columns: readonly DataColumn<T>[];
  readonly onRow: ((row: T) => void) | undefined;
}

function TableLine<T>({ source, at, columns, onRow }: LineProps<T>) {
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>) => {
    const line = event.currentTarget;
    if (event.key === "ArrowDown") (line.nextElementSibling as HTMLElement | null)?.focus();
    else if (event.key === "ArrowUp") (line.previousElementSibling as HTMLElement | null)?.focus();
    else if ((event.key === "Enter" || event.key === " ") && event.target === line) onRow?.(source);
    else return;
    event.preventDefault();
  };
  return (
    <tr
      tabIndex={onRow ? 0 : -1}
      data-action={onRow ? true : undefined}
      aria-rowindex={at + 2}
      onClick={() => onRow?.(source)}
      onKeyDown={onKey}
    >
      {columns.map((column) => (
        <td key={column.id} data-numeric={column.numeric || undefined}>
          {column.cell?.(source) ?? plain(column.value(source))}
        </td>
      ))}
    </tr>
  );
}

/** A row is drawn again only where it changed: scrolling draws the rows that come into sight and no others. */
const SameLine = memo(TableLine) as typeof TableLine;

/** Every long list of the app: sticky head, sort, filter, column choice, keyboard rows, CSV; only visible rows exist. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowKey, onRow, csvName, empty, sortedBy, bar, maxHeight = "100%", keptAs } = props;
  const [filter, setFilter] = useState("");
  const box = useRef<HTMLDivElement>(null);
  const data = useMemo(() => rows.map((source): Line<T> => ({ source })), [rows]);
  const defs = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, Line<T>, unknown> => ({
          id: column.id,
          header: column.header,
          accessorFn: (line) => column.value(line.source),
          sortFn: (a, b) => compare(column.value(a.original.source), column.value(b.original.source)),
          sortDescFirst: column.numeric ?? false,
        }),
      ),
    [columns],
  );
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: (line: Line<T>) => rowKey(line.source),
    state: { globalFilter: filter },
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, _id, text: string) =>
      columns.some((column) =>
        String(exportedValue(column, row.original.source) ?? "")
          .toLowerCase()
          .includes(text.toLowerCase()),
      ),
    initialState: {
      sorting: sortedBy ? [{ id: sortedBy.id, desc: sortedBy.desc }] : [],
      columnVisibility: {
        ...Object.fromEntries(columns.map((column) => [column.id, !column.hidden])),
        ...(keptAs ? keptColumns(keptAs) : {}),
      },
    },
  });
  const shown = table.getRowModel().rows;
  const visible = table.getVisibleLeafColumns();
  const shownIds = visible.map(({ id }) => id).join(" ");
  const shownColumns = useMemo(() => shownIds.split(" ").flatMap((id) => byId.get(id) ?? []), [shownIds, byId]);
  const toRow = useRef(onRow);
  toRow.current = onRow;
  const opens = onRow !== undefined;
  const openRow = useMemo(() => (opens ? (row: T) => toRow.current?.(row) : undefined), [opens]);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    initialRect: { width: 900, height: 600 },
  });

  if (rows.length === 0) return <>{empty}</>;

  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const save = () =>
    saveText(
      csvName,
      toCsv(
        shownColumns.map(({ header }) => header),
        shown.map((row) => shownColumns.map((column) => exportedValue(column, row.original.source))),
      ),
    );
  const toggle = (column: { id: string; getIsVisible(): boolean; toggleVisibility(): void }) => {
    if (keptAs) keepColumns(keptAs, { ...keptColumns(keptAs), [column.id]: !column.getIsVisible() });
    column.toggleVisibility();
  };
  return (
    <div className={classes.frame} style={{ maxHeight }}>
      <div className={classes.bar}>
        <TextInput
          size="xs"
          aria-label={`Filter ${label}`}
          placeholder="Filter"
          leftSection={<IconSearch size={14} />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <span className="dim">
          {shown.length === rows.length ? count(rows.length) : `${count(shown.length)} of ${count(rows.length)}`}
        </span>
        <span className={classes.push} />
        {bar}
        <Menu closeOnItemClick={false} position="bottom-end">
          <Menu.Target>
            <Tooltip label="Choose columns">
              <ActionIcon size="md" aria-label={`Choose columns of ${label}`}>
                <IconColumns3 size={16} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            {table.getAllLeafColumns().map((column) => (
              <Menu.Item
                key={column.id}
                component="div"
                // The label would click its box besides, and the column would be toggled back.
                onClick={(event) => {
                  event.preventDefault();
                  toggle(column);
                }}
              >
                <Checkbox
                  size="xs"
                  readOnly
                  checked={column.getIsVisible()}
                  label={byId.get(column.id)?.header ?? column.id}
                />
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} />} onClick={save}>
          CSV
        </Button>
      </div>
      <div className={classes.scroll} ref={box}>
        <table className={classes.table} aria-label={label} aria-rowcount={shown.length + 1}>
          <thead>
            <tr>
              {visible.map((column) => {
                const sorted = column.getIsSorted();
                const own = byId.get(column.id);
                return (
                  <th
                    key={column.id}
                    scope="col"
                    data-numeric={own?.numeric || undefined}
                    aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none"}
                  >
                    <button type="button" onClick={() => column.toggleSorting()}>
                      {own?.header}
                      {sorted === "asc" ? <IconArrowUp size={12} /> : null}
                      {sorted === "desc" ? <IconArrowDown size={12} /> : null}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {before > 0 ? <tr style={{ height: before }} /> : null}
            {items.map((item) => {
              const row = shown[item.index];
              if (!row) return null;
              return (
                <SameLine
                  key={row.id}
                  source={row.original.source}
                  at={item.index}
                  columns={shownColumns}
                  onRow={openRow}
                />
              );
            })}
            {after > 0 ? <tr style={{ height: after }} /> : null}
          </tbody>
        </table>
        {shown.length === 0 ? <p className={classes.none}>Nothing matches “{filter}”.</p> : null}
      </div>
    </div>
  );
}
