/** The service refused the call, and said why. */
export class CloudApiError extends Error {
  override readonly name = "CloudApiError";

  constructor(
    /** Such as `ResourceNotFound`; the same call meets it again, except for InternalError and RequestLimitExceeded. */
    readonly code: string,
    message: string,
    /** What the host's log calls this call. */
    readonly requestId: string,
    readonly action: string,
  ) {
    super(message);
  }
}

/** No answer of a GSE came: nobody listens, the connection broke, time ran out, or something else answered. */
export class HostUnreachableError extends Error {
  override readonly name = "HostUnreachableError";

  /** True when something answered there, but not as a GSE called in this way does: another address or setting is needed, not another host. */
  readonly isSomethingThere: boolean;

  constructor(
    readonly endpoint: string,
    message: string,
    options?: ErrorOptions & { readonly isSomethingThere?: boolean },
  ) {
    super(message, options);
    this.isSomethingThere = options?.isSomethingThere ?? false;
  }
}
