import type { Logger } from "pino";
import type { HostEvent } from "../model/index.js";
import type { LocalStep } from "./local-log.js";
import type { ReadableStep } from "./readable-step.js";

/** Where a host that runs in this program tells what happens. */
export interface HostLog {
  readonly event: (event: HostEvent) => void;
  /** Something that is no event of the host, in both forms. */
  say(step: LocalStep, readable: ReadableStep): void;
  /** A line that the user's server printed. */
  readonly serverLine: (line: string) => void;
  /** For what the host itself has to complain about. */
  readonly logger: Logger;
  /** Nothing is rewritten in place any more. */
  close(): void;
}
