import type { RuntimeConfiguration } from "./fleet-answers.js";
import { usageError } from "./exit.js";
import { textOrFile } from "./remote.js";
import type { Terminal } from "./terminal.js";

/** What an instance runs, as flags say it. */
export interface RuntimeFlags {
  readonly launch?: string;
  readonly params?: string;
  readonly processes?: number;
  /** Seconds. */
  readonly activationTimeout?: number;
  readonly maxActivations?: number;
  /** In place of `launch`, `params` and `processes`: RuntimeConfiguration itself, as JSON or @FILE. */
  readonly runtime?: string;
}

/** What the flags say of it; undefined where they say nothing. @throws CliError where they contradict each other */
export function runtimeGiven(flags: RuntimeFlags, terminal: Terminal): RuntimeConfiguration | undefined {
  const { launch, params, processes, activationTimeout, maxActivations } = flags;
  if (launch === undefined && (params !== undefined || processes !== undefined))
    throw usageError("--params and --processes say how to run what --launch PATH names: give that, too");
  if (launch !== undefined && flags.runtime !== undefined)
    throw usageError("--launch and --runtime both say what to run: give one of them");
  const given: RuntimeConfiguration = {
    ...(flags.runtime !== undefined && runtimeOf(textOrFile(flags.runtime, terminal, "--runtime"))),
    ...(launch !== undefined && {
      ServerProcesses: [{ LaunchPath: launch, Parameters: params ?? "", ConcurrentExecutions: processes ?? 1 }],
    }),
    ...(activationTimeout !== undefined && { GameServerSessionActivationTimeoutSeconds: activationTimeout }),
    ...(maxActivations !== undefined && { MaxConcurrentGameServerSessionActivations: maxActivations }),
  };
  return Object.keys(given).length === 0 ? undefined : given;
}

function runtimeOf(text: string): RuntimeConfiguration {
  try {
    const value = JSON.parse(text) as unknown;
    // What is in it goes to the service as it is: that one checks it, and names what is wrong.
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw usageError(`--runtime is no JSON object; write for instance '{"ServerProcesses": [{"LaunchPath": "server"}]}'`);
}
