import {
  connectGameServer,
  GseError,
  isUnreachable,
  type GameServerConnection,
  type WireGameServerSession,
} from "gse-server-sdk/wire";
import type { CallbackOutcome, GameServerProcess, GameServerSession } from "../model/index.js";
import type { Clock, ProcessLink } from "../ports/index.js";

interface Line {
  readonly connection: GameServerConnection;
  /** Processes that are reached by it: one, but for a program that plays many. */
  readonly users: Set<GameServerProcess["id"]>;
}

/** Calls game server processes back over gRPC, on 127.0.0.1 and the port they reported; one lasting channel per port. */
export class GrpcProcessLink implements ProcessLink {
  readonly #clock: Clock;
  readonly #lines = new Map<number, Line>();
  /** By which port each process is reached; a process that says ProcessReady again may come with another. */
  readonly #ports = new Map<GameServerProcess["id"], number>();

  /** Deadlines are measured on `clock`. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  startSession(process: GameServerProcess, session: GameServerSession, deadlineAtMs: number): Promise<CallbackOutcome> {
    return outcomeOf(this.#to(process).startGameServerSession(toWireSession(session), { deadlineAtMs }));
  }

  checkHealth(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    return outcomeOf(this.#to(process).healthCheck({ deadlineAtMs }), (isHealthy) =>
      isHealthy ? { kind: "ok" } : { kind: "refused", reason: "the process says that it is not healthy" },
    );
  }

  askToTerminate(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome> {
    // Absolute Unix seconds, rounded down so that the process is never told more than it has; -1: no deadline (gse-semantics m-4).
    const terminationTime = process.endsAtMs === null ? -1n : BigInt(Math.floor(process.endsAtMs / 1000));
    return outcomeOf(this.#to(process).processTerminate(terminationTime, { deadlineAtMs }));
  }

  forget(process: GameServerProcess): void {
    const port = this.#ports.get(process.id);
    const line = port === undefined ? undefined : this.#lines.get(port);
    this.#ports.delete(process.id);
    if (port === undefined || line === undefined) return;
    line.users.delete(process.id);
    if (line.users.size > 0) return;
    this.#lines.delete(port);
    line.connection.close();
  }

  close(): void {
    for (const { connection } of this.#lines.values()) connection.close();
    this.#lines.clear();
    this.#ports.clear();
  }

  #to(process: GameServerProcess): GameServerConnection {
    const { id, grpcPort } = process;
    const portBefore = this.#ports.get(id);
    if (portBefore !== undefined && portBefore !== grpcPort) this.forget(process);
    let line = this.#lines.get(grpcPort);
    if (line === undefined) {
      line = {
        connection: connectGameServer(`127.0.0.1:${String(grpcPort)}`, { clock: this.#clock }),
        users: new Set(),
      };
      this.#lines.set(grpcPort, line);
    }
    line.users.add(id);
    this.#ports.set(id, grpcPort);
    return line.connection;
  }
}

async function outcomeOf<T>(
  call: Promise<T>,
  read: (answer: T) => CallbackOutcome = () => ({ kind: "ok" }),
): Promise<CallbackOutcome> {
  try {
    return read(await call);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (isUnreachable(error)) return { kind: "unreachable", reason };
    const isEnding = error instanceof GseError && error.code === "PROCESS_NOT_ACTIVE";
    return { kind: "refused", reason, isEnding };
  }
}

const toWireSession = (session: GameServerSession): WireGameServerSession => ({
  gameServerSessionId: session.id,
  fleetId: session.fleetId,
  name: session.name,
  maxPlayers: session.maxPlayers,
  joinable: session.playerSessionCreationPolicy === "ACCEPT_ALL",
  gameProperties: session.gameProperties,
  port: session.port,
  ipAddress: session.ipAddress,
  gameServerSessionData: session.gameServerSessionData,
  matchmakerData: session.matchmakerData,
  dnsName: session.dnsName,
});
