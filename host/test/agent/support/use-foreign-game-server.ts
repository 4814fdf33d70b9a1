import { randomUUID } from "node:crypto";
import {
  credentials,
  Client,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
} from "@grpc/grpc-js";
import { onTestFinished } from "vitest";
import { Mailbox } from "../../support/mailbox.js";
import { decode, encode, healthAnswer, messagesAt, textAt } from "./old-wire.js";
import type { Started, TestGameServer } from "./test-game-server.js";

const AGENT = "/tencentcloud.gse.grpcsdk.GseGrpcSdkService/";
const PROCESS = "/tencentcloud.gse.grpcsdk.GameServerGrpcSdkService/";
const asIs = (bytes: Buffer): Buffer => bytes;

export interface ForeignOptions {
  readonly agentAddress: string;
  readonly pid: number;
  /** GseResponse: empty, or with status 1, responseData 2 and errorMessage 3 as until late 2020. */
  readonly generation: "old" | "final";
  /** False: the metadata goes without what an old program did not know. Default true. */
  readonly sendsRequestId?: boolean;
  readonly clientPort?: number;
}

export interface ForeignGameServer extends TestGameServer {
  /** Ids of the sessions that OnStartGameServerSession brought. */
  readonly offered: Mailbox<string>;
  /** In place of what the tutorials did. */
  onStart: (() => Promise<Buffer>) | undefined;
}

/** One call as the tutorials made it: a new channel for it, `pid` and `requestId` as metadata, no deadline. */
export function callAgent(
  agentAddress: string,
  method: string,
  request: Buffer,
  metadata: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const client = new Client(agentAddress, credentials.createInsecure());
  const sent = new Metadata();
  for (const [key, value] of Object.entries(metadata)) sent.set(key, value);
  return new Promise<Buffer>((resolve, reject) => {
    client.makeUnaryRequest(AGENT + method, asIs, asIs, request, sent, (error, response) => {
      client.close();
      if (error === null) resolve(response ?? Buffer.alloc(0));
      else reject(error);
    });
  });
}

/** A game server written against raw gRPC, as the old tutorials showed it: it activates the session inside OnStart. */
export async function useForeignGameServer(options: ForeignOptions): Promise<ForeignGameServer> {
  const { agentAddress, pid, generation, sendsRequestId = true, clientPort = 7000 + pid } = options;
  const started: Started[] = [];
  const terminations = new Mailbox<string>();
  const call = (method: string, request: Buffer): Promise<Buffer> =>
    callAgent(agentAddress, method, request, {
      pid: String(pid),
      ...(sendsRequestId ? { requestId: randomUUID().replaceAll("-", "") } : {}),
    });
  const order = async (method: string, request: Buffer): Promise<void> => {
    await call(method, request);
  };
  const ok = (): Buffer => (generation === "old" ? encode([2, "done"]) : Buffer.alloc(0));
  const no = (reason: string): Buffer => encode([1, 1], [2, ""], [3, reason]);

  const offered = new Mailbox<string>();
  const self = {
    isHealthy: true,
    refuseStart: undefined as string | undefined,
    onStart: undefined as (() => Promise<Buffer>) | undefined,
  };
  const onStart = async (request: Buffer): Promise<Buffer> => {
    const [session] = messagesAt(decode(request), 1);
    const fields = session ?? new Map<number, never[]>();
    const sessionId = textAt(fields, 1);
    started.push({
      sessionId,
      fleetId: textAt(fields, 2),
      name: textAt(fields, 3),
      maxPlayers: Number(textAt(fields, 4)),
      joinable: textAt(fields, 5) === "1",
      properties: messagesAt(fields, 6).map((property) => `${textAt(property, 1)}=${textAt(property, 2)}`),
      port: Number(textAt(fields, 7)),
      ipAddress: textAt(fields, 8),
      data: textAt(fields, 9),
    });
    offered.put(sessionId);
    if (self.onStart !== undefined) return self.onStart();
    if (self.refuseStart !== undefined) {
      if (generation === "old") return no(self.refuseStart);
      throw new Error(self.refuseStart);
    }
    // Before OnStart is answered, and the agent's answer is handed back as this one's.
    await call("ActivateGameServerSession", encode([1, sessionId], [2, Number(textAt(fields, 4))]));
    return ok();
  };

  const server = new Server();
  const method = (name: string, handle: (request: Buffer) => Buffer | Promise<Buffer>) => ({
    [name]: {
      definition: {
        path: PROCESS + name,
        requestStream: false as const,
        responseStream: false as const,
        requestSerialize: asIs,
        requestDeserialize: asIs,
        responseSerialize: asIs,
        responseDeserialize: asIs,
      },
      handle: ({ request }: ServerUnaryCall<Buffer, Buffer>, callback: sendUnaryData<Buffer>): void => {
        (async () => handle(request))().then(
          (response) => {
            callback(null, response);
          },
          (error: unknown) => {
            callback({ code: status.UNKNOWN, details: error instanceof Error ? error.message : "" });
          },
        );
      },
    },
  });
  const methods = {
    ...method("OnHealthCheck", () => healthAnswer(self.isHealthy)),
    ...method("OnStartGameServerSession", onStart),
    ...method("OnProcessTerminate", (request) => {
      terminations.put(textAt(decode(request), 1));
      return ok();
    }),
  };
  server.addService(
    Object.fromEntries(Object.entries(methods).map(([name, { definition }]) => [name, definition])),
    Object.fromEntries(Object.entries(methods).map(([name, { handle }]) => [name, handle])),
  );
  const grpcPort = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
  onTestFinished(() => {
    server.forceShutdown();
  });

  return Object.assign(self, {
    pid,
    clientPort,
    started,
    terminations,
    offered,
    ready: () => order("ProcessReady", encode([1, ["/local/game/logs"]], [2, clientPort], [3, grpcPort])),
    activate: (sessionId: string, maxPlayers: number) =>
      order("ActivateGameServerSession", encode([1, sessionId], [2, maxPlayers])),
    accept: (sessionId: string, playerSessionId: string) =>
      order("AcceptPlayerSession", encode([1, sessionId], [2, playerSessionId])),
    remove: (sessionId: string, playerSessionId: string) =>
      order("RemovePlayerSession", encode([1, sessionId], [2, playerSessionId])),
    setPolicy: (sessionId: string, policy: string) =>
      order("UpdatePlayerSessionCreationPolicy", encode([1, sessionId], [2, policy])),
    report: (current: number, max: number) => order("ReportCustomData", encode([1, current], [2, max])),
    players: async (sessionId: string) =>
      messagesAt(decode(await call("DescribePlayerSessions", encode([1, sessionId]))), 2).map((player) => ({
        playerSessionId: textAt(player, 1),
        playerId: textAt(player, 2),
        status: textAt(player, 6),
      })),
    terminate: (sessionId: string) => order("TerminateGameServerSession", encode([1, sessionId])),
    ending: () => order("ProcessEnding", Buffer.alloc(0)),
    exit: () =>
      new Promise<void>((resolve) => {
        server.forceShutdown();
        resolve();
      }),
  });
}
