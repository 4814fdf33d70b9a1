import { duration } from "../../duration.js";
import { failed, info, ok, warning, type Finding } from "../findings.js";
import type { Patient } from "../patient.js";
import type { TestSession } from "../../../testing/index.js";
import type { Check } from "./check.js";

export const session: Check = {
  name: "session",
  expected: "it answers OnStartGameServerSession, and says ActivateGameServerSession before the limit",
  doing: "starting a game server session on it",
  needs: ["listens"],
  run: (patient) => startSession(patient),
};

/** Starts one, and tells how the game server took it. `patient.session` is set when it is ACTIVE. */
export async function startSession(patient: Patient): Promise<readonly Finding[]> {
  const { gse, wire, patienceMs } = patient;
  const said = wire.calls.length;
  const asked = wire.callbacks.length;
  const happened = gse.events.length;
  const starting = gse.startSession({ name: "gse doctor", ...patient.options.session, timeoutMs: patienceMs });
  const active = await patient.orGone(
    starting.catch(() => undefined),
    patienceMs + ANSWER_MARGIN_MS,
  );
  patient.session = active;
  // Where the session was activated inside OnStartGameServerSession, that is still to be answered.
  if (active !== undefined) await patient.until(() => lastStart(patient)?.outcome);
  const onStart = wire.callbacks.slice(asked).find(({ name }) => name === "OnStartGameServerSession");
  const activations = wire.calls.slice(said).filter(({ name }) => name === "ActivateGameServerSession");
  if (active === undefined) return [await whyNotActive(patient, starting, happened)];

  const activation = activations.find(({ answer }) => answer === undefined || answer.status === 0);
  const tookMs = (activation?.atMs ?? 0) - (onStart?.atMs ?? 0);
  const isInside =
    activation !== undefined &&
    (onStart?.answer === undefined || activation.atMs < onStart.atMs + onStart.answer.tookMs);
  return [
    ok(`ACTIVE ${duration(tookMs)} after OnStartGameServerSession`),
    ...(isInside ? [info("it says ActivateGameServerSession before it has answered OnStartGameServerSession")] : []),
    ...(onStart?.answer === undefined
      ? [
          failed(
            `OnStartGameServerSession got no answer within ${duration(patienceMs)}`,
            "answer the callback; where it calls ActivateGameServerSession itself, do not wait for anything after that",
          ),
        ]
      : []),
    ...playersFindings(patient, active),
  ];
}

/** Whoever watches is told by an event; that comes a moment after the call. */
const ANSWER_MARGIN_MS = 1_000;

function playersFindings({ gse }: Patient, { id }: TestSession): readonly Finding[] {
  const call = gse.calls.findLast((seen) => seen.call === "ActivateGameServerSession" && seen.answer === "ok");
  if (call?.call !== "ActivateGameServerSession") return [];
  const wanted = gse.events.find((event) => event.type === "sessionCreated" && event.session.id === id);
  const { maxPlayers } = call.request;
  const asked = wanted?.type === "sessionCreated" ? wanted.session.maxPlayers : maxPlayers;
  if (maxPlayers > asked)
    return [
      warning(
        `it activates the session for ${String(maxPlayers)} players, though ${String(asked)} were asked for; the smaller number counts`,
        "pass on maxPlayers of the session that OnStartGameServerSession brought, or less",
      ),
    ];
  if (maxPlayers === 0) return [info(`maxPlayers is 0: the session keeps its own ${String(asked)}`)];
  return [];
}

const lastStart = ({ gse }: Patient) =>
  gse.callbacks.findLast(({ callback }) => callback === "OnStartGameServerSession");

async function whyNotActive(patient: Patient, starting: Promise<TestSession>, happened: number): Promise<Finding> {
  const { gse, patienceMs } = patient;
  const created = gse.events.slice(happened).find((event) => event.type === "sessionCreated");
  if (created?.type !== "sessionCreated")
    return failed(`GSE gave it none: ${await reasonOf(starting)}`, "see what is said of its health");
  const { id } = created.session;
  const onStart = lastStart(patient);
  const refused = gse.calls.findLast(({ call, answer }) => call === "ActivateGameServerSession" && answer !== "ok");
  if (refused?.answer !== undefined)
    return failed(
      `ActivateGameServerSession was refused: ${refused.answer}`,
      `activate the session that OnStartGameServerSession brought, by its gameServerSessionId (here "${id}")`,
    );
  if (onStart?.outcome === undefined)
    return failed(
      `OnStartGameServerSession got no answer within ${duration(patienceMs)}, and no ActivateGameServerSession came`,
      "store the session, answer the callback, and say ActivateGameServerSession when players may come",
    );
  if (onStart.outcome.kind !== "ok")
    return failed(
      `OnStartGameServerSession failed: ${onStart.outcome.reason}`,
      "let it take the session that it is given; see --max-players, --property and --session-data if it needs certain ones",
    );
  return failed(
    `OnStartGameServerSession was answered, but no ActivateGameServerSession came within ${duration(patienceMs)}`,
    "say ActivateGameServerSession with the session's id as soon as players may come; GSE gives the session up after the " +
      "fleet's limit, 10 minutes at most. Where that takes longer than here, see --patience",
  );
}

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
