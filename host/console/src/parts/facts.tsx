import type { ReactNode } from "react";
import "./style/facts.css";

export interface FactsProps {
  /** A name and what goes with it; `whole`: on a line of its own. */
  readonly facts: readonly (readonly [name: string, value: ReactNode, width?: "whole"])[];
}

/** What there is to know about one thing, name beside value. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="facts">
      {facts.map(([name, value, width]) => (
        <div key={name} className={`facts-one ${width === undefined ? "" : "facts-whole"}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
