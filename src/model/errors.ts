/**
 * Every code that a {@link GseError} can have. Names in GSE's own spelling come from its server SDK's list; the two
 * SERVICE_CALL codes are the only ones where no answer came. "Agent" is what listens on GSE_AGENT_ADDRESS.
 */
export type GseErrorCode =
  | "ALREADY_INITIALIZED" //              processReady() was called before: a bug in the caller, do not retry
  | "PROCESS_NOT_READY" //                processReady() has not succeeded yet: the caller's bug; call and await it first
  | "PROCESS_NOT_ACTIVE" //               the process is ending or has ended: too late, do not retry
  | "PROCESS_READY_FAILED" //             the agent refused ProcessReady: mend what it says, then call again
  | "PROCESS_ENDING_FAILED" //            ProcessEnding did not get through; the process may exit all the same
  | "GAME_SERVER_SESSION_NOT_READY" //    there is no session, or it is not ACTIVE: the caller's order is wrong, or it has just ended
  | "GAME_SERVER_SESSION_READY_FAILED" // the session could not be started or activated here; the process can take another
  | "GAME_SERVER_SESSION_ENDED_FAILED" // the session could not be ended; it ends with the process at the latest
  | "UNEXPECTED_PLAYER_SESSION" //        unknown, expired, used or of another session: refuse the player, do not retry
  | "FLEET_MISMATCH" //                   the process, session or fleet do not belong together: a mistake in the set-up
  | "SERVICE_CALL_FAILED" //              nobody answered, or the connection broke; the call may have had its effect. Retry later
  | "SERVICE_CALL_TIMED_OUT" //           no answer within the call's time; the call may have had its effect. Retry later
  | "ADDRESS_UNAVAILABLE" //              an address to listen on is taken or is not this machine's: change it, or end who holds it
  | "BAD_REQUEST_EXCEPTION" //            the other side understood and said no, or a value cannot be sent: the caller's bug
  | "INTERNAL_SERVICE_EXCEPTION"; //      the other side failed inside: not the caller's fault; retry later, then report it

/**
 * Why the agent said no, finer than the code. Our agent tells it (`gse-reason`); for one that does not, it is what the
 * code amounts to.
 */
export type GseRefusalReason =
  | "unknown" //            there is no such player session in this session
  | "expired" //            the player came later than 60 s after joining: must join again
  | "used" //               the player session was accepted before: serves one connection only
  | "full" //               every slot is held
  | "closed" //             the session takes no new players
  | "session-not-found" //  GSE knows no such session
  | "session-not-active" // the session is ACTIVATING, ending or ended
  | "session-protected" //  it may not be ended from outside
  | "wrong-process" //      the session was given to another process
  | "process-not-ready" //  the agent knows no such process: ProcessReady is missing, or it has ended
  | "process-not-found" //  no process at that address
  | "no-idle-process" //    every process is busy
  | "creator-limit" //      too many sessions of one creator
  | "quota" //              a limit of the host
  | "invalid-value" //      a value is out of its range
  | "missing-value" //      a value is missing
  | "invalid-pid"; //       the call did not say which process makes it

/** The one error class of this package. `message` says what was being done, what was found and what to do next. */
export class GseError extends Error {
  override readonly name = "GseError";
  /** Why the agent said no, where that is known; undefined for all that is no answer of the agent. */
  readonly reason: GseRefusalReason | undefined;
  /** Of the call that failed, as the agent's log has it; undefined where no call was made. */
  readonly requestId: string | undefined;

  constructor(
    readonly code: GseErrorCode,
    message: string,
    options: ErrorOptions & {
      readonly reason?: GseRefusalReason | undefined;
      readonly requestId?: string | undefined;
    } = {},
  ) {
    super(`[${code}] ${message}`, "cause" in options ? { cause: options.cause } : undefined);
    this.reason = options.reason;
    this.requestId = options.requestId;
  }
}

/**
 * True when no answer came, so that the call may or may not have had its effect; false when the other side said no.
 * @example
 * ```ts
 * try {
 *   await game.acceptPlayerSession("psess-1");
 * } catch (error) {
 *   socket.end(isUnreachable(error) ? "try again" : "you have no seat here");
 * }
 * ```
 */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof GseError && (error.code === "SERVICE_CALL_FAILED" || error.code === "SERVICE_CALL_TIMED_OUT");

/** What anything thrown has to say. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
