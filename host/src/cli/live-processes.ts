import { createConsoleClient } from "../client/ask-console.js";
import { clientOptions, type RemoteFlags } from "./remote.js";
import type { Terminal } from "./terminal.js";

/** What `POST /console/processes` tells of one; more of it is nothing to commands. The cloud API has no word for a process. */
export interface LiveProcess {
  readonly ProcessId: string;
  /** Null: it was started by hand. */
  readonly FleetId: string | null;
  readonly Pid: number | null;
  readonly Status: string;
  readonly IsShielded: boolean;
  readonly SessionId: string | null;
  readonly StartedAtMs: number;
  readonly RssBytes?: number;
  readonly CpuMs?: number;
}

export interface LiveProcesses {
  /** Those of all fleets that run now. */
  look(): Promise<readonly LiveProcess[]>;
  close(): void;
}

export function openLiveProcesses(flags: RemoteFlags, terminal: Terminal): LiveProcesses {
  const room = createConsoleClient(clientOptions(flags, terminal), "/console/processes");
  return {
    look: async () => (await room.ask({}, isProcesses)).Processes,
    close: () => {
      room.close();
    },
  };
}

interface Answer {
  readonly Processes: readonly LiveProcess[];
}

const isProcesses = (answer: object): answer is Answer => "Processes" in answer && Array.isArray(answer.Processes);
