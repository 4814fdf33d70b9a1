import { actionNames, type ActionName, type CloudApiClient } from "../client/index.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { checkRequest } from "../params/check-request.js";
import { nearest } from "../params/nearest.js";
import { reportFailures, textOrFile, withClient, type RemoteFlags } from "./remote.js";
import { print, type Terminal } from "./terminal.js";

export interface ApiFlags extends RemoteFlags {
  /** `--no-check` makes it false. */
  readonly check: boolean;
}

/** `gse api ACTION [JSON|@file|-]`: one signed call, its response as JSON. */
export function api(action: string, body: string | undefined, flags: ApiFlags, terminal: Terminal): Promise<ExitCode> {
  return reportFailures(flags, terminal, async () => {
    const name = actionNamed(action);
    const request = parseRequest(await readBody(body, terminal));
    if (flags.check) refuseWrong(name, request);
    return withClient(flags, terminal, async (client) => {
      const response = await callUnchecked(client, name, request);
      print(terminal, flags.json === true ? JSON.stringify(response) : JSON.stringify(response, null, 2));
      return exitCodes.done;
    });
  });
}

/** @throws CliError that suggests the nearest */
export function actionNamed(text: string): ActionName {
  const exact = actionNames.find((name) => name === text);
  if (exact !== undefined) return exact;
  const meant = likely(text);
  throw usageError(
    meant.length === 0
      ? `"${text}" is no action of the cloud API; "gse api --help" lists all ${String(actionNames.length)}`
      : `"${text}" is no action of the cloud API; did you mean ${meant.join(", ")}?`,
  );
}

const MOST_SUGGESTED = 10;

/** Who writes the beginning of a name has not mistyped another one; the beginning of very many says nothing. */
function likely(text: string): readonly string[] {
  const begun = actionNames.filter((name) => name.toLowerCase().startsWith(text.toLowerCase()));
  if (begun.length > 0) return begun.length > MOST_SUGGESTED ? [] : begun;
  const closest = nearest(text, actionNames);
  return closest === undefined ? [] : [closest];
}

/** By the catalogue that the service goes by, too. @throws CliError that names the parameter and what would do */
function refuseWrong(action: ActionName, request: object): void {
  const checked = checkRequest(action, request);
  if (!checked.ok) throw usageError(`${action}: ${checked.problem.message}; --no-check sends it as it is`);
}

/** The compiler cannot know what the user wrote. */
const callUnchecked = (client: CloudApiClient, action: ActionName, request: object): Promise<unknown> =>
  client.call(action, request);

async function readBody(given: string | undefined, terminal: Terminal): Promise<string> {
  if (given === undefined) return "{}";
  if (given !== "-") return textOrFile(given, terminal, "the request");
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function parseRequest(text: string): object {
  let why = "it is not an object";
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  throw usageError(
    `the request is no JSON object (${why}); write for instance '{"FleetId": "fleet-dev"}', or @FILE, or - to read it from stdin`,
  );
}
