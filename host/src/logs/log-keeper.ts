import {
  isOpen,
  type GameServerProcess,
  type GameServerSession,
  type GameServerSessionId,
  type HostEvent,
  type InstanceId,
  type Launch,
  type ProcessId,
} from "../model/index.js";
import type { Clock, Logs, OpenLog, Reads, TimerId } from "../ports/index.js";
import { Archives } from "./archives.js";
import { JobLine } from "./job-line.js";
import type { LogLimits } from "./log-limits.js";
import { processArchive, processMarks, sessionArchive, sessionSnapshot } from "./log-name.js";
import { PART, type LogStore } from "./log-store.js";
import { addMark } from "./process-marks.js";

export interface LogKeeperOptions {
  readonly store: LogStore;
  readonly clock: Clock;
  readonly reads: Pick<Reads, "sessions" | "instance">;
  /** The launched processes that have not exited, at this moment. */
  readonly launches: () => Iterable<Pick<Launch, "id" | "instanceId">>;
  readonly limits: LogLimits;
  /** The folder that `/local/game` stands for on an instance. */
  readonly gameDir: (instanceId: InstanceId) => string;
  /** The same for processes that were started by hand; absent: their files are not looked for. */
  readonly attachedGameDir?: string | undefined;
  readonly onFault: (doing: string, error: unknown) => void;
}

/** What a game says at its very end still belongs to the session that ended. */
const LAST_WORDS_MS = 1_000;
/** How often outputs are looked at that may have become too long. */
const ROTATION_PERIOD_MS = 5_000;
/** At the start so many of the sessions that ended last are looked at, whether a host that was killed left them without archive. */
const LOOKED_AT_AT_START = 1_000;
const PAGE = 100;
/** More than this in line is left for the next start. */
const LONGEST_LINE = 10_000;

interface Due {
  readonly instanceId: InstanceId | null;
  readonly timer: TimerId;
  readonly run: () => Promise<void>;
}

/**
 * Keeps what games write: listens to what happens, gathers the logs of each session and process when it has ended, one
 * after the other beside all else, and puts long outputs aside. The host waits for nothing here; what a host that was
 * killed had not gathered, the next one does.
 */
export class LogKeeper implements Logs {
  readonly #options: LogKeeperOptions;
  readonly #line = new JobLine();
  readonly #archives: Archives;
  /** Marks of one process are written one after the other. */
  readonly #marking = new Map<ProcessId, Promise<void>>();
  /** Archives that wait for last words, by name. */
  readonly #due = new Map<string, Due>();
  #rotationTimer: TimerId | undefined;
  #takenUp: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: LogKeeperOptions) {
    this.#options = options;
    const { store, limits, gameDir, attachedGameDir } = options;
    this.#archives = new Archives({ store, limits, gameDir, attachedGameDir, signal: this.#line.signal });
  }

  /** Begins to look after outputs; settles when all that an earlier host has left is found and will be gathered. Never rejects. */
  async start(): Promise<void> {
    this.#planRotation();
    this.#takenUp = this.#guard("find the logs that an earlier host left", async () => {
      await this.#takeUpSessions();
      await this.#takeUpProcesses();
    });
    await this.#takenUp;
  }

  onEvent(event: HostEvent): void {
    if (event.type === "processReady") this.#mark(event.process, null);
    else if (event.type === "sessionCreated") this.#mark(event.process, event.session.id);
    else if (event.type === "sessionEnded") this.#sessionEnded(event.session);
    else if (event.type === "launchChanged" && event.launch.status === "EXITED") this.#launchExited(event.launch);
  }

  open(name: string): Promise<OpenLog | undefined> {
    return this.#options.store.open(name);
  }

  async ofSession(session: GameServerSession): Promise<string | undefined> {
    await this.#marking.get(session.processId);
    if (isOpen(session)) {
      const snapshot = sessionSnapshot(session);
      await this.#line.do(snapshot, () => this.#archives.gatherSession(snapshot, session));
      return this.#ifThere(snapshot);
    }
    const archive = sessionArchive(session);
    await this.#now(archive);
    if ((await this.#ifThere(archive)) === undefined)
      await this.#line.do(archive, () => this.#gatherSession(archive, session));
    return this.#ifThere(archive);
  }

  async ofInstance(id: InstanceId): Promise<readonly string[]> {
    const { store } = this.#options;
    const folders = [`instances/${id}`, `processes/${id}`, `sessions/${id}`];
    return (await Promise.all(folders.map((folder) => store.list(folder)))).flat();
  }

  /** Settles when nothing of an instance waits to be gathered: its folder may go. Never rejects. */
  async settled(instanceId: InstanceId): Promise<void> {
    // By then all is told that happened in the same turn.
    await this.#takenUp;
    for (;;) {
      const due = [...this.#due].filter(([, one]) => one.instanceId === instanceId);
      if (due.length === 0) return;
      await Promise.all(due.map(([archive]) => this.#now(archive)));
    }
  }

  /** Deletes what was not written to since, but for outputs of processes that live. */
  async forgetBefore(beforeMs: number): Promise<void> {
    const { store, clock } = this.#options;
    const live = this.#liveIds();
    const startedAtMs = clock.now();
    for await (const { name, modifiedAtMs } of store.walk("")) {
      if (this.#isClosed) return;
      const isLeftOver = name.endsWith(PART) && modifiedAtMs < startedAtMs - LONGEST_GATHERING_MS;
      if (!isLeftOver && (modifiedAtMs >= beforeMs || live.has(processIdOf(name)))) continue;
      await this.#guard(`delete the log "${name}"`, () => store.remove(name));
    }
    await store.removeEmptyFolders(beforeMs);
  }

  /** Breaks off what is under way; the next host takes it up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const { clock } = this.#options;
    if (this.#rotationTimer !== undefined) clock.clearTimeout(this.#rotationTimer);
    for (const { timer } of this.#due.values()) clock.clearTimeout(timer);
    this.#due.clear();
    await this.#line.close();
    await Promise.all(this.#marking.values());
  }

  async #ifThere(name: string): Promise<string | undefined> {
    return (await this.#options.store.size(name)) === undefined ? undefined : name;
  }

  /** Of processes that were started by hand only what they named can be had. */
  #isKept({ instanceId, logPaths }: GameServerProcess): boolean {
    return instanceId !== null || (this.#options.attachedGameDir !== undefined && logPaths.length > 0);
  }

  #mark(process: GameServerProcess, session: GameServerSessionId | null): void {
    if (!this.#isKept(process)) return;
    const { id, instanceId, logPaths } = process;
    // Now, and not when it is this mark's turn to be written: the process may be told of its session by then.
    const from = instanceId === null ? 0 : this.#archives.outputOf(instanceId, id).length();
    const before = this.#marking.get(id) ?? Promise.resolve();
    const marking = before.then(() =>
      this.#guard("mark where a session begins in its process's output", () =>
        addMark(this.#options.store, processMarks(instanceId, id), { logPaths, session, from }),
      ),
    );
    this.#marking.set(id, marking);
    void marking.then(() => {
      if (this.#marking.get(id) === marking) this.#marking.delete(id);
    });
  }

  #sessionEnded(session: GameServerSession): void {
    if (session.instanceId === null && this.#options.attachedGameDir === undefined) return;
    const archive = sessionArchive(session);
    this.#soon(archive, session.instanceId, () => this.#gatherSession(archive, session));
  }

  #launchExited(launch: Pick<Launch, "id" | "instanceId" | "fleetId">): void {
    this.#soon(processArchive(launch.instanceId, launch.id), launch.instanceId, async () => {
      await this.#archives.gatherProcess(launch);
      this.#archives.forget(launch.id);
    });
  }

  async #gatherSession(archive: string, session: GameServerSession): Promise<void> {
    await this.#marking.get(session.processId);
    const isGathered = await this.#archives.gatherSession(archive, session);
    if (isGathered) await this.#options.store.remove(sessionSnapshot(session));
  }

  /** Once the last words are said; at once when somebody wants it before. */
  #soon(archive: string, instanceId: InstanceId | null, run: () => Promise<void>): void {
    if (this.#isClosed || this.#due.has(archive) || this.#due.size >= LONGEST_LINE) return;
    const timer = this.#options.clock.setTimeout(() => void this.#now(archive), LAST_WORDS_MS);
    this.#due.set(archive, { instanceId, timer, run });
  }

  /** Puts what waits for last words in line; settles when it is gathered, or could not be. */
  async #now(archive: string): Promise<void> {
    const due = this.#due.get(archive);
    if (due === undefined) return;
    this.#options.clock.clearTimeout(due.timer);
    await this.#guard(`gather the logs of "${archive}"`, () => this.#line.do(archive, due.run));
    if (this.#due.get(archive) === due) this.#due.delete(archive);
  }

  #planRotation(): void {
    if (this.#isClosed) return;
    this.#rotationTimer = this.#options.clock.setTimeout(() => {
      void this.#rotateAll().then(() => {
        this.#planRotation();
      });
    }, ROTATION_PERIOD_MS);
  }

  async #rotateAll(): Promise<void> {
    const { launches, limits } = this.#options;
    for (const { id, instanceId } of [...launches()])
      // In line with what is gathered, so that nothing is cut off under somebody's hands.
      await this.#guard(`put the output of process "${id}" aside`, () =>
        this.#line.do(`output ${id}`, async () => {
          await this.#archives.outputOf(instanceId, id).rotate(limits.outputBytes, limits.outputPieces);
        }),
      );
  }

  async #takeUpSessions(): Promise<void> {
    const { reads, store } = this.#options;
    let beforeSeq: number | undefined;
    for (let looked = 0; looked < LOOKED_AT_AT_START && !this.#isClosed; looked += PAGE) {
      const page = reads.sessions({}, { limit: PAGE, ...(beforeSeq !== undefined && { beforeSeq }) });
      for (const session of page) {
        if (isOpen(session) || session.instanceId === null) continue;
        if ((await store.size(sessionArchive(session))) === undefined) this.#sessionEnded(session);
      }
      beforeSeq = page.at(-1)?.seq;
      if (page.length < PAGE) return;
    }
  }

  /** Outputs without an archive, of processes that are gone. */
  async #takeUpProcesses(): Promise<void> {
    const { reads, store } = this.#options;
    const live = this.#liveIds();
    for await (const { name } of store.walk("processes")) {
      const [, place = "", id = ""] = /^processes\/([^/]+)\/([^/.]+)\.log$/.exec(name) ?? [];
      const processId = id as ProcessId;
      const instanceId = place as InstanceId;
      if (id === "" || live.has(processId) || this.#isClosed) continue;
      if ((await store.size(processArchive(instanceId, processId))) !== undefined) continue;
      const fleetId = reads.instance(instanceId)?.fleetId;
      if (fleetId !== undefined) this.#launchExited({ id: processId, instanceId, fleetId });
    }
  }

  #liveIds(): ReadonlySet<ProcessId> {
    return new Set([...this.#options.launches()].map(({ id }) => id));
  }

  async #guard(doing: string, run: () => Promise<unknown>): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (!this.#isClosed) this.#options.onFault(doing, error);
    }
  }
}

const LONGEST_GATHERING_MS = 3_600_000;

/** Of `processes/<instance>/<process>.…`. */
const processIdOf = (name: string): ProcessId => (/^processes\/[^/]+\/([^/.]+)\./.exec(name)?.[1] ?? "") as ProcessId;
