import { useState } from "react";

export interface Draft<T> {
  /** What the host says, with what was typed in its place. */
  readonly draft: T;
  /** What was typed: all that is to be sent, so that nobody else's change is taken back. */
  readonly edits: Partial<T>;
  readonly isEdited: boolean;
  readonly change: (part: Partial<T>) => void;
  /** To be called when it is sent; and what that gives, when the host has taken it. */
  readonly send: () => () => void;
}

/**
 * What can be edited while others may change it, too: fields that nobody has touched follow the host.
 * @param source another one with each change that the host tells of
 */
export function useDraft<T extends object>(current: T, source: unknown): Draft<T> {
  const [edits, setEdits] = useState<Partial<T>>({});
  const [sentBefore, setSentBefore] = useState<{ readonly source: unknown }>();
  // What was typed is what the host says from now on.
  if (sentBefore !== undefined && sentBefore.source !== source) {
    setEdits({});
    setSentBefore(undefined);
  }
  return {
    draft: { ...current, ...edits },
    edits,
    isEdited: Object.keys(edits).length > 0,
    change: (part) => setEdits((before) => ({ ...before, ...part })),
    send: () => () => setSentBefore({ source }),
  };
}
