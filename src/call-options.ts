/** For one call to the agent. */
export interface CallOptions {
  /** Ends the call early; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds, repetitions and pauses included; default: the client's callTimeoutMs. */
  readonly timeoutMs?: number | undefined;
  /** Default: a new one. All repetitions of a call carry the same one, and the agent gives it its effect once. */
  readonly requestId?: string | undefined;
}

/** For the SDK's own calls. */
export interface InnerCallOptions extends CallOptions {
  /** Before each repetition. */
  readonly onRepeat?: (() => void) | undefined;
}
