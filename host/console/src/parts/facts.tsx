import type { ReactNode } from "react";
import "./style/facts.css";

export interface FactsProps {
  /** A name and what goes with it. */
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** What there is to know about one thing, name beside value. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="facts-one">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
