import { CloudApiError, HostUnreachableError } from "../client/index.js";
import type { HostEvent, PlayerSession } from "../model/index.js";
import { consoleText, programName, remoteFlags } from "./banner.js";
import { nextEvent } from "./next-event.js";
import type { QuickstartStage, StageOptions } from "./quickstart-stage.js";
import { readableStep } from "./readable-step.js";
import { indented, playScripted } from "./scripted-players.js";
import { aborted } from "./stop-requests.js";
import { Stopped } from "./within.js";

/** For whom an address is kept ready. */
const PLAYERS = ["ada", "bob"] as const;

/** Two scripted players chat. @throws CliError, exit code 1, when they did not hear each other */
export async function check(stage: QuickstartStage, { sample, steps, terminal, signal }: StageOptions): Promise<void> {
  const addresses = await inviteAll(stage);
  const transcript = await steps.step(
    "chat",
    "ada and bob talk to each other",
    () => playScripted(sample, addresses, terminal, signal),
    () => "ada and bob heard each other, over the wire:",
  );
  steps.data({ transcript });
  steps.text(`\n${indented(transcript)}\n`);
}

/** Until Ctrl-C: tells what happens, and keeps an address ready for each player. */
export async function stayUp(stage: QuickstartStage, options: StageOptions): Promise<void> {
  const { signal, steps, terminal } = options;
  const { dim } = terminal.colors;
  const { running } = stage;
  const addresses = await inviteAll(stage);
  steps.text("\n  Open both in a browser, and chat:\n");
  showAddresses(addresses, options);
  const inBrowser = consoleText(running, terminal);
  if (inBrowser !== undefined) steps.text(`\n  Or see all of it in the console:\n\n${inBrowser}`);
  steps.text(
    `\n  ${dim("A slot is held for 60 s; when it lapses or its player leaves, the next address appears here.")}` +
      `\n  ${dim("Look into it from another terminal:")}\n    ${programName(terminal)} session show latest${remoteFlags(running, terminal)}` +
      `\n  ${dim("Ctrl-C ends all of it.")}\n`,
  );
  const unfollow = running.host.onEvent((event) => {
    if (!signal.aborted) tell(event, stage, options);
  });
  try {
    while (!signal.aborted) await nextAct(stage, options);
  } finally {
    unfollow();
  }
}

async function inviteAll(stage: QuickstartStage): Promise<ReadonlyMap<string, string>> {
  const addresses = new Map<string, string>();
  for (const player of PLAYERS) addresses.set(player, await stage.invite(player));
  return addresses;
}

function showAddresses(addresses: ReadonlyMap<string, string>, { steps, terminal }: StageOptions): void {
  const { bold, cyan, underline } = terminal.colors;
  for (const [player, address] of addresses) steps.text(`    ${bold(player)}  ${cyan(underline(address))}`);
}

function tell(event: HostEvent, stage: QuickstartStage, options: StageOptions): void {
  const step = readableStep(event);
  if (step !== undefined && !isShownElsewhere(event)) options.steps.news(step);
  if (event.type === "playerEnded") void inviteAgain(event.player, stage, options);
}

/** As the address to open, or as the steps to a session. */
const isShownElsewhere = ({ type }: HostEvent): boolean =>
  type === "playerReserved" || type === "sessionCreated" || type === "sessionActivated" || type === "processReady";

async function inviteAgain({ playerId }: PlayerSession, stage: QuickstartStage, options: StageOptions): Promise<void> {
  const session = stage.running.host.reads.session(stage.sessionId);
  const isOpen = session?.status === "ACTIVE" && session.playerSessionCreationPolicy === "ACCEPT_ALL";
  if (!PLAYERS.some((player) => player === playerId) || !isOpen) return;
  try {
    const { address } = await stage.join(playerId);
    const { bold, cyan, underline } = options.terminal.colors;
    options.steps.news({ tone: "plain", about: "next", text: `${bold(playerId)}  ${cyan(underline(address))}` });
  } catch (error) {
    if (!isOfTheService(error)) throw error;
    // The session closes its doors, or all of it ends: then nobody is asked in again.
  }
}

/** Waits for the end of the session or of the show; a session that has ended is followed by the next. */
async function nextAct(stage: QuickstartStage, options: StageOptions): Promise<void> {
  const { signal, steps } = options;
  const id = stage.sessionId;
  const sessionEnded = nextEvent(stage.running, "sessionEnded", ({ session }) => session.id === id);
  const isStopped = (): boolean => signal.aborted;
  await Promise.race([aborted(signal), sessionEnded]);
  if (isStopped()) return;
  steps.text("");
  await openAnother(stage, signal);
  if (isStopped()) return;
  const addresses = await inviteAll(stage);
  steps.text("");
  showAddresses(addresses, options);
  steps.text("");
}

/** As soon as a process is idle: that of the session may end with it, and is followed by another one. */
async function openAnother(stage: QuickstartStage, signal: AbortSignal): Promise<void> {
  const isStopped = (): boolean => signal.aborted;
  while (!isStopped()) {
    const ready = nextEvent(stage.running, "processReady", () => true);
    if (stage.running.host.counts().idleProcesses === 0) await Promise.race([ready, aborted(signal)]);
    if (isStopped()) return;
    try {
      await stage.openSession();
      return;
    } catch (error) {
      if (isStopped()) throw new Stopped("asked to end", { cause: error });
      if (!isOfTheService(error)) throw error;
    }
  }
}

const isOfTheService = (error: unknown): boolean =>
  error instanceof CloudApiError || error instanceof HostUnreachableError;
