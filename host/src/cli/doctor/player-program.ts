import { ChildProgram, howItEnded } from "../child-program.js";
import { duration } from "../duration.js";
import type { Patient } from "./patient.js";

/** What a player's program came to: whether the game server let it in, and its last words. */
export interface Visit {
  readonly isLetIn: boolean;
  /** For people: how it ended, and what it said. */
  readonly how: string;
}

export interface Visitor {
  readonly playerId: string;
  readonly playerSessionId: string;
}

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
    return { isLetIn: end?.code === 0, how: [how, ...lines.slice(-1)].join(": ") };
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
