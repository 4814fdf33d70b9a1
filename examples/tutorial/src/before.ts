import { randomUUID } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

interface GameServerSession {
  readonly gameServerSessionId: string;
  readonly name: string;
  readonly maxPlayers: number;
}

interface StartRequest {
  readonly gameServerSession: GameServerSession;
}

type Callback = (error: Error | null) => void;
type AgentCall = (request: object, metadata: grpc.Metadata, callback: Callback) => void;

interface Agent {
  readonly ProcessReady: AgentCall;
  readonly ActivateGameServerSession: AgentCall;
  readonly AcceptPlayerSession: AgentCall;
  readonly RemovePlayerSession: AgentCall;
  readonly TerminateGameServerSession: AgentCall;
  readonly ProcessEnding: AgentCall;
}

interface GseProtos {
  readonly tencentcloud: {
    readonly gse: {
      readonly grpcsdk: {
        readonly GseGrpcSdkService: grpc.ServiceClientConstructor;
        readonly GameServerGrpcSdkService: grpc.ServiceClientConstructor;
      };
    };
  };
}

const clientPort = Number(process.env["PORT"] ?? 2000);
const wantedGrpcPort = Number(process.env["GRPC_PORT"] ?? 7000);
const agentAddress = process.env["GSE_AGENT_ADDRESS"] ?? "127.0.0.1:5758";

const definition = loadSync("GameServerGrpcSdkService.proto", {
  keepCase: true,
  longs: String,
  enums: String,
  defaults: true,
  oneofs: true,
  includeDirs: [fileURLToPath(new URL("../../../proto", import.meta.url))],
});
const { grpcsdk } = (grpc.loadPackageDefinition(definition) as unknown as GseProtos).tencentcloud.gse;
const agent = new grpcsdk.GseGrpcSdkService(agentAddress, grpc.credentials.createInsecure()) as unknown as Agent;

let gameServerSession: GameServerSession | undefined;
const players = new Map<Socket, string>();

function getMetadata(): grpc.Metadata {
  const metadata = new grpc.Metadata();
  metadata.add("pid", String(process.pid));
  metadata.add("requestId", randomUUID().replaceAll("-", ""));
  return metadata;
}

function processReady(grpcPort: number, callback: Callback): void {
  const request = {
    logPathsToUpload: [],
    clientPort,
    grpcPort,
  };
  agent.ProcessReady(request, getMetadata(), callback);
}

function activateGameServerSession(session: GameServerSession, callback: Callback): void {
  const request = {
    gameServerSessionId: session.gameServerSessionId,
    maxPlayers: session.maxPlayers,
  };
  agent.ActivateGameServerSession(request, getMetadata(), callback);
}

function acceptPlayerSession(playerSessionId: string, callback: Callback): void {
  if (gameServerSession === undefined) {
    callback(new Error("there is no game server session"));
    return;
  }
  const request = {
    gameServerSessionId: gameServerSession.gameServerSessionId,
    playerSessionId,
  };
  agent.AcceptPlayerSession(request, getMetadata(), callback);
}

function removePlayerSession(playerSessionId: string, callback: Callback): void {
  if (gameServerSession === undefined) {
    callback(new Error("there is no game server session"));
    return;
  }
  const request = {
    gameServerSessionId: gameServerSession.gameServerSessionId,
    playerSessionId,
  };
  agent.RemovePlayerSession(request, getMetadata(), callback);
}

function terminateGameServerSession(callback: Callback): void {
  if (gameServerSession === undefined) {
    callback(null);
    return;
  }
  const request = {
    gameServerSessionId: gameServerSession.gameServerSessionId,
  };
  gameServerSession = undefined;
  agent.TerminateGameServerSession(request, getMetadata(), callback);
}

function processEnding(callback: Callback): void {
  agent.ProcessEnding({}, getMetadata(), callback);
}

function onHealthCheck(_call: grpc.ServerUnaryCall<object, object>, callback: grpc.sendUnaryData<object>): void {
  callback(null, { healthStatus: true });
}

function onStartGameServerSession(
  call: grpc.ServerUnaryCall<StartRequest, object>,
  callback: grpc.sendUnaryData<object>,
): void {
  gameServerSession = call.request.gameServerSession;
  activateGameServerSession(gameServerSession, (error) => {
    if (error) {
      gameServerSession = undefined;
      callback(error, null);
      return;
    }
    callback(null, {});
  });
}

function onProcessTerminate(_call: grpc.ServerUnaryCall<object, object>, callback: grpc.sendUnaryData<object>): void {
  for (const player of players.keys()) {
    player.end("the server is closing\n");
  }
  callback(null, {});
  terminateGameServerSession((error) => {
    if (error) {
      console.error("TerminateGameServerSession failed", error);
    }
    processEnding((endingError) => {
      if (endingError) {
        console.error("ProcessEnding failed", endingError);
      }
      process.exit(0);
    });
  });
}

// A player's first line is the player session id; what comes then, everybody hears.
function onConnection(socket: Socket): void {
  socket.on("error", (error) => {
    console.error("a player's connection failed", error);
  });
  socket.once("data", (data) => {
    const playerSessionId = String(data).trim();
    acceptPlayerSession(playerSessionId, (error) => {
      if (error) {
        socket.end(`${error.message}\n`);
        return;
      }
      players.set(socket, playerSessionId);
      socket.write(`welcome to ${gameServerSession?.name ?? "the game"}\n`);
      socket.on("data", (text) => {
        for (const player of players.keys()) {
          player.write(text);
        }
      });
      socket.on("close", () => {
        onLeft(socket, playerSessionId);
      });
    });
  });
}

function onLeft(socket: Socket, playerSessionId: string): void {
  players.delete(socket);
  removePlayerSession(playerSessionId, (error) => {
    if (error) {
      console.error("RemovePlayerSession failed", error);
    }
    if (players.size === 0) {
      terminateGameServerSession((terminateError) => {
        if (terminateError) {
          console.error("TerminateGameServerSession failed", terminateError);
        }
      });
    }
  });
}

const grpcServer = new grpc.Server();
grpcServer.addService(grpcsdk.GameServerGrpcSdkService.service, {
  OnHealthCheck: onHealthCheck,
  OnStartGameServerSession: onStartGameServerSession,
  OnProcessTerminate: onProcessTerminate,
});
createServer(onConnection).listen(clientPort);
grpcServer.bindAsync(
  `127.0.0.1:${String(wantedGrpcPort)}`,
  grpc.ServerCredentials.createInsecure(),
  (bindError, grpcPort) => {
    if (bindError) {
      throw bindError;
    }
    processReady(grpcPort, (error) => {
      if (error) {
        throw error;
      }
      console.log("ready for sessions");
    });
  },
);
