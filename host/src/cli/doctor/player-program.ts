import { ChildProgram, howItEnded } from "../child-program.js";
import { duration } from "../duration.js";
import type { Patient } from "./patient.js";

/** What a player's program came to: whether the game server let it in, and its last words. */
export interface Visit {
  readonly isLetIn: boolean;
  /** The shell did not find the command, or may not execute it: nobody came to the game server. */
  readonly isUnstarted: boolean;
  /** For people: how it ended, and what it said. */
  readonly how: string;
}

export interface Visitor {
  readonly playerId: string;
  readonly playerSessionId: string;
}

/** What a shell ends with then. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

/** Runs the command of `--player-command` for one player; exit code 0 means that the game server let the player in. */
export async function visit(patient: Patient, command: string, visitor: Visitor): Promise<Visit> {
  const { terminal } = patient.options;
  const lines: string[] = [];
  const program = await ChildProgram.start(
    { command: inShell(filledIn(patient, command, visitor)), cwd: terminal.cwd, env: terminal.env },
    (line) => {
      lines.push(line);
    },
    terminal.clock,
  );
  try {
    const end = await patient.orGone(program.ended);
    const how = end === undefined ? `it did not end within ${duration(patient.patienceMs)}` : howItEnded(end);
    const isUnstarted = end?.code === NOT_FOUND || end?.code === NOT_EXECUTABLE;
    return { isLetIn: end?.code === 0, isUnstarted, how: [how, ...lines.slice(-1)].join(": ") };
  } finally {
    program.killNow();
    await program.ended;
  }
}

function filledIn({ wire, process }: Patient, command: string, { playerId, playerSessionId }: Visitor): string {
  const port = String((wire.reported ?? process).clientPort);
  const values: Readonly<Record<string, string>> = {
    address: `127.0.0.1:${port}`,
    host: "127.0.0.1",
    port,
    playerId,
    playerSessionId,
  };
  return command.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

const inShell = (command: string): readonly [string, ...string[]] =>
  process.platform === "win32" ? ["cmd", "/d", "/s", "/c", command] : ["/bin/sh", "-c", command];
