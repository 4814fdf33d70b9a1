import type { Column, Sorting } from "./column.js";

export interface HeadCellProps<R> {
  readonly column: Column<R>;
  readonly sorting: Sorting | undefined;
  readonly onSort: (sorting: Sorting | undefined) => void;
}

/** A column's name; where it can be sorted, a button: up, down, as it came. */
export function HeadCell<R>({ column: { key, title, sortBy, align }, sorting, onSort }: HeadCellProps<R>) {
  const isSorted = sorting?.key === key;
  const direction = !isSorted ? "none" : sorting.isDescending ? "descending" : "ascending";
  const className = align === "end" ? "data-table-end" : undefined;
  if (sortBy === undefined)
    return (
      <th scope="col" className={className}>
        {title}
      </th>
    );
  const next = !isSorted
    ? { key, isDescending: false }
    : sorting.isDescending
      ? undefined
      : { key, isDescending: true };
  return (
    <th scope="col" className={className} aria-sort={direction}>
      <button type="button" className={`data-table-sort data-table-${direction}`} onClick={() => onSort(next)}>
        {title}
        <span aria-hidden="true">{direction === "descending" ? "↓" : direction === "ascending" ? "↑" : "↕"}</span>
      </button>
    </th>
  );
}
