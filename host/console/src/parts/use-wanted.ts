import { useState } from "react";

export interface Wanted<T> {
  /** What was chosen, until the host says so too; then what the host says. */
  readonly shown: T;
  readonly want: (value: T) => void;
  /** The host refused. */
  readonly forget: () => void;
}

/** A choice that counts at once is shown at once, and not taken back while the host is told of it. */
export function useWanted<T extends string | number | boolean>(actual: T): Wanted<T> {
  const [wanted, setWanted] = useState<{ readonly value: T }>();
  // From now on others may change it.
  if (wanted?.value === actual) setWanted(undefined);
  return {
    shown: wanted === undefined ? actual : wanted.value,
    want: (value) => setWanted({ value }),
    forget: () => setWanted(undefined),
  };
}
