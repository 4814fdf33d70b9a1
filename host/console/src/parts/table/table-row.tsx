import { memo, type ReactNode, type Ref } from "react";
import type { Column } from "./column.js";

export interface TableRowProps<R> {
  readonly row: R;
  readonly index: number;
  readonly columns: readonly Column<R>[];
  /** Measures it where rows are virtual. */
  readonly measure: Ref<HTMLTableRowElement> | undefined;
}

/** Drawn again only when its row, or the columns, are others: one that changes among thousands costs one row. */
export const TableRow = memo(function TableRow<R>({ row, index, columns, measure }: TableRowProps<R>) {
  return (
    <tr data-index={index} aria-rowindex={index + 2} ref={measure}>
      {columns.map((column) => (
        <Cell key={column.key} column={column} row={row} />
      ))}
    </tr>
  );
}) as <R>(props: TableRowProps<R>) => ReactNode;

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
