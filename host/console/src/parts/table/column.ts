import type { ReactNode } from "react";

export interface Column<R> {
  readonly key: string;
  readonly title: string;
  readonly show: (row: R) => ReactNode;
  /** Given: the column can be sorted by this. */
  readonly sortBy?: (row: R) => string | number;
  /** As CSS has it, `120px` or `20%`; columns without share what is left. */
  readonly width?: string;
  /** Numbers stand at the end. */
  readonly align?: "end";
  /** True for the column that says which row it is; on a narrow screen it is the row's heading. */
  readonly isHeading?: boolean;
}

export interface Sorting {
  readonly key: string;
  readonly isDescending: boolean;
}

/** The rows in that order; equal ones stay as they came. */
export function sorted<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  sorting: Sorting | undefined,
): readonly R[] {
  const by = columns.find(({ key }) => key === sorting?.key)?.sortBy;
  if (by === undefined || sorting === undefined) return rows;
  const sign = sorting.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => sign * compared(by(a), by(b)));
}

const compared = (a: string | number, b: string | number): number =>
  typeof a === "number" && typeof b === "number"
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });
