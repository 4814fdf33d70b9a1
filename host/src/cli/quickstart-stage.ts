import { createCloudApiClient, type CloudApiClient } from "../client/index.js";
import type { RunningHost } from "../main.js";
import { isLoopbackName, type FleetId, type GameServerSessionId } from "../model/index.js";
import { uploadAsset } from "./asset-upload.js";
import type { ChatSample } from "./chat-sample.js";
import { clearAway } from "./clear-away.js";
import { CliError, exitCodes } from "./exit.js";
import type { HostSettings } from "./host-settings.js";
import { logEnd } from "./log-end.js";
import { nextEvent } from "./next-event.js";
import { openHost } from "./open-host.js";
import { createReadableLogger } from "./readable-logger.js";
import { shortId } from "./session-name.js";
import { addressText } from "./session-text.js";
import type { StepList } from "./step-list.js";
import type { Terminal } from "./terminal.js";
import { version } from "./version.js";
import { within } from "./within.js";

export interface StageOptions {
  readonly sample: ChatSample;
  readonly settings: HostSettings;
  /** The first of the hundred ports where players may connect. */
  readonly port: number;
  readonly steps: StepList;
  readonly terminal: Terminal;
  /** Aborted when the person has seen enough. */
  readonly signal: AbortSignal;
}

/** For what takes milliseconds: long enough for a machine that is busy with something else. */
const STEP_MS = 15_000;
/** The chat servers' end and the host's together stay below five seconds. */
const GRACE_MS = 2_500;
/** As many processes as are kept ready. GSE's own demonstration had ten; two show that the next session has one waiting. */
const PROCESSES = 2;
/** Players may connect to so many. */
export const PORTS = 100;
const SLOTS = 10;
const REGION = "ap-shanghai";

/** What `gse quickstart` shows: the chat sample as a fleet of a host, and a session on it. Each step is shown while it is done. */
export class QuickstartStage {
  readonly #options: StageOptions;
  #running: RunningHost | undefined;
  #client: CloudApiClient | undefined;
  #assetId: string | undefined;
  #fleetId: FleetId | undefined;
  #sessionId: GameServerSessionId | undefined;

  constructor(options: StageOptions) {
    this.#options = options;
  }

  get running(): RunningHost {
    return there(this.#running, "host");
  }

  get fleetId(): FleetId {
    return there(this.#fleetId, "fleet");
  }

  /** The latest session. */
  get sessionId(): GameServerSessionId {
    return there(this.#sessionId, "session");
  }

  async startHost(): Promise<void> {
    const { settings, steps } = this.#options;
    const logger = createReadableLogger((step) => {
      steps.news(step);
    });
    this.#running = await steps.step(
      "host",
      "starting",
      () => openHost({ mode: "up", ...settings, logger }),
      ({ agentAddress, apiAddress, udpPing }) =>
        `agent ${agentAddress}, cloud API http://${apiAddress}${udpPing === undefined ? "" : `, latency probe UDP ${udpPing}`}`,
    );
    const { apiAddress, credentials } = this.#running;
    this.#client = createCloudApiClient({ endpoint: apiAddress, ...credentials });
    await this.#clearLeftOver(this.#running);
  }

  /** A run that was killed left its fleet; the host has just taken it back. A fresh one starts from nothing. */
  async #clearLeftOver(running: RunningHost): Promise<void> {
    const { settings, steps, terminal } = this.#options;
    if ([...running.host.live().fleets].length === 0) return;
    await steps.step(
      "left",
      "ending what an earlier run left behind",
      () =>
        clearAway(running, this.#api(), { graceMs: GRACE_MS, clock: terminal.clock, reason: "the quick start ends" }),
      ({ processes, fleets }) =>
        `ended what an earlier run left behind: ${count(fleets, "fleet")}, ${count(processes, "process", "processes")}`,
    );
    // It takes nothing new any more; the next one does.
    this.#client?.close();
    await running.close();
    this.#running = await openHost({
      mode: "up",
      ...settings,
      logger: createReadableLogger((step) => steps.news(step)),
    });
    const { apiAddress, credentials } = this.#running;
    this.#client = createCloudApiClient({ endpoint: apiAddress, ...credentials });
  }

  async upload(): Promise<void> {
    const { sample, steps } = this.#options;
    const order = { path: sample.packageDir, region: REGION, name: "chat", version: version(), os: "CentOS7.16" };
    const { AssetId } = await uploadAsset(this.#api(), order, steps);
    this.#assetId = AssetId;
  }

  async createFleet(): Promise<void> {
    const { port, settings, steps } = this.#options;
    const { running } = this;
    const passed: string[] = [];
    const unfollow = running.host.onEvent((event) => {
      if (event.type === "fleetEvent" && event.event.code.startsWith("FLEET_STATE_"))
        passed.push(event.event.code.replace("FLEET_STATE_", ""));
    });
    // Off loopback the sample must be told so; it is as careful as the host.
    const parameters = isLoopbackName(settings.publicAddress) ? "" : "--host 0.0.0.0";
    try {
      this.#fleetId = await steps.step(
        "fleet",
        () => ["CreateFleet: NEW", ...passed].join(" → "),
        () => this.#activeFleet(port, parameters),
        (fleetId) => `${fleetId}: NEW → ${passed.join(" → ")}`,
      );
    } finally {
      unfollow();
    }
    steps.data({ fleetId: this.#fleetId });
  }

  async #activeFleet(port: number, parameters: string): Promise<FleetId> {
    const { host } = this.running;
    const settled = nextEvent(
      this.running,
      "fleetChanged",
      ({ fleet }) => fleet.status === "ACTIVE" || fleet.status === "ERROR",
    );
    const { FleetAttributes } = await this.#api().call("CreateFleet", {
      Name: "chat",
      AssetId: there(this.#assetId, "asset"),
      InstanceType: "S5.LARGE8",
      RuntimeConfiguration: {
        ServerProcesses: [{ LaunchPath: "/local/game/chat", Parameters: parameters, ConcurrentExecutions: PROCESSES }],
        GameServerSessionActivationTimeoutSeconds: 60,
        MaxConcurrentGameServerSessionActivations: PROCESSES,
      },
      InboundPermissions: [
        { Protocol: "TCP", FromPort: port, ToPort: Math.min(60_000, port + PORTS - 1), IpRange: "0.0.0.0/0" },
      ],
    });
    const fleetId = FleetAttributes.FleetId as FleetId;
    const { fleet } = await this.#within(settled, () => `the fleet is ${host.reads.fleet(fleetId)?.status ?? "gone"}`);
    if (fleet.status === "ACTIVE") return fleetId;
    throw new CliError(exitCodes.refused, await this.#whyNot(fleetId));
  }

  /** What the fleet's last event but its ERROR says, and the end of the log that goes with it. */
  async #whyNot(fleetId: FleetId): Promise<string> {
    const { Events } = await this.#api().call("DescribeFleetEvents", { FleetId: fleetId, Limit: 2 });
    const cause = Events.find(({ EventCode }) => EventCode !== "FLEET_STATE_ERROR");
    const said = cause === undefined ? undefined : await logEnd(cause.PreSignedLogUrl, this.#options.terminal.clock);
    return `the fleet is in ERROR: ${cause?.Message ?? "no event says why"}${said === undefined ? "" : `\nits log:\n${said}`}`;
  }

  /** @throws CloudApiError when no process is idle, for instance */
  async openSession(): Promise<void> {
    const { steps } = this.#options;
    const { running, fleetId } = this;
    const activated = nextEvent(running, "sessionActivated", ({ session }) => session.fleetId === fleetId);
    const { GameServerSession: session } = await steps.step(
      "session",
      "CreateGameServerSession",
      () =>
        this.#api().call("CreateGameServerSession", {
          FleetId: fleetId,
          Name: "Quick start",
          MaximumPlayerSessionCount: SLOTS,
        }),
      ({ GameServerSession: made }) =>
        `CreateGameServerSession: ${shortId(made.GameServerSessionId)} is ${made.Status} on a process that waited`,
    );
    await steps.step(
      "active",
      "waiting for its ActivateGameServerSession",
      () => this.#within(activated, () => "the chat server did not call ActivateGameServerSession"),
      () => `it called ActivateGameServerSession: the session is ACTIVE at ${addressText(session)}`,
    );
    this.#sessionId = session.GameServerSessionId as GameServerSessionId;
  }

  /** Holds a slot for the player, as a step; gives back the address to open. */
  async invite(player: string): Promise<string> {
    const { steps } = this.#options;
    const joined = await steps.step(
      player,
      "JoinGameServerSession",
      () => this.join(player),
      ({ id, status }) => `JoinGameServerSession: ${id} is ${status}`,
    );
    return joined.address;
  }

  /** The same without a word. @throws CloudApiError when the session is closed, for instance */
  async join(player: string): Promise<{ readonly id: string; readonly status: string; readonly address: string }> {
    const { PlayerSession: joined } = await this.#api().call("JoinGameServerSession", {
      GameServerSessionId: this.sessionId,
      PlayerId: player,
    });
    const { PlayerSessionId: id, Status: status } = joined;
    const address = `http://${addressText(joined)}/?playerSessionId=${encodeURIComponent(id)}`;
    this.#options.steps.data({ player, address });
    return { id, status, address };
  }

  /** In reverse; what was never started is not ended. */
  async end(): Promise<void> {
    const { steps, terminal } = this.#options;
    const running = this.#running;
    if (running === undefined) return;
    const isAnything = this.#assetId !== undefined || [...running.host.live().fleets].length > 0;
    if (isAnything)
      await steps.step(
        "fleet",
        "asked the chat servers to end",
        () =>
          clearAway(running, this.#api(), { graceMs: GRACE_MS, clock: terminal.clock, reason: "the quick start ends" }),
        ({ processes }) =>
          `${count(processes, "chat server")} told ${processes === 1 ? "its" : "their"} players and ended; fleet and asset are deleted`,
      );
    this.#client?.close();
    await steps.step(
      "host",
      "closing",
      () => running.close(),
      () => "closed; nothing is left running",
    );
  }

  /** By force, without waiting. */
  killNow(): void {
    for (const { pid } of this.#running?.host.live().launches ?? []) if (pid !== null) killGroup(pid);
  }

  #within<T>(work: Promise<T>, tooLate: () => string): Promise<T> {
    const { signal, terminal } = this.#options;
    return within(work, {
      clock: terminal.clock,
      ms: STEP_MS,
      signal,
      tooLate: () => new CliError(exitCodes.refused, `gave up after ${String(STEP_MS / 1_000)} s: ${tooLate()}`),
    });
  }

  #api(): CloudApiClient {
    return there(this.#client, "host");
  }
}

function there<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`there is no ${what} yet`);
  return thing;
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${String(number)} ${number === 1 ? one : many}`;

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone meanwhile.
  }
}
