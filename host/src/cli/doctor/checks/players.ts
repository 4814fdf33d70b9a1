import type { PlayerSession } from "../../../model/index.js";
import type { TestSession } from "../../../testing/index.js";
import { failed, ok, Skipped, warning, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import { visit, type Visit, type Visitor } from "../player-program.js";
import type { Check } from "./check.js";
import { startSession } from "./session.js";

/** A slot that nobody takes lapses after 60 s (gse-semantics b.4). */
const RESERVATION_MS = 60_000;
const MARGIN_MS = 1_000;

export const players: Check = {
  name: "players",
  expected: "it lets in who has joined, once, and refuses whom AcceptPlayerSession refuses",
  doing: "sending players, good ones and strangers",
  needs: ["session"],
  run: async (patient) => {
    const { playerCommand } = patient.options;
    if (playerCommand === undefined)
      return new Skipped(
        'it takes a player: give --player-command "… {address} {playerSessionId}", exit code 0 when let in',
      );
    const findings: Finding[] = [];
    const good = await goodPlayer(patient, playerCommand, "ada");
    findings.push(...good.findings);
    if (!good.visit.isLetIn) return findings;
    const strangers: readonly [what: string, who: () => Promise<Visitor>][] = [
      ["a player session for the second time", async () => good.visitor],
      [
        "an invented player session",
        async () => ({ playerId: "eve", playerSessionId: "psess-invented-by-gse-doctor" }),
      ],
      ["a player session that has lapsed after 60 s", () => lapsed(patient)],
    ];
    for (const [what, who] of strangers) {
      if (!(await hasSession(patient))) {
        findings.push(warning(`no session to come to with ${what}`, "see what is said of its sessions"));
        break;
      }
      const visitor = await who();
      findings.push(stranger(what, await visit(patient, playerCommand, visitor)));
    }
    return findings;
  },
};

/** One who has joined. Also whether the slot is given back afterwards. */
export async function goodPlayer(
  patient: Patient,
  command: string,
  playerId: string,
): Promise<{ readonly visitor: Visitor; readonly visit: Visit; readonly findings: readonly Finding[] }> {
  const joined = await currentSession(patient).join(playerId);
  const visitor = { playerId, playerSessionId: joined.id };
  const visited = await visit(patient, command, visitor);
  const wasAccepted = patient.gse.calls.some(
    (seen) => seen.call === "AcceptPlayerSession" && seen.request.playerSessionId === joined.id && seen.answer === "ok",
  );
  if (visited.isUnstarted)
    return {
      visitor,
      visit: visited,
      findings: [
        failed(
          `the command of --player-command cannot be started (${visited.how})`,
          "write one that a shell finds and may execute, for instance --player-command 'node player.js {address} {playerSessionId}'",
        ),
      ],
    };
  if (!visited.isLetIn)
    return {
      visitor,
      visit: visited,
      findings: [
        failed(
          `a player who has joined was not let in (${visited.how})`,
          wasAccepted
            ? "AcceptPlayerSession said yes: let the player in then"
            : "call AcceptPlayerSession with the player session that the player brings, and let the player in when it succeeds",
        ),
      ],
    };
  if (!wasAccepted)
    return {
      visitor,
      visit: visited,
      findings: [
        failed(
          "a player was let in without AcceptPlayerSession",
          "call AcceptPlayerSession first; without it the slot lapses after 60 s, and anybody may come",
        ),
      ],
    };
  return {
    visitor,
    visit: visited,
    findings: [ok("a player who has joined is let in"), ...(await leaving(patient, joined))],
  };
}

async function leaving(patient: Patient, { id }: PlayerSession): Promise<readonly Finding[]> {
  const left = await patient.until(() =>
    patient.gse.events.find((event) => event.type === "playerEnded" && event.player.id === id),
  );
  if (left !== undefined) return [];
  return [
    warning(
      "the player's program has ended, and no RemovePlayerSession came",
      "call RemovePlayerSession when a player's connection ends; until then the slot is taken",
    ),
  ];
}

function stranger(what: string, { isLetIn, how }: Visit): Finding {
  if (!isLetIn) return ok(`${what} is refused`);
  return failed(
    `${what} is let in (${how})`,
    "let players in only when AcceptPlayerSession has succeeded; on an error, whatever it is, close the connection",
  );
}

async function lapsed(patient: Patient): Promise<Visitor> {
  const { id, playerId } = await currentSession(patient).join("bob");
  await patient.advance(RESERVATION_MS + MARGIN_MS);
  return { playerId, playerSessionId: id };
}

/** The game may end its session as soon as its last player leaves: then another one is started. */
export async function hasSession(patient: Patient): Promise<boolean> {
  if (patient.session?.status !== "ACTIVE") await startSession(patient);
  return patient.session !== undefined;
}

function currentSession({ session }: Patient): TestSession {
  if (session === undefined) throw new Error("there is no session");
  return session;
}
