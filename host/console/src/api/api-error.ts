/** The service refused a call, and said why. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    /** Such as `ResourceNotFound`. */
    readonly code: string,
    message: string,
    /** What the host's log calls this call; "" where there is none. */
    readonly requestId: string,
  ) {
    super(message);
  }

  /** The keys are no good any more, or never were. */
  get isAboutKeys(): boolean {
    return this.code.startsWith("AuthFailure");
  }
}

/** No answer of the host came; whether it did what was asked is unknown. */
export class HostGoneError extends Error {
  override readonly name = "HostGoneError";
}
