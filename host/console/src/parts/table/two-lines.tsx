import type { ReactNode } from "react";

export interface TwoLinesProps {
  readonly first: ReactNode;
  /** Smaller: an id, most often. */
  readonly second: ReactNode;
}

/** In a cell: what a row is called, above what it is known by. */
export function TwoLines({ first, second }: TwoLinesProps) {
  return (
    <span className="two-lines">
      <span>{first}</span>
      <span className="two-lines-second">{second}</span>
    </span>
  );
}
