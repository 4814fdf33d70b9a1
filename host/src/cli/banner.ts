import { relative } from "node:path";
import type { RunningHost } from "../main.js";
import { credentialsFile } from "../credentials.js";
import { defaultSettings } from "./default-settings.js";
import { probeText } from "./probe-text.js";
import { fields } from "./table.js";
import type { Terminal } from "./terminal.js";
import { version } from "./version.js";

/** What `gse dev` begins with: where everything is, and what to do next. */
export function banner(running: RunningHost, terminal: Terminal, hasCommand: boolean): string {
  const { bold, cyan, dim } = terminal.colors;
  const { apiAddress, agentAddress } = running;
  const gse = programName(terminal);
  const flags = remoteFlags(running, terminal);
  const request = `{"Action":"CreateGameServerSession","FleetId":"fleet-dev","MaximumPlayerSessionCount":10}`;
  return [
    `${bold("gse dev")} ${dim(version())}  a GSE for your game server, on this machine`,
    "",
    fields([
      [`  ${dim("agent")}`, `${cyan(agentAddress)}  ${dim("game servers connect here, by GSE_AGENT_ADDRESS")}`],
      [
        `  ${dim("cloud API")}`,
        `${cyan(`http://${apiAddress}`)}  ${dim(`signed; keys in ${shortPath(credentialsFile(running.dataDir), terminal)}`)}`,
      ],
      [
        `  ${dim("unsigned")}`,
        `${cyan(`http://${apiAddress}/capi`)}  ${dim("as in GSE Local, from this machine only")}`,
      ],
      ...probeRow(running, terminal),
      ...consoleRow(running, terminal),
    ]),
    "",
    ...(hasCommand ? [] : [`  ${dim("start")}      your game server; it is taken in when it calls ProcessReady`]),
    `  ${dim("session")}    ${gse} session create${flags}`,
    `  ${dim("or")}         curl http://${apiAddress}/capi -d '${request}'`,
    `  ${dim("player")}     ${gse} session join latest PLAYER${flags}`,
    `  ${dim("end")}        Ctrl-C`,
    "",
  ].join("\n");
}

function probeRow(running: RunningHost, terminal: Terminal): readonly (readonly [string, string])[] {
  const shown = probeText(running, terminal.colors);
  return shown === undefined ? [] : [[`  ${terminal.colors.dim("latency")}`, shown]];
}

function consoleRow(running: RunningHost, terminal: Terminal): readonly (readonly [string, string])[] {
  const shown = consoleText(running, terminal);
  return shown === undefined ? [] : [[`  ${terminal.colors.dim("console")}`, shown]];
}

/**
 * Where the web console is: on a terminal an address that logs in, elsewhere only how one gets it, for what is written there
 * may be kept. Undefined for a host that has none.
 */
export function consoleText(running: RunningHost, terminal: Terminal): string | undefined {
  const { cyan, dim, underline } = terminal.colors;
  const command = `${programName(terminal)} console${remoteFlags(running, terminal)}`;
  if (!running.hasConsole()) return undefined;
  if (!terminal.isInteractive) return dim(`${command} prints an address for your browser`);
  return `${cyan(underline(running.consoleLink()))}\n${" ".repeat(13)}${dim(`logs in whoever opens it first, within 15 min; the next one: ${command}`)}`;
}

/** What a person types to run this program: a copy inside a project is not on the path. */
export const programName = ({ env }: Terminal): string => (env["npm_execpath"] === undefined ? "gse" : "npx gse");

/** What a `gse session …` in the same folder needs to find this host. */
export function remoteFlags({ apiAddress, dataDir }: RunningHost, terminal: Terminal): string {
  const path = shortPath(dataDir, terminal);
  const endpoint = apiAddress === defaultSettings.api ? "" : ` --endpoint ${apiAddress}`;
  const data = path === defaultSettings.data ? "" : ` --data ${/\s/.test(path) ? JSON.stringify(path) : path}`;
  return endpoint + data;
}

/** As one would write it in the current folder. */
function shortPath(path: string, { cwd }: Terminal): string {
  const fromHere = relative(cwd, path);
  return fromHere.startsWith("..") ? path : fromHere;
}
