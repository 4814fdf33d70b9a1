import type { RunningHost } from "../main.js";
import { CliError, exitCodes } from "./exit.js";
import { aborted } from "./stop-requests.js";

/** Waits until the person wants the end. @throws CliError when the host cannot go on before that */
export async function untilAsked({ broken }: RunningHost, signal: AbortSignal): Promise<void> {
  const over = broken.catch((error: unknown) => {
    throw new CliError(
      exitCodes.refused,
      `the host cannot go on: ${error instanceof Error ? error.message : String(error)}. Games that run go on without it`,
      { cause: error },
    );
  });
  await Promise.race([aborted(signal), over]);
}
