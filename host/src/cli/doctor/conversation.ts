import type { Clock } from "../../ports/index.js";
import { Relay, type RelayedCall } from "./relay.js";
import { framed, int32, wireFields, withInt32 } from "./wire-fields.js";

const AGENT_SERVICE = "/tencentcloud.gse.grpcsdk.GseGrpcSdkService/";
const CLIENT_PORT = 2;
const GRPC_PORT = 3;

/** What a game server reported with ProcessReady. */
export interface ReportedPorts {
  readonly clientPort: number;
  readonly grpcPort: number;
}

export interface ConversationOptions {
  /** Where the game server finds its agent: `host:port` or `unix:/path`. */
  readonly address: string;
  /** The agent itself. */
  readonly agentAddress: string;
  readonly clock: Clock;
}

/** All that a game server and its agent say to each other, both ways, as it stands on the wire. */
export class Conversation {
  /** What game server processes said to the agent. */
  readonly calls: RelayedCall[] = [];
  /** What they were asked. */
  readonly callbacks: RelayedCall[] = [];
  readonly #clock: Clock;
  readonly #ways = new Map<number, Promise<Relay>>();
  #agent: Relay | undefined;
  #reported: ReportedPorts | undefined;
  #restarts = 0;

  private constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws Error of Node's, with its `code`, when the address cannot be had */
  static async open({ address, agentAddress, clock }: ConversationOptions): Promise<Conversation> {
    const conversation = new Conversation(clock);
    conversation.#agent = await Relay.open({
      address,
      target: agentAddress,
      clock,
      onCall: (call) => {
        conversation.calls.push(call);
      },
      rewrite: (call, body) => conversation.#throughUs(call, body),
    });
    return conversation;
  }

  get address(): string {
    return this.#agent?.address ?? "";
  }

  /** How many connections to the agent brought calls. */
  get connections(): number {
    return this.#agent?.connections ?? 0;
  }

  /** How many spoke something other than gRPC without TLS. */
  get strangers(): number {
    return this.#agent?.strangers ?? 0;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** The latest. */
  get reported(): ReportedPorts | undefined {
    return this.#reported;
  }

  /** The agent is gone, and with it all connections. */
  async hangUp(): Promise<void> {
    this.#restarts++;
    for (const way of this.#ways.values()) (await way).cut();
    await this.#agent?.close();
  }

  async comeBack(): Promise<void> {
    await this.#agent?.open();
  }

  async close(): Promise<void> {
    await this.#agent?.close();
    for (const way of this.#ways.values()) await (await way).close();
  }

  /** With ProcessReady goes another port for callbacks, so that they come by here. */
  async #throughUs(call: RelayedCall, body: Buffer): Promise<Buffer> {
    if (!isAgentCall(call) || call.name !== "ProcessReady") return body;
    const fields = wireFields(call.request);
    const reported = { clientPort: int32(fields, CLIENT_PORT), grpcPort: int32(fields, GRPC_PORT) };
    this.#reported = reported;
    const { grpcPort } = reported;
    if (grpcPort < 1 || grpcPort > 65_535) return body;
    const { address } = await this.#wayTo(grpcPort);
    return framed(withInt32(call.request, GRPC_PORT, Number(address.slice(address.lastIndexOf(":") + 1))));
  }

  #wayTo(grpcPort: number): Promise<Relay> {
    let way = this.#ways.get(grpcPort);
    if (way === undefined) {
      way = Relay.open({
        address: "127.0.0.1:0",
        target: `127.0.0.1:${String(grpcPort)}`,
        clock: this.#clock,
        onCall: (call) => {
          this.callbacks.push(call);
        },
      });
      this.#ways.set(grpcPort, way);
    }
    return way;
  }
}

export const isAgentCall = ({ path }: RelayedCall): boolean => path.startsWith(AGENT_SERVICE);

/** Whether an answer of a game server is a GseResponse as it was until late 2020: with a status, data and a message. */
export const isOldGeneration = ({ name, answer }: RelayedCall): boolean =>
  name !== "OnHealthCheck" &&
  answer?.status === 0 &&
  [...wireFields(answer.message).keys()].some((field) => field <= 3);
