import { serveAgent, type AgentServer, type CallContext } from "gse-server-sdk/wire";
import { agentHandlers, GrpcProcessLink } from "../agent/index.js";
import { Closers } from "../closers.js";
import { factsOf, serveCloudApi, type CloudApiServer } from "../cloud-api/index.js";
import type { Credentials } from "../credentials.js";
import type { EngineSettings } from "../engine/index.js";
import { Host } from "../host.js";
import { LatencyProbe } from "../latency/index.js";
import type { CallbackOutcome, GameServerProcess, HostEvent } from "../model/index.js";
import type { Clock, Journal, Runtime } from "../ports/index.js";
import { noMachine } from "../runtime/no-machine.js";
import { systemClock } from "../system-clock.js";
import type { CallbackName } from "./call-names.js";
import { ClockShare } from "./clock-share.js";
import type { FaultOrders } from "./fault-orders.js";
import type { Awaited } from "./stillness.js";
import { watchedAgent, type OnCall } from "./watched-agent.js";
import { WatchedLink } from "./watched-link.js";

export interface LifeOptions {
  readonly clock: Clock;
  readonly openJournal: () => Journal;
  readonly runtime: Runtime;
  readonly settings: EngineSettings;
  readonly uuid: () => string;
  readonly faults: FaultOrders;
  readonly onCall: (clock: Clock) => OnCall;
  readonly onCallback: (callback: CallbackName, process: GameServerProcess) => (outcome: CallbackOutcome) => void;
  readonly onEvent: (event: HostEvent) => void;
  readonly onFault: (doing: string, error: unknown) => void;
  /** None: no cloud API. */
  readonly credentials: Credentials | undefined;
}

/** Where it listens; the ports of one life are those of the next. */
export interface Addresses {
  /** One for each program that shall count as a game server process of its own. */
  readonly agent: readonly string[];
  readonly api: string | undefined;
}

const FREE_PORT = "127.0.0.1:0";

/** One life of the host, from its start until it is closed or killed; the journal's data outlives it. */
export class Life {
  readonly host: Host;
  readonly link: WatchedLink;
  readonly clock: ClockShare;
  /** Callbacks without an answer yet. */
  readonly awaited = new Set<Awaited>();
  readonly #options: LifeOptions;
  readonly #journal: Journal;
  readonly #grpcLink: GrpcProcessLink;
  #doors: AgentServer[] = [];
  #api: CloudApiServer | undefined;
  #isOver = false;

  private constructor(options: LifeOptions) {
    this.#options = options;
    this.clock = new ClockShare(options.clock);
    this.#grpcLink = new GrpcProcessLink(this.clock);
    this.link = new WatchedLink({
      link: this.#grpcLink,
      clock: this.clock,
      faults: options.faults,
      onCallback: options.onCallback,
      awaited: this.awaited,
    });
    this.#journal = options.openJournal();
    this.host = new Host({
      clock: this.clock,
      journal: this.#journal,
      link: this.link,
      runtime: options.runtime,
      machine: noMachine("TestGse launches no processes: start them in the test"),
      settings: options.settings,
      uuid: options.uuid,
      onFault: (doing, error) => {
        if (!this.#isOver) options.onFault(doing, error);
      },
    });
    this.host.onEvent(options.onEvent);
  }

  static async begin(options: LifeOptions, addresses?: Addresses): Promise<Life> {
    const life = new Life(options);
    try {
      await life.openAgent(addresses?.agent ?? [FREE_PORT]);
      await life.#openApi(addresses?.api ?? FREE_PORT);
      await life.host.start();
      return life;
    } catch (error) {
      await life.close();
      throw error;
    }
  }

  get addresses(): Addresses {
    return { agent: this.#doors.map(({ address }) => address), api: this.#api?.address };
  }

  /** One address more of the agent; whoever calls there counts as another process. */
  async openDoor(): Promise<string> {
    const door = await this.#serveAgent(FREE_PORT, this.#doors.length);
    this.#doors.push(door);
    return door.address;
  }

  async openAgent(addresses: readonly string[]): Promise<void> {
    for (const [index, address] of addresses.entries()) this.#doors.push(await this.#serveAgent(address, index));
  }

  /** Connections are cut at once. Gives back the addresses. */
  async closeAgent(): Promise<readonly string[]> {
    const doors = this.#doors;
    this.#doors = [];
    await Promise.all(doors.map((door) => door.close(0)));
    return doors.map(({ address }) => address);
  }

  /** Ends in order. */
  async close(): Promise<void> {
    const closers = new Closers();
    closers.add(() => {
      this.#journal.close();
    });
    closers.add(() => {
      this.host.close();
      this.#grpcLink.close();
      this.clock.drop();
    });
    closers.add(() => this.closeAgent());
    closers.add(() => this.#api?.close());
    await closers.closeAll();
  }

  /** Ends where it stands: nothing more is written, answered or called. Gives back the addresses. */
  async kill(): Promise<Addresses> {
    const { api } = this.addresses;
    this.#isOver = true;
    this.#journal.close();
    this.clock.drop();
    this.#grpcLink.close();
    const agent = await this.closeAgent();
    this.host.close();
    await this.#api?.close();
    return { agent, api };
  }

  #serveAgent(address: string, index: number): Promise<AgentServer> {
    const { runtime, onCall } = this.#options;
    const handlers = agentHandlers({ host: this.host, runtime });
    return serveAgent(
      watchedAgent(handlers, (call) => asProcess(call, index), onCall(this.clock)),
      { address },
    );
  }

  async #openApi(address: string): Promise<void> {
    const { credentials, uuid, settings } = this.#options;
    if (credentials === undefined) return;
    this.#api = await serveCloudApi({
      host: this.host,
      // Clients sign by the machine's time, and a signature is good for five minutes.
      clock: systemClock,
      uuid,
      credentials,
      address,
      isReady: () => true,
      facts: factsOf(settings),
      latency: new LatencyProbe({ clock: systemClock }),
    });
  }
}

/** More than any machine has pids: those of different doors never meet. */
const PIDS_PER_DOOR = 2 ** 22;

const asProcess = (call: CallContext, index: number): CallContext =>
  index === 0
    ? call
    : {
        pid: call.pid + index * PIDS_PER_DOOR,
        requestId: call.requestId,
        token: call.token,
        get signal() {
          return call.signal;
        },
      };
