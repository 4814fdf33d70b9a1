import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { sorted, type Column, type Sorting } from "./column.js";
import { HeadCell } from "./head-cell.js";
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
}

/** So many are simply drawn; of more, only those that are to be seen. */
const DRAWN = 60;
const ROW_PX = 48;

/** Rows in columns, on a narrow screen as cards. Ten thousand rows scroll as well as ten. */
export function DataTable<R>({ label, rows, columns, keyOf, empty, sorting: first, foot }: DataTableProps<R>) {
  const [sorting, setSorting] = useState(first);
  const inOrder = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  const box = useRef<HTMLDivElement>(null);
  const isVirtual = inOrder.length > DRAWN;
  const virtualizer = useVirtualizer({
    count: inOrder.length,
    enabled: isVirtual,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => {
      const row = inOrder[index];
      return row === undefined ? index : keyOf(row);
    },
  });
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
        role="region"
        aria-label={label}
      >
        <table aria-label={label} aria-rowcount={inOrder.length + 1}>
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
                <tr
                  key={keyOf(row)}
                  data-index={index}
                  aria-rowindex={index + 2}
                  ref={isVirtual ? virtualizer.measureElement : undefined}
                >
                  {columns.map((column) => (
                    <Cell key={column.key} column={column} row={row} />
                  ))}
                </tr>
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

function Cell<R>({ column, row }: { readonly column: Column<R>; readonly row: R }) {
  const content = (
    <>
      <span className="data-table-name" aria-hidden="true">
        {column.title}
      </span>
      <span className="data-table-value">{column.show(row)}</span>
    </>
  );
  const className = column.align === "end" ? "data-table-end" : undefined;
  if (column.isHeading === true)
    return (
      <th scope="row" className={className}>
        {content}
      </th>
    );
  return <td className={className}>{content}</td>;
}

/** Stands for the rows that are not drawn. */
function Gap({ heightPx, columns }: { readonly heightPx: number; readonly columns: number }) {
  return heightPx > 0 ? (
    <tr aria-hidden="true" className="data-table-gap">
      <td colSpan={columns} style={{ height: heightPx }} />
    </tr>
  ) : null;
}
