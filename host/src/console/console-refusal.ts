/** Why a request below `/console/` is refused; the answer carries its code and message. */
export class ConsoleRefusal extends Error {
  override readonly name = "ConsoleRefusal";

  constructor(
    /** Of HTTP. */
    readonly status: 400 | 403 | 413 | 415 | 503,
    /** One of the cloud API's. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
