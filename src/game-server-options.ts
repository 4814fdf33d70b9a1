import { checkedTimeout } from "./agent-caller.js";
import type { Clock, EndReason } from "./core/index.js";
import type { SessionGuardOptions } from "./session-guards.js";
import { GseError, type GameServerSession, type Logger } from "./model/index.js";

export interface GameServerOptions {
  /** Where players connect, 1 to 65,535; listen there before `processReady()`. */
  readonly clientPort: number;
  /** `host:port` or `unix:/path`; default: GSE_AGENT_ADDRESS, else 127.0.0.1:5758. */
  readonly agentAddress?: string | undefined;
  /** Where GSE's callbacks arrive; default 127.0.0.1, as the agent is on the same machine. */
  readonly grpcHost?: string | undefined;
  /** Default 0: any free port. */
  readonly grpcPort?: number | undefined;
  /** Files or folders that GSE keeps after a session; default none. */
  readonly logPaths?: readonly string[] | undefined;
  /** Whether the session is activated when `onStartGameServerSession` has settled; default true. */
  readonly autoActivate?: boolean | undefined;
  /** How long each call to the agent may take, in milliseconds; default 5,000. */
  readonly callTimeoutMs?: number | undefined;
  /**
   * Signals of the operating system that end the server as `close()` does; `true` for SIGTERM and SIGINT, default none.
   * Listened to from `processReady()` to the end. A second signal does what Node does by itself.
   */
  readonly endOnSignals?: boolean | readonly NodeJS.Signals[] | undefined;
  /**
   * Ends sessions that nobody needs: new players are denied, those left removed, the session terminated, and the process
   * stays ready for the next one. Default: none is ended.
   */
  readonly guards?: SessionGuardOptions | undefined;
  /**
   * Default: what GSE_LOG_LEVEL (debug, info, warn, error) says, as JSON lines on stderr; without that, warnings and errors
   * as Node warnings, nothing else.
   */
  readonly logger?: Logger | undefined;
  /** Where its time comes from; default: the machine. For tests, `HandClock` or the clock of a `TestGse`. */
  readonly clock?: Clock | undefined;

  /**
   * Makes ready for players; the session becomes ACTIVE when it settles. If it throws, GSE is told why, the session
   * fails, and the process can take another one. `signal` aborts when the session is over.
   */
  readonly onStartGameServerSession?:
    ((session: GameServerSession, context: { readonly signal: AbortSignal }) => void | Promise<void>) | undefined;
  /**
   * Whether the process may go on hosting players, asked every 60 s (gse-semantics b.4), also while it drains; default:
   * yes. Anything but `true`, throwing and no answer in time mean no, with the reason in event and log.
   */
  readonly onHealthCheck?: (() => boolean | Promise<boolean>) | undefined;
  /** How long `onHealthCheck` may take, in milliseconds; default 10,000. */
  readonly healthCheckTimeoutMs?: number | undefined;
  /**
   * A process whose event loop stood still for longer than this between two checks is not healthy, in milliseconds;
   * default 5,000, Infinity not to look.
   */
  readonly maxEventLoopLagMs?: number | undefined;
  /**
   * The farewell, whatever the reason to end: tell players, save. It is awaited until shortly before `deadline`, when
   * `signal` aborts; `deadline` null: as long as it takes. Then the session and the process end.
   */
  readonly onProcessTerminate?: ((event: ProcessTerminateEvent) => void | Promise<void>) | undefined;
}

export interface ProcessTerminateEvent {
  /** When GSE ends the process by force, or the program wants it ended; null: never. */
  readonly deadline: Date | null;
  readonly reason: EndReason;
  /** Aborts when no time is left. */
  readonly signal: AbortSignal;
}

/** @throws GseError BAD_REQUEST_EXCEPTION for a port that is none, and for a time that is none */
export function checkOptions(options: GameServerOptions): void {
  checkPort("clientPort", options.clientPort, 1);
  checkPort("grpcPort", options.grpcPort ?? 0, 0);
  for (const name of ["healthCheckTimeoutMs", "maxEventLoopLagMs"] as const) {
    const value = options[name];
    if (value !== undefined) checkedTimeout(name, value);
  }
  for (const [name, value] of Object.entries(options.guards ?? {}) as [string, number | undefined][])
    if (value !== undefined) checkedTimeout(`guards.${name}`, value);
}

function checkPort(name: string, port: number, lowest: number): void {
  if (Number.isInteger(port) && port >= lowest && port <= 65_535) return;
  throw new GseError("BAD_REQUEST_EXCEPTION", `${name} must be a port from ${lowest} to 65535, got "${String(port)}"`);
}
