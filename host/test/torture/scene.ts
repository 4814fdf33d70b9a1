import type { Api } from "./api.js";
import type { Figures } from "./figures.js";
import type { Ledger } from "./ledger.js";
import type { Runtime } from "./main-fleet.js";

/** What those who load and check have in common. */
export interface Scene {
  readonly dataDir: string;
  /** Of the games. */
  readonly assetId: string;
  /** The path of a package of which more assets are made. */
  readonly smallPackage: string;
  readonly runtimeOf: (label: number, executions: number) => Runtime;
  readonly ledger: Ledger;
  readonly figures: Figures;
  /** Of the life of the host that is under way. */
  readonly api: Api;
  readonly violation: (what: string) => void;
}
