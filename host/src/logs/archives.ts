import type { GameServerSession, InstanceId, Launch, ProcessId } from "../model/index.js";
import { gather, type Gathering } from "./gather.js";
import type { LogLimits } from "./log-limits.js";
import { processArchive, processMarks, processOutput } from "./log-name.js";
import type { LogStore } from "./log-store.js";
import { ProcessOutput } from "./process-output.js";
import { lastLogPaths, marksOfSession } from "./process-marks.js";

export interface ArchivesOptions {
  readonly store: LogStore;
  readonly limits: LogLimits;
  /** The folder that `/local/game` stands for on an instance. */
  readonly gameDir: (instanceId: InstanceId) => string;
  /** The same for processes that were started by hand; undefined: their files are not looked for. */
  readonly attachedGameDir: string | undefined;
  readonly signal: AbortSignal;
}

/** Knows what belongs into the archive of a session or a process, and has it gathered. */
export class Archives {
  readonly #options: ArchivesOptions;
  readonly #outputs = new Map<ProcessId, ProcessOutput>();

  constructor(options: ArchivesOptions) {
    this.#options = options;
  }

  /** What a launched process writes. */
  outputOf(instanceId: InstanceId, id: ProcessId): ProcessOutput {
    let output = this.#outputs.get(id);
    if (output === undefined) {
      // Nothing but a look into a folder is lost with them.
      if (this.#outputs.size >= MOST_OUTPUTS) this.#outputs.clear();
      output = new ProcessOutput(this.#options.store, processOutput(instanceId, id));
      this.#outputs.set(id, output);
    }
    return output;
  }

  /** The process writes no more. */
  forget(id: ProcessId): void {
    this.#outputs.delete(id);
  }

  /** @returns false when nothing was kept of it */
  async gatherSession(archive: string, session: GameServerSession): Promise<boolean> {
    const { store } = this.#options;
    const { instanceId, processId } = session;
    const marks = await marksOfSession(store, processMarks(instanceId, processId), session.id);
    const output = instanceId === null ? undefined : this.outputOf(instanceId, processId);
    const length = output?.length() ?? 0;
    if (marks === undefined && length === 0) return false;
    const from = marks?.from ?? 0;
    const to = Math.max(from, Math.min(marks?.to ?? length, length));
    await this.#gather(archive, instanceId, {
      about: [
        `game server session ${session.id}`,
        `fleet ${session.fleetId}, process ${processId}`,
        `created ${timeText(session.createdAtMs)}, ${session.endedAtMs === null ? "not ended" : `ended ${timeText(session.endedAtMs)}`}`,
        `${session.status}${session.statusReason === "" ? "" : `: ${session.statusReason}`}`,
        ...(instanceId === null
          ? ["the process was started by hand: what it wrote to stdout and stderr is where it was started"]
          : [`output.log is ${processOutput(instanceId, processId)} from byte ${String(from)} to ${String(to)}`]),
      ],
      output: output === undefined ? undefined : { of: output, from, to },
      logPaths: marks?.logPaths ?? [],
    });
    return true;
  }

  async gatherProcess(launch: Pick<Launch, "id" | "instanceId" | "fleetId">): Promise<void> {
    const { store } = this.#options;
    const { id, instanceId, fleetId } = launch;
    const output = this.outputOf(instanceId, id);
    const length = output.length();
    const logPaths = await lastLogPaths(store, processMarks(instanceId, id));
    if (length === 0 && logPaths.length === 0) return;
    await this.#gather(processArchive(instanceId, id), instanceId, {
      about: [
        `process ${id}`,
        `fleet ${fleetId}, instance ${instanceId}`,
        `output.log is what it wrote to stdout and stderr, ${String(length)} bytes in all`,
      ],
      output: { of: output, from: 0, to: length },
      logPaths,
    });
  }

  #gather(
    archive: string,
    instanceId: InstanceId | null,
    gathering: Pick<Gathering, "about" | "output" | "logPaths">,
  ): Promise<void> {
    const { store, limits, gameDir, attachedGameDir, signal } = this.#options;
    const folder = instanceId === null ? attachedGameDir : gameDir(instanceId);
    return gather(store, archive, { ...gathering, gameDir: folder, maxBytes: limits.archiveBytes }, signal);
  }
}

const MOST_OUTPUTS = 10_000;

const timeText = (atMs: number): string => new Date(atMs).toISOString();
