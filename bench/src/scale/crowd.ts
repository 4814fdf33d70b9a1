import { randomUUID } from "node:crypto";
import { credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { serveGameServer, type GameServerListener } from "gse-server-sdk/wire";
import { GseGrpcSdkServiceClient } from "../../../dist/gen/GseGrpcSdkService.js";
import { channelOptions } from "../../../dist/wire/channel-options.js";

/** Beyond every pid that a kernel gives, so that none of them is taken for a real process of this machine. */
const FIRST_PID = 10_000_000;
const FIRST_CLIENT_PORT = 1_025;
const CONNECTIONS = 16;
const READY_AT_ONCE = 200;
const CALL_MS = 30_000;

/** Many game servers played by one program over a few connections: what grows is what the host knows, not what TCP carries. */
export class Crowd {
  readonly #clients: GseGrpcSdkServiceClient[] = [];
  readonly #pidOf = new Map<string, number>();
  readonly #activated = new Map<string, () => void>();
  #listener: GameServerListener | undefined;

  async start(agentAddress: string, count: number): Promise<void> {
    this.#listener = await serveGameServer(
      {
        startGameServerSession: async ({ gameServerSessionId, port, maxPlayers }) => {
          const pid = FIRST_PID + port - FIRST_CLIENT_PORT;
          await this.#call(pid, (client, metadata, options, done) =>
            client.activateGameServerSession({ gameServerSessionId, maxPlayers }, metadata, options, done),
          );
          this.#pidOf.set(gameServerSessionId, pid);
          this.#activated.get(gameServerSessionId)?.();
          this.#activated.delete(gameServerSessionId);
        },
        healthCheck: () => Promise.resolve(true),
        processTerminate: () => Promise.resolve(),
      },
      { address: "127.0.0.1:0" },
    );
    const grpcPort = Number(this.#listener.address.split(":").at(-1));
    for (let n = 0; n < CONNECTIONS; n++)
      this.#clients.push(new GseGrpcSdkServiceClient(agentAddress, credentials.createInsecure(), channelOptions));
    for (let first = 0; first < count; first += READY_AT_ONCE)
      await Promise.all(
        Array.from({ length: Math.min(READY_AT_ONCE, count - first) }, (_, n) =>
          this.#call(FIRST_PID + first + n, (client, metadata, options, done) =>
            client.processReady(
              { logPathsToUpload: [], clientPort: FIRST_CLIENT_PORT + first + n, grpcPort },
              metadata,
              options,
              done,
            ),
          ),
        ),
      );
  }

  /** Resolves when the host has acknowledged the session's activation: then it is ACTIVE, on disk. */
  async activated(sessionId: string): Promise<void> {
    if (this.#pidOf.has(sessionId)) return;
    await new Promise<void>((resolve) => this.#activated.set(sessionId, resolve));
  }

  async terminate(gameServerSessionId: string): Promise<void> {
    const pid = this.#pidOf.get(gameServerSessionId);
    if (pid === undefined) throw new Error(`no virtual game server hosts "${gameServerSessionId}"`);
    this.#pidOf.delete(gameServerSessionId);
    await this.#call(pid, (client, metadata, options, done) =>
      client.terminateGameServerSession({ gameServerSessionId }, metadata, options, done),
    );
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.#listener?.close(0);
  }

  #call(
    pid: number,
    make: (
      client: GseGrpcSdkServiceClient,
      metadata: Metadata,
      options: { readonly deadline: number },
      done: (error: ServiceError | null) => void,
    ) => unknown,
  ): Promise<void> {
    const client = this.#clients[pid % CONNECTIONS];
    if (client === undefined) throw new Error("there are no connections yet");
    const metadata = new Metadata();
    metadata.set("pid", String(pid));
    metadata.set("requestId", randomUUID());
    return new Promise((resolve, reject) => {
      make(client, metadata, { deadline: Date.now() + CALL_MS }, (error) => {
        if (error === null) resolve();
        else reject(error);
      });
    });
  }
}
