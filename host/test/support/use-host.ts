import { onTestFinished } from "vitest";
import { upSettings, type EngineSettings } from "../../src/engine/index.js";
import { Host } from "../../src/host.js";
import { SqliteJournal } from "../../src/journal/index.js";
import type { Command, HostEvent, OsProcess, Refusal, Replies } from "../../src/model/index.js";
import type { Changes, Journal, Reads, Runtime } from "../../src/ports/index.js";
import { ScriptedLink } from "./scripted-link.js";
import { settled, useManualClock, type ManualClock } from "./use-manual-clock.js";
import { useTempDir } from "./use-temp-dir.js";

export interface HostUnderTestOptions {
  readonly settings?: EngineSettings;
  readonly clock?: ManualClock;
  /** Opens the data anew each time; default: SqliteJournal in a fresh folder. */
  readonly openJournal?: () => Journal;
}

/** The machine's processes, by hand: whoever is not in `gone` is alive. */
export class ScriptedRuntime implements Runtime {
  readonly gone = new Set<number>();
  readonly killed: number[] = [];

  startedAt(pid: number): string {
    return `boot ${String(pid)}`;
  }

  isAlive({ pid }: OsProcess): boolean {
    return !this.gone.has(pid);
  }

  kill({ pid }: OsProcess): boolean {
    this.killed.push(pid);
    return true;
  }
}

/** Refuses commits while `isFull`, as a disk does. */
class FillableJournal implements Journal {
  readonly #journal: Journal;
  isFull = false;
  commits = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  commit(changes: Changes): void {
    if (this.isFull) throw new Error("database or disk is full");
    this.#journal.commit(changes);
    this.commits++;
  }

  load: Journal["load"] = (sinceMs) => this.#journal.load(sinceMs);
  session: Reads["session"] = (id) => this.#journal.session(id);
  sessions: Reads["sessions"] = (query, page) => this.#journal.sessions(query, page);
  player: Reads["player"] = (id) => this.#journal.player(id);
  players: Reads["players"] = (query, page) => this.#journal.players(query, page);
  close: Journal["close"] = () => {
    this.#journal.close();
  };
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
  const events: HostEvent[] = [];
  const faults: string[] = [];
  let ids = 0;

  const open = (): Running => {
    const journal = new FillableJournal(openJournal());
    const link = new ScriptedLink();
    const host = new Host({
      clock,
      journal,
      link,
      runtime,
      settings,
      uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, "0")}`,
      // What is said in one breath is one turn.
      defer: queueMicrotask,
      onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
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
    events,
    faults,
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
