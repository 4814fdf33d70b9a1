import type { CallbackOutcome, GameServerProcess, GameServerSession } from "../model/index.js";

/** The way from the host to a game server process: GameServerGrpcSdkService, or a simulation of it. Never rejects. */
export interface ProcessLink {
  /** OnStartGameServerSession; waits for the answer until `deadlineAtMs`. */
  startSession(process: GameServerProcess, session: GameServerSession, deadlineAtMs: number): Promise<CallbackOutcome>;
  /** OnHealthCheck; `refused` when the process calls itself unhealthy. */
  checkHealth(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome>;
  /** OnProcessTerminate with `process.endsAtMs`. */
  askToTerminate(process: GameServerProcess, deadlineAtMs: number): Promise<CallbackOutcome>;
  /** The process is history: whatever was kept for it may go. */
  forget(process: GameServerProcess): void;
}
