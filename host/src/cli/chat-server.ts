import { isLoopbackName, type GameServerProcess } from "../model/index.js";
import type { RunningHost } from "../main.js";
import type { ChatSample } from "./chat-sample.js";
import { ChildProgram, howItEnded } from "./child-program.js";
import { CliError, exitCodes, usageError } from "./exit.js";
import { nextEvent } from "./next-event.js";
import type { Terminal } from "./terminal.js";

/** So many of its last lines are shown when it fails. */
const KEPT_LINES = 15;

export interface ChatServerOptions {
  readonly sample: ChatSample;
  readonly port: number;
  readonly publicAddress: string;
  readonly running: RunningHost;
  readonly terminal: Terminal;
}

/** The chat sample's server as a process of its own: what a user's game server would be. */
export class ChatServer {
  readonly program: ChildProgram;
  /** Its first ProcessReady. */
  readonly ready: Promise<GameServerProcess>;
  readonly #lines: readonly string[];
  readonly #port: number;

  private constructor(
    program: ChildProgram,
    ready: Promise<GameServerProcess>,
    lines: readonly string[],
    port: number,
  ) {
    this.program = program;
    this.ready = ready;
    this.#lines = lines;
    this.#port = port;
  }

  static async start({ sample, port, publicAddress, running, terminal }: ChatServerOptions): Promise<ChatServer> {
    const lines: string[] = [];
    const keep = (line: string): void => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    };
    const isOpen = !isLoopbackName(publicAddress);
    const program = await ChildProgram.start(
      {
        command: [process.execPath, sample.server, "--port", String(port), ...(isOpen ? ["--host", "0.0.0.0"] : [])],
        cwd: sample.dir,
        env: {
          ...terminal.env,
          GSE_AGENT_ADDRESS: running.agentAddress,
          GSE_FLEET_ID: "fleet-dev",
          GSE_GAME_DIR: sample.dir,
        },
      },
      keep,
      terminal.clock,
    );
    // Nothing of it can have arrived yet: it was started in this turn of the event loop, or the one before.
    const ready = nextEvent(running, "processReady", ({ process: { pid } }) => pid === program.pid);
    return new ChatServer(
      program,
      ready.then((event) => event.process),
      lines,
      port,
    );
  }

  get pid(): number {
    return this.program.pid;
  }

  /** What `work` comes to, unless the server ends before. */
  async orEnd<T>(work: Promise<T>): Promise<T> {
    return Promise.race([
      work,
      this.program.ended.then((end) => {
        const said = this.lastLines();
        if (end.code === exitCodes.usage)
          throw usageError(
            `the chat server could not use port ${String(this.#port)}; choose another one with --port\n${said}`,
          );
        throw new CliError(exitCodes.refused, `the chat server ended early (${howItEnded(end)}); it said:\n${said}`);
      }),
    ]);
  }

  lastLines(): string {
    return this.#lines.length === 0 ? "  (nothing)" : this.#lines.map((line) => `  ${line}`).join("\n");
  }
}
