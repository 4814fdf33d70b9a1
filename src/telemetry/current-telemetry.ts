import { openTelemetry } from "./open-telemetry.js";
import type { Telemetry } from "./telemetry.js";

let current: Telemetry | undefined;
let loading: Promise<void> | undefined;

/** Undefined as long as there is no OpenTelemetry: all that it costs then. */
export const telemetry = (): Telemetry | undefined => current;

/**
 * Once per process: looks whether the application has `@opentelemetry/api`. Never rejects; `onBroken` hears of one that is
 * there and cannot be loaded.
 */
export const loadTelemetry = (onBroken: (error: unknown) => void): Promise<void> => (loading ??= load(onBroken));

async function load(onBroken: (error: unknown) => void): Promise<void> {
  try {
    // Inside `try`, so that bundlers take it for what may be missing.
    current = openTelemetry(await import("@opentelemetry/api"));
  } catch (error) {
    if (!isMissing(error)) onBroken(error);
  }
}

// A bundler's require() and Yarn's resolver leave out the prefix.
const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code));
