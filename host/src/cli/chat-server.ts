import type { HostEvent } from "../model/index.js";
import type { RunningHost } from "../main.js";
import type { ChatSample } from "./chat-sample.js";
import { ChildProgram, howItEnded } from "./child-program.js";
import { CliError, exitCodes, usageError } from "./exit.js";
import { isLoopback } from "./listen-address.js";
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
  readonly #lines: readonly string[];
  readonly #port: number;

  private constructor(program: ChildProgram, lines: readonly string[], port: number) {
    this.program = program;
    this.#lines = lines;
    this.#port = port;
  }

  static async start({ sample, port, publicAddress, running, terminal }: ChatServerOptions): Promise<ChatServer> {
    const lines: string[] = [];
    const keep = (line: string): void => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
    };
    const isOpen = !isLoopback(`${publicAddress}:0`);
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
    return new ChatServer(program, lines, port);
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

type EventOf<T extends HostEvent["type"]> = Extract<HostEvent, { readonly type: T }>;

/** The next event of this type that is meant; whoever waits must begin before causing it. */
export function nextEvent<T extends HostEvent["type"]>(
  { host }: RunningHost,
  type: T,
  isMeant: (event: EventOf<T>) => boolean,
): Promise<EventOf<T>> {
  return new Promise((resolve) => {
    const undo = host.onEvent((event) => {
      if (event.type !== type || !isMeant(event as EventOf<T>)) return;
      undo();
      resolve(event as EventOf<T>);
    });
  });
}

/** Runs the scripted players; gives back what they printed and whether all heard each other. */
export async function runScriptedPlayers(
  { players, dir }: ChatSample,
  addresses: Readonly<Record<string, string>>,
  terminal: Terminal,
): Promise<{
  readonly program: ChildProgram;
  readonly outcome: Promise<{ readonly isGood: boolean; readonly lines: readonly string[] }>;
}> {
  const lines: string[] = [];
  const given = Object.entries(addresses).flatMap(([name, address]) => ["--player", `${name}=${address}`]);
  const program = await ChildProgram.start(
    { command: [process.execPath, players, ...given], cwd: dir, env: terminal.env },
    (line) => lines.push(line),
    terminal.clock,
  );
  return { program, outcome: program.ended.then(({ code }) => ({ isGood: code === 0, lines })) };
}
