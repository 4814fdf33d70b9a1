/**
 * A GSE for the tests of a game server, in the test's own process and in virtual time: {@link TestGse}.
 * @module
 */
export { TestGse, type HealthAnswer, type TestCloudApi } from "./test-gse.js";
export type { StartSessionOptions, TestGseOptions } from "./options.js";
export type { SessionChanges, TestSession } from "./test-session.js";
export type { Faults } from "./faults.js";
export type { Fault, FaultName, FaultOptions } from "./fault-orders.js";
export type { AgentCallName, CallbackName } from "./call-names.js";
export type { SeenCall, SeenCallOf } from "./diary.js";
export type { SeenCallback } from "./watched-link.js";
export type { AgentRequests } from "./watched-agent.js";
export type { WaitOptions } from "./watch.js";
export { TestGseError, type TestGseErrorCode } from "./errors.js";
export { HandClock } from "./hand-clock.js";
export type {
  AgentCall,
  AgentCommand,
  CallbackOutcome,
  CloudApiCommand,
  Command,
  EndTarget,
  FleetId,
  FleetSettings,
  GameProperty,
  GameServerProcess,
  GameServerSession,
  GameServerSessionId,
  HostEvent,
  ObservedCommand,
  OperatorCommand,
  PlayerSession,
  PlayerSessionCreationPolicy,
  PlayerSessionId,
  ProcessId,
  ProtectionPolicy,
  Refusal,
  RefusalKind,
} from "../model/index.js";
export type { Clock, TimerId } from "../ports/index.js";
