/** A field as the specification has it: its number and its type; `[…]` is repeated, any other word is a message. */
export type FieldType = "string" | "int32" | "int64" | "bool" | `[${string}]` | (string & {});
export type MessageSpecification = Readonly<Record<string, readonly [number: number, type: FieldType]>>;

/** Typed by hand from gse-semantics b.2, and from nothing in this repository. */
export const messages: Readonly<Record<string, MessageSpecification>> = {
  ProcessReadyRequest: { logPathsToUpload: [1, "[string]"], clientPort: [2, "int32"], grpcPort: [3, "int32"] },
  ActivateGameServerSessionRequest: { gameServerSessionId: [1, "string"], maxPlayers: [2, "int32"] },
  AcceptPlayerSessionRequest: { gameServerSessionId: [1, "string"], playerSessionId: [2, "string"] },
  RemovePlayerSessionRequest: { gameServerSessionId: [1, "string"], playerSessionId: [2, "string"] },
  DescribePlayerSessionsRequest: {
    gameServerSessionId: [1, "string"],
    playerId: [2, "string"],
    playerSessionId: [3, "string"],
    playerSessionStatusFilter: [4, "string"],
    nextToken: [5, "string"],
    limit: [6, "int32"],
  },
  PlayerSession: {
    playerSessionId: [1, "string"],
    playerId: [2, "string"],
    gameServerSessionId: [3, "string"],
    fleetId: [4, "string"],
    ipAddress: [5, "string"],
    status: [6, "string"],
    creationTime: [7, "int64"],
    terminationTime: [8, "int64"],
    port: [9, "int32"],
    playerData: [10, "string"],
    dnsName: [11, "string"],
  },
  DescribePlayerSessionsResponse: { nextToken: [1, "string"], playerSessions: [2, "[PlayerSession]"] },
  UpdatePlayerSessionCreationPolicyRequest: {
    gameServerSessionId: [1, "string"],
    newPlayerSessionCreationPolicy: [2, "string"],
  },
  TerminateGameServerSessionRequest: { gameServerSessionId: [1, "string"] },
  ProcessEndingRequest: {},
  ReportCustomDataRequest: { currentCustomCount: [1, "int32"], maxCustomCount: [2, "int32"] },
  GseResponse: {},
  HealthCheckRequest: {},
  HealthCheckResponse: { healthStatus: [1, "bool"] },
  GameProperty: { key: [1, "string"], value: [2, "string"] },
  GameServerSession: {
    gameServerSessionId: [1, "string"],
    fleetId: [2, "string"],
    name: [3, "string"],
    maxPlayers: [4, "int32"],
    joinable: [5, "bool"],
    gameProperties: [6, "[GameProperty]"],
    port: [7, "int32"],
    ipAddress: [8, "string"],
    gameServerSessionData: [9, "string"],
    matchmakerData: [10, "string"],
    dnsName: [11, "string"],
  },
  StartGameServerSessionRequest: { gameServerSession: [1, "GameServerSession"] },
  ProcessTerminateRequest: { terminationTime: [1, "int64"] },
};

/** The calls in the order of the service definitions (gse-semantics b.3): name, request, response. */
export const services = {
  "tencentcloud.gse.grpcsdk.GseGrpcSdkService": [
    ["ProcessReady", "ProcessReadyRequest", "GseResponse"],
    ["ActivateGameServerSession", "ActivateGameServerSessionRequest", "GseResponse"],
    ["AcceptPlayerSession", "AcceptPlayerSessionRequest", "GseResponse"],
    ["RemovePlayerSession", "RemovePlayerSessionRequest", "GseResponse"],
    ["DescribePlayerSessions", "DescribePlayerSessionsRequest", "DescribePlayerSessionsResponse"],
    ["UpdatePlayerSessionCreationPolicy", "UpdatePlayerSessionCreationPolicyRequest", "GseResponse"],
    ["TerminateGameServerSession", "TerminateGameServerSessionRequest", "GseResponse"],
    ["ProcessEnding", "ProcessEndingRequest", "GseResponse"],
    ["ReportCustomData", "ReportCustomDataRequest", "GseResponse"],
  ],
  "tencentcloud.gse.grpcsdk.GameServerGrpcSdkService": [
    ["OnHealthCheck", "HealthCheckRequest", "HealthCheckResponse"],
    ["OnStartGameServerSession", "StartGameServerSessionRequest", "GseResponse"],
    ["OnProcessTerminate", "ProcessTerminateRequest", "GseResponse"],
  ],
} as const;
