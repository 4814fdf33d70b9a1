import { createContext, use } from "react";
import type { Gse } from "./gse.js";

export interface Access {
  readonly gse: Gse;
  /** The region whose assets and fleets are looked at. */
  readonly region: string;
  readonly setRegion: (region: string) => void;
  readonly logOut: () => void;
}

export const AccessContext = createContext<Access | undefined>(undefined);

export function useAccess(): Access {
  const access = use(AccessContext);
  if (access === undefined) throw new Error("useAccess outside of the login: put the component below <AccessGate>");
  return access;
}

export const useGse = (): Gse => useAccess().gse;
