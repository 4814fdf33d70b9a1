import { createContext, use, useSyncExternalStore } from "react";
import { LiveStore, type LiveState } from "./live-state.js";

export interface Live {
  readonly store: LiveStore;
  readonly retryNow: () => void;
}

const nobody: Live = { store: new LiveStore(), retryNow: () => undefined };

export const LiveContext = createContext<Live>(nobody);

/** A part of what the stream told; the component is drawn again when this part is another one. */
export function useLive<T>(part: (state: LiveState) => T): T {
  const { store } = use(LiveContext);
  return useSyncExternalStore(store.subscribe, () => part(store.get()));
}

export const useRetryNow = (): (() => void) => use(LiveContext).retryNow;
