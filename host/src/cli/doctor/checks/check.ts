import type { CheckName, Finding, Skipped } from "../findings.js";
import type { Patient } from "../patient.js";

/** One thing that every game server on GSE must do. */
export interface Check {
  readonly name: CheckName;
  readonly expected: string;
  /** While it is under way, for who watches. */
  readonly doing: string;
  /** Those that must not have failed, or there is nothing to look at. */
  readonly needs: readonly CheckName[];
  /** It looks back at what was said, also when the game server has ended. */
  readonly alsoWhenGone?: boolean;
  run(patient: Patient): Promise<readonly Finding[] | Skipped>;
}
