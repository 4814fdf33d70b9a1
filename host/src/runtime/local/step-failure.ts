import type { StepOutcome } from "../../model/index.js";

/** A step of setting up cannot be done; its message is the reason, for people. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  constructor(
    message: string,
    readonly kind: Extract<StepOutcome, { ok: false }>["kind"] = "failed",
  ) {
    super(message);
  }
}
