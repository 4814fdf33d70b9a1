import type { Refusal } from "../model/index.js";

export type TestGseErrorCode =
  | "REFUSED" //        the engine said no; `refusal` is its answer
  | "SESSION_FAILED" // the session ended before it was ACTIVE; the message says why
  | "NO_PROCESS" //     there is no game server process that this could be done to
  | "WAITED_IN_VAIN" // what a test waited for did not come; the message says how things stand
  | "CLOSED"; //        the TestGse is closed

/** What a test asked of the TestGse did not come about. */
export class TestGseError extends Error {
  override readonly name = "TestGseError";
  readonly code: TestGseErrorCode;
  /** With `REFUSED`: the kind of refusal, as the engine names it, and its words. */
  readonly refusal: Refusal | undefined;

  constructor(code: TestGseErrorCode, message: string, refusal?: Refusal) {
    super(`[${code}] ${message}`);
    this.code = code;
    this.refusal = refusal;
  }
}

export const noProcess = (doing: string): TestGseError =>
  new TestGseError(
    "NO_PROCESS",
    `there is no game server process to ${doing}; await processReady() of your GameServer first`,
  );
