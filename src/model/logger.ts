/**
 * Where the SDK tells what it does: a pino logger as it is, `console`, or your own four functions that take details and
 * a message, in pino's order. For `console` the message comes first.
 */
export interface Logger {
  readonly debug: (details: object, message: string) => void;
  readonly info: (details: object, message: string) => void;
  readonly warn: (details: object, message: string) => void;
  readonly error: (details: object, message: string) => void;
}
