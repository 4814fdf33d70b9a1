import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from "react";
import { sorted, type Column, type Sorting } from "./column.js";
import { HeadCell } from "./head-cell.js";
import { TableRow } from "./table-row.js";
import "./data-table.css";

export interface DataTableProps<R> {
  /** What a screen reader calls it. */
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly keyOf: (row: R) => string;
  /** In place of no rows. */
  readonly empty: ReactNode;
  /** Default: as the rows come. */
  readonly sorting?: Sorting;
  /** Below the rows: paging, most often. */
  readonly foot?: ReactNode;
  /** Called when the end of the rows is about to be seen, for lists that are fetched page by page. */
  readonly onNearEnd?: () => void;
}

/** So many are simply drawn; of more, only those that are to be seen. */
const DRAWN = 60;
const ROW_PX = 48;
/** Of a column that takes what is left. */
const LEAST_PX = 160;
const LEAST_VARIABLE = "--table-min";
/** So many rows before the end, the next page is to be fetched. */
const NEAR_END = 40;

/** Rows in columns, on a narrow screen as cards. Ten thousand rows scroll as well as ten. */
export function DataTable<R>(props: DataTableProps<R>) {
  const { label, rows, columns, keyOf, empty, sorting: first, foot, onNearEnd } = props;
  const [sorting, setSorting] = useState(first);
  const inOrder = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  const box = useRef<HTMLDivElement>(null);
  const isVirtual = inOrder.length > DRAWN;
  // The same as long as the rows are: with another one, all places are reckoned anew.
  const keyAt = useCallback(
    (index: number) => {
      const row = inOrder[index];
      return row === undefined ? index : keyOf(row);
    },
    [inOrder, keyOf],
  );
  const virtualizer = useVirtualizer({
    count: inOrder.length,
    enabled: isVirtual,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: keyAt,
  });
  const lastSeen = isVirtual ? (virtualizer.getVirtualItems().at(-1)?.index ?? 0) : inOrder.length;
  const isNearEnd = rows.length > 0 && lastSeen >= inOrder.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd]);
  if (rows.length === 0) return empty;

  const items = isVirtual ? virtualizer.getVirtualItems() : inOrder.map((_, index) => ({ index, start: 0, end: 0 }));
  const above = isVirtual ? (items[0]?.start ?? 0) : 0;
  const below = isVirtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <div className="data-table">
      <div
        className={`data-table-box ${isVirtual ? "data-table-box-virtual" : ""}`}
        ref={box}
        tabIndex={0}
        role="group"
        aria-label={label}
      >
        <table aria-label={label} aria-rowcount={inOrder.length + 1} style={leastWidth(columns)}>
          <colgroup>
            {columns.map(({ key, width }) => (
              <col key={key} style={width === undefined ? {} : { width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <HeadCell key={column.key} column={column} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap heightPx={above} columns={columns.length} />
            {items.map(({ index }) => {
              const row = inOrder[index];
              if (row === undefined) return null;
              return (
                <TableRow
                  key={keyOf(row)}
                  row={row}
                  index={index}
                  columns={columns}
                  measure={isVirtual ? virtualizer.measureElement : undefined}
                />
              );
            })}
            <Gap heightPx={below} columns={columns.length} />
          </tbody>
        </table>
      </div>
      {foot}
    </div>
  );
}

/** No column vanishes where there is too little room for all: the table scrolls. */
const leastWidth = <R,>(columns: readonly Column<R>[]): CSSProperties => {
  const widths = columns.map(({ width = "" }) => (width.endsWith("px") ? Number.parseInt(width) : LEAST_PX));
  return { [LEAST_VARIABLE]: `${widths.reduce((sum, width) => sum + width, 0)}px` } as CSSProperties;
};

/** Stands for the rows that are not drawn. */
function Gap({ heightPx, columns }: { readonly heightPx: number; readonly columns: number }) {
  return heightPx > 0 ? (
    <tr aria-hidden="true" className="data-table-gap">
      <td colSpan={columns} style={{ height: heightPx }} />
    </tr>
  ) : null;
}
