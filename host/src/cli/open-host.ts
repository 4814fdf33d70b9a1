import {
  AddressInUseError,
  AddressUnavailableError,
  DataInUseError,
  JournalError,
  startHost,
  type HostOptions,
  type RunningHost,
} from "../main.js";
import { CredentialsError } from "../credentials.js";
import { CliError, exitCodes, usageError } from "./exit.js";

/** `startHost`, with what stands in the way told in the words of the command line. */
export async function openHost(options: HostOptions): Promise<RunningHost> {
  try {
    return await startHost(options);
  } catch (error) {
    if (
      error instanceof AddressInUseError ||
      error instanceof AddressUnavailableError ||
      error instanceof DataInUseError
    )
      throw usageError(error.message, { cause: error });
    if (error instanceof JournalError || error instanceof CredentialsError)
      throw new CliError(exitCodes.refused, error.message, { cause: error });
    if (error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EADDRNOTAVAIL"))
      throw usageError(`cannot start the host: ${error.message}; see --api, --agent and --data`, { cause: error });
    throw error;
  }
}
