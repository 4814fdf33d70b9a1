import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEndpoint } from "../client/endpoint.js";
import {
  CloudApiError,
  createCloudApiClient,
  HostUnreachableError,
  type CloudApiClient,
  type CloudApiClientOptions,
} from "../client/index.js";
import { credentialsFile, readCredentials, type Credentials } from "../credentials.js";
import { programName } from "./banner.js";
import { commandsFor } from "./commands-for.js";
import { defaultSettings } from "./default-settings.js";
import { environmentCredentials } from "./environment-credentials.js";
import { CliError, exitCodes, usageError, type ExitCode } from "./exit.js";
import { complain, print, type Terminal } from "./terminal.js";

/** The flags of every command that talks to a host. */
export interface RemoteFlags {
  readonly endpoint?: string;
  readonly region?: string;
  readonly data?: string;
  readonly json?: boolean;
}

/** Runs a command with a client for the host that its flags name; see `reportFailures`. */
export const withHost = (
  flags: RemoteFlags,
  terminal: Terminal,
  run: (client: CloudApiClient) => Promise<ExitCode>,
): Promise<ExitCode> => reportFailures(flags, terminal, () => withClient(flags, terminal, run));

/**
 * Turns what went wrong into words and an exit code. With `--json` the words come as `{"Error": {"Code", "Message"}}` on
 * stdout, so that a program always reads one document.
 */
export async function reportFailures(
  flags: Pick<RemoteFlags, "json">,
  terminal: Terminal,
  run: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    if (flags.json === true) printJson(terminal, failure);
    else explain(terminal, failure);
    return failure.exitCode;
  }
}

export async function withClient<T>(
  flags: RemoteFlags,
  terminal: Terminal,
  run: (client: CloudApiClient) => Promise<T>,
): Promise<T> {
  const client = connect(flags, terminal);
  try {
    return await run(client);
  } finally {
    client.close();
  }
}

interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  /** Where the service answered; `requestId` "" where it has none. */
  readonly call?: { readonly action: string; readonly requestId: string };
}

/** Undefined for a fault of ours. */
function failureOf(error: unknown): Failure | undefined {
  if (error instanceof CloudApiError) {
    const { code, message, action, requestId } = error;
    return { exitCode: exitCodes.refused, code, message, call: { action, requestId } };
  }
  if (error instanceof HostUnreachableError)
    return {
      exitCode: exitCodes.unreachable,
      code: "HostUnreachable",
      message: error.isSomethingThere
        ? error.message
        : `${error.message}\nStart a host with "gse dev" or "gse up", or say where it is with --endpoint HOST:PORT`,
    };
  if (error instanceof CliError) {
    const { exitCode, message } = error;
    return { exitCode, code: codes[exitCode] ?? "Failed", message };
  }
  return undefined;
}

/** What a program reads in place of a code of the service. */
const codes: Partial<Record<ExitCode, string>> = {
  [exitCodes.usage]: "Usage",
  [exitCodes.unreachable]: "HostUnreachable",
};

function printJson(terminal: Terminal, { code, message, call }: Failure): void {
  print(
    terminal,
    JSON.stringify({
      Error: { Code: code, Message: message },
      ...(call && call.requestId !== "" && { RequestId: call.requestId }),
    }),
  );
}

function explain(terminal: Terminal, { code, message, call }: Failure): void {
  const { red, dim } = terminal.errorColors;
  if (call === undefined) {
    complain(terminal, `${red("gse:")} ${message}`);
    return;
  }
  complain(terminal, `${red(code)}: ${message}`);
  const request = call.requestId === "" ? "" : `, request ${call.requestId}`;
  complain(terminal, dim(`(${call.action}${request})`));
  for (const line of commandsFor(message, programName(terminal))) complain(terminal, dim(line));
}

const connect = (flags: RemoteFlags, terminal: Terminal): CloudApiClient =>
  createCloudApiClient(clientOptions(flags, terminal));

/** Which host the flags name, and with which keys it is called. @throws CliError for an endpoint that is none */
export const clientOptions = (flags: RemoteFlags, terminal: Terminal): CloudApiClientOptions => ({
  endpoint: endpointOf(flags, terminal),
  ...credentialsOf(flags, terminal),
  region: regionOf(flags, terminal),
});

/** @throws CliError for an endpoint that is none */
export function endpointOf(flags: Pick<RemoteFlags, "endpoint">, terminal: Terminal): string {
  const endpoint = flags.endpoint ?? (terminal.env["GSE_ENDPOINT"] || defaultSettings.api);
  try {
    parseEndpoint(endpoint);
  } catch (error) {
    if (error instanceof TypeError) throw usageError(`--endpoint: ${error.message}`, { cause: error });
    throw error;
  }
  return endpoint;
}

/** Where a command's calls take place. */
export const regionOf = ({ region }: RemoteFlags, { env }: Terminal): string =>
  region ?? (env["TENCENTCLOUD_REGION"] || "ap-shanghai");

/** The flags with which the next command finds the same host. */
export const sameHost = ({ endpoint, data }: RemoteFlags): string =>
  (endpoint === undefined ? "" : ` --endpoint ${endpoint}`) + (data === undefined ? "" : ` --data ${data}`);

/** Never from the command line, where every user of the machine could read them. */
function credentialsOf(flags: RemoteFlags, terminal: Terminal): Credentials {
  const given = environmentCredentials(terminal.env);
  if (given !== undefined) return given;
  const dataDir = resolve(terminal.cwd, flags.data ?? defaultSettings.data);
  const found = read(dataDir);
  if (found === undefined)
    throw new CliError(
      exitCodes.unreachable,
      `there are no credentials: "${credentialsFile(dataDir)}" does not exist yet\n` +
        `Start a host with "gse dev" or "gse up" here, name its data folder with --data DIR, ` +
        `or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY`,
    );
  return found;
}

function read(dataDir: string): Credentials | undefined {
  try {
    return readCredentials(dataDir);
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** `@FILE`: its text; anything else as it is. */
export function textOrFile(given: string, terminal: Terminal, what: string): string {
  if (!given.startsWith("@")) return given;
  const file = resolve(terminal.cwd, given.slice(1));
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw usageError(`${what}: cannot read "${file}": ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
