import { onTestFinished } from "vitest";
import {
  connectGameServer,
  serveAgent,
  type AgentHandlers,
  type CallContext,
  type Clock,
  type GameServerConnection,
  type WireGameServerSession,
} from "gse-server-sdk/wire";

export interface SeenCall {
  readonly name: keyof AgentHandlers;
  readonly request: Readonly<Record<string, unknown>>;
  readonly call: CallContext;
}

export interface TestAgent {
  readonly address: string;
  /** Every call in the order of arrival. */
  readonly calls: readonly SeenCall[];
  readonly names: () => readonly string[];
  /** Settles with the next call of that name that arrives from now on. */
  readonly next: (name: keyof AgentHandlers) => Promise<SeenCall>;
  /** From now on the call is answered so. */
  readonly on: <Name extends keyof AgentHandlers>(name: Name, answer: AgentHandlers[Name]) => void;
  /** The process that reported ready last. */
  readonly process: () => GameServerConnection;
  readonly close: (graceMs?: number) => Promise<void>;
}

/** No deadline: what ends the call is the answer. */
export const patiently = { deadlineAtMs: Infinity };

/** An agent over real gRPC that says yes to everything, unless told otherwise. */
export async function useAgent({
  address = "127.0.0.1:0",
  clock,
}: { readonly address?: string; readonly clock?: Clock } = {}): Promise<TestAgent> {
  const calls: SeenCall[] = [];
  const waiting = new Map<string, ((call: SeenCall) => void)[]>();
  const answers: Partial<AgentHandlers> = {};
  const connections: GameServerConnection[] = [];

  const see = (name: keyof AgentHandlers, request: object, call: CallContext): void => {
    const { _unknownFields, ...fields } = request as Readonly<Record<string, unknown>>;
    const seen = { name, request: fields, call };
    calls.push(seen);
    for (const resolve of waiting.get(name)?.splice(0) ?? []) resolve(seen);
  };

  const server = await serveAgent(
    {
      processReady: async (request, call) => {
        see("processReady", request, call);
        await answers.processReady?.(request, call);
      },
      activateGameServerSession: async (request, call) => {
        see("activateGameServerSession", request, call);
        await answers.activateGameServerSession?.(request, call);
      },
      acceptPlayerSession: async (request, call) => {
        see("acceptPlayerSession", request, call);
        await answers.acceptPlayerSession?.(request, call);
      },
      removePlayerSession: async (request, call) => {
        see("removePlayerSession", request, call);
        await answers.removePlayerSession?.(request, call);
      },
      updatePlayerSessionCreationPolicy: async (request, call) => {
        see("updatePlayerSessionCreationPolicy", request, call);
        await answers.updatePlayerSessionCreationPolicy?.(request, call);
      },
      terminateGameServerSession: async (request, call) => {
        see("terminateGameServerSession", request, call);
        await answers.terminateGameServerSession?.(request, call);
      },
      reportCustomData: async (request, call) => {
        see("reportCustomData", request, call);
        await answers.reportCustomData?.(request, call);
      },
      describePlayerSessions: async (request, call) => {
        see("describePlayerSessions", request, call);
        return (await answers.describePlayerSessions?.(request, call)) ?? { nextToken: "", playerSessions: [] };
      },
      processEnding: async (call) => {
        see("processEnding", {}, call);
        await answers.processEnding?.(call);
      },
    },
    { address, ...(clock === undefined ? {} : { clock }) },
  );
  const close = async (graceMs = 0): Promise<void> => {
    for (const connection of connections.splice(0)) connection.close();
    await server.close(graceMs);
  };
  onTestFinished(() => close());

  return {
    address: server.address,
    calls,
    names: () => calls.map(({ name }) => name),
    next: (name) =>
      new Promise((resolve) => {
        waiting.set(name, [...(waiting.get(name) ?? []), resolve]);
      }),
    on: (name, how) => {
      answers[name] = how;
    },
    process: () => {
      const ready = calls.findLast(({ name }) => name === "processReady");
      if (ready === undefined) throw new Error("no process has reported ready");
      const connection = connectGameServer(`127.0.0.1:${String(ready.request["grpcPort"])}`);
      connections.push(connection);
      return connection;
    },
    close,
  };
}

export const aWireSession = (changes: Partial<WireGameServerSession> = {}): WireGameServerSession => ({
  gameServerSessionId: "qcs::gse:local::gameserversession/fleet-1/gssess-1",
  fleetId: "fleet-1",
  name: "room",
  maxPlayers: 10,
  joinable: true,
  gameProperties: [{ key: "map", value: "harbour" }],
  port: 2000,
  ipAddress: "127.0.0.1",
  gameServerSessionData: "data",
  matchmakerData: "",
  dnsName: "",
  ...changes,
});
