import type { ExitCode } from "./exit.js";
import type { HostFlags } from "./host-settings.js";
import type { Terminal } from "./terminal.js";
export interface QuickstartFlags extends HostFlags {
  readonly check?: boolean;
}
export async function quickstart(_flags: QuickstartFlags, _terminal: Terminal): Promise<ExitCode> {
  throw new Error("not yet");
}
