/** Thrown anywhere between the socket and the engine's reply; the envelope carries its code and message to the caller. */
export class ApiRefusal extends Error {
  override readonly name = "ApiRefusal";

  constructor(
    /** A code of the cloud API, e.g. `AuthFailure.SignatureExpire` (cloud-api-protocol 7). */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
