import { onTestFinished } from "vitest";
import { upSettings, type EngineSettings } from "../../src/engine/index.js";
import { Host, type HostOptions } from "../../src/host.js";
import { SqliteJournal } from "../../src/journal/index.js";
import type { Command, HostEvent, Refusal, Replies } from "../../src/model/index.js";
import type { Journal } from "../../src/ports/index.js";
import { FillableJournal } from "./fillable-journal.js";
import { ScriptedLink } from "./scripted-link.js";
import { ScriptedMachine } from "./scripted-machine.js";
import { ScriptedRuntime } from "./scripted-runtime.js";
import { settled, useManualClock, type ManualClock } from "./use-manual-clock.js";
import { useTempDir } from "./use-temp-dir.js";

export interface HostUnderTestOptions {
  readonly settings?: EngineSettings;
  readonly clock?: ManualClock;
  /** Opens the data anew each time; default: SqliteJournal in a fresh folder. */
  readonly openJournal?: () => Journal;
  readonly commits?: NonNullable<HostOptions["commits"]>;
}

interface Running {
  readonly host: Host;
  readonly journal: FillableJournal;
  readonly link: ScriptedLink;
}

/** A host as `main.ts` builds it, but for the time, the processes and the way to them, which the test has in hand. */
export async function useHost(options: HostUnderTestOptions = {}) {
  const { settings = upSettings, clock = useManualClock(), openJournal = sqliteJournals() } = options;
  const runtime = new ScriptedRuntime();
  const machine = new ScriptedMachine();
  const events: HostEvent[] = [];
  const faults: string[] = [];
  let ids = 0;
  let broken = 0;

  const open = (): Running => {
    const journal = new FillableJournal(openJournal());
    const link = new ScriptedLink();
    const host = new Host({
      clock,
      journal,
      link,
      runtime,
      machine,
      settings,
      uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
      // What is said in one breath is one turn.
      defer: queueMicrotask,
      onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
      onBroken: () => broken++,
      ...(options.commits !== undefined && { commits: options.commits }),
    });
    host.onEvent((event) => events.push(event));
    return { host, journal, link };
  };
  let running = open();
  await running.host.start();
  onTestFinished(() => {
    running.host.close();
    running.journal.close();
  });

  const ok = async <C extends Command>(command: C): Promise<Replies[C["type"]]> => {
    const reply = await running.host.execute(command);
    if (!reply.ok) throw new Error(`"${command.type}" was refused: ${reply.refusal.message}`);
    return reply.value;
  };
  const refusal = async (command: Command): Promise<Refusal> => {
    const reply = await running.host.execute(command);
    if (reply.ok) throw new Error(`"${command.type}" was not refused`);
    return reply.refusal;
  };

  return {
    clock,
    runtime,
    machine,
    events,
    faults,
    /** How many hosts could not go on. */
    broken: () => broken,
    /** The reply's value; rejects where it is a refusal. */
    ok,
    refusal,
    settled,
    get host() {
      return running.host;
    },
    get journal() {
      return running.journal;
    },
    get link() {
      return running.link;
    },
    /** The host is killed where it stands and another one opens the same data; `meanwhile` the host is down. */
    async restart(meanwhile: () => void | Promise<void> = () => undefined): Promise<void> {
      running.journal.close();
      clock.dropTimers();
      running.link.answer = () => new Promise(() => undefined);
      await meanwhile();
      running = open();
      await running.host.start();
    },
  };
}

function sqliteJournals(): () => Journal {
  const dataDir = useTempDir();
  return () => new SqliteJournal(dataDir);
}
