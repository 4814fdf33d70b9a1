import type { Command } from "commander";
import type { CloudApiClient } from "../client/index.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { allFleets } from "./find-fleet.js";
import { rowsOf } from "./fleet-rows.js";
import { LiveLine } from "./live-line.js";
import { openLiveProcesses, type LiveProcesses } from "./live-processes.js";
import { wholeNumber } from "./parse-values.js";
import { pauseUnless } from "./pause.js";
import { remoteFlags, type Done } from "./remote-flags.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { stopRequests } from "./stop-requests.js";
import { print, type Terminal } from "./terminal.js";
import { topText, type Room, type Top, type TopProcess } from "./top-text.js";

interface TopFlags extends RemoteFlags {
  readonly every: number;
}

/** Long enough to see who is busy. */
const FIRST_LOOK_MS = 1_000;
/** The cursor stands below what is shown. A terminal that does not tell its size is of the usual one. */
const roomOf = ({ rows = 24, columns = 80 }: Terminal["stdout"]): Room => ({ rows: rows - 1, columns });

export function addTop(program: Command, terminal: Terminal, done: Done): void {
  remoteFlags(program.command("top"), "print one look as JSON, and end")
    .summary("watch fleets and their processes: who is busy, what it costs")
    .description(
      "Shows the fleets of the region and all processes, the busiest first, with the processor time of late and the memory of " +
        "each; kept up to date until Ctrl-C. Not on a terminal it looks once.",
    )
    .option("--every <seconds>", "how often it looks", wholeNumber(1), 2)
    .action(async (flags: TopFlags) => {
      done(await top(flags, terminal));
    });
}

const top = (flags: TopFlags, terminal: Terminal): Promise<ExitCode> =>
  withHost(flags, terminal, async (client) => {
    const processes = openLiveProcesses(flags, terminal);
    const stop = stopRequests(terminal, () => undefined);
    try {
      await show(createLooks(client, processes, terminal), flags, terminal, stop.signal);
      return exitCodes.done;
    } finally {
      stop.close();
      processes.close();
    }
  });

async function show(look: () => Promise<Top>, flags: TopFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { clock, colors, stdout } = terminal;
  const isOver = (): boolean => signal.aborted;
  await look();
  await pauseUnless(clock, FIRST_LOOK_MS, signal);
  if (isOver()) return;
  if (flags.json === true || !terminal.isInteractive) {
    const seen = await look();
    print(
      terminal,
      flags.json === true ? JSON.stringify(jsonOf(seen)) : topText(seen, { rows: Infinity, columns: Infinity }, colors),
    );
    return;
  }
  const line = new LiveLine(terminal);
  try {
    for (;;) {
      const seen = await look();
      line.follow(() => topText(seen, roomOf(stdout), colors));
      await pauseUnless(clock, flags.every * 1_000, signal);
      if (isOver()) return;
    }
  } finally {
    line.close();
  }
}

/** Each look measures from the one before; the first from the beginning of each process. */
function createLooks(client: CloudApiClient, live: LiveProcesses, { clock }: Terminal): () => Promise<Top> {
  let before = new Map<string, number>();
  let beforeAtMs: number | undefined;
  return async () => {
    const answered = await live.look();
    const fleets = await rowsOf(client, await allFleets(client));
    const nowMs = clock.now();
    const processes = answered.map((process) => {
      const { ProcessId, CpuMs, RssBytes, StartedAtMs } = process;
      const sinceMs = nowMs - (before.has(ProcessId) ? (beforeAtMs ?? StartedAtMs) : StartedAtMs);
      const usedMs = CpuMs === undefined ? undefined : CpuMs - (before.get(ProcessId) ?? 0);
      return {
        ...process,
        RssBytes: RssBytes ?? null,
        Processors: usedMs === undefined || sinceMs <= 0 ? null : Math.max(0, usedMs / sinceMs),
      };
    });
    before = new Map(answered.flatMap(({ ProcessId, CpuMs }) => (CpuMs === undefined ? [] : [[ProcessId, CpuMs]])));
    beforeAtMs = nowMs;
    const isOlder = (a: TopProcess, b: TopProcess): number => a.StartedAtMs - b.StartedAtMs;
    processes.sort((a, b) => (b.Processors ?? 0) - (a.Processors ?? 0) || isOlder(a, b));
    return { nowMs, fleets, processes };
  };
}

const jsonOf = ({ fleets, processes }: Top) => ({
  Fleets: fleets.map(({ fleet, capacity, utilization }) => ({ ...fleet, ...capacity, ...utilization })),
  Processes: processes,
});
