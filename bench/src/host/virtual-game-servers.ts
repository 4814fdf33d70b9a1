import { connectAgent, serveGameServer, type AgentConnection, type GameServerListener } from "gse-server-sdk/wire";

/** Beyond every pid that a kernel gives, so that none of them is taken for a real process of this machine. */
const FIRST_PID = 10_000_000;
const FIRST_CLIENT_PORT = 1_025;
const CALL_MS = 30_000;

/**
 * One program that plays many game servers: each has its pid and its own connection to the agent, all share one
 * callback server. A session is known by the client port of the process that it was given to.
 */
export class VirtualGameServers {
  readonly #servers = new Map<number, AgentConnection>();
  readonly #activated = new Map<string, () => void>();
  readonly #hosts = new Map<string, { readonly agent: AgentConnection; readonly sessionId: string }>();
  readonly #nameOf: (sessionId: string) => string;
  #listener: GameServerListener | undefined;

  /** @param nameOf what a session is called by here; default: its id */
  constructor(nameOf = (sessionId: string): string => sessionId) {
    this.#nameOf = nameOf;
  }

  async start(agentAddress: string, count: number): Promise<void> {
    this.#listener = await serveGameServer(
      {
        startGameServerSession: async ({ gameServerSessionId, port, maxPlayers }) => {
          const agent = this.#servers.get(port);
          if (agent === undefined) throw new Error(`no virtual game server has client port ${String(port)}`);
          await agent.activateGameServerSession({ gameServerSessionId, maxPlayers }, deadline());
          const name = this.#nameOf(gameServerSessionId);
          this.#hosts.set(name, { agent, sessionId: gameServerSessionId });
          this.#settle(name);
        },
        healthCheck: () => Promise.resolve(true),
        processTerminate: () => Promise.resolve(),
      },
      { address: "127.0.0.1:0" },
    );
    const grpcPort = Number(this.#listener.address.split(":").at(-1));
    await Promise.all(
      Array.from({ length: count }, (_, index) => {
        const clientPort = FIRST_CLIENT_PORT + index;
        const agent = connectAgent(agentAddress, { pid: FIRST_PID + index });
        this.#servers.set(clientPort, agent);
        return agent.processReady({ logPathsToUpload: [], clientPort, grpcPort }, deadline());
      }),
    );
  }

  /** Resolves when the host has acknowledged the session's activation: then it is ACTIVE, on disk. */
  async activated(name: string): Promise<void> {
    if (this.#hosts.has(name)) return;
    await new Promise<void>((resolve) => this.#activated.set(name, resolve));
  }

  async terminate(name: string): Promise<void> {
    const hosted = this.#hosts.get(name);
    this.#hosts.delete(name);
    await hosted?.agent.terminateGameServerSession({ gameServerSessionId: hosted.sessionId }, deadline());
  }

  async stop(): Promise<void> {
    for (const agent of this.#servers.values()) agent.close();
    await this.#listener?.close(0);
  }

  #settle(name: string): void {
    this.#activated.get(name)?.();
    this.#activated.delete(name);
  }
}

const deadline = (): { readonly deadlineAtMs: number } => ({ deadlineAtMs: Date.now() + CALL_MS });
