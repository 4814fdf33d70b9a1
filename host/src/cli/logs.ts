import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { CloudApiClient } from "../client/index.js";
import { exitCodes, usageError, type ExitCode } from "./exit.js";
import { LogFollower } from "./logs-follow.js";
import { readArchive, type Archive } from "./logs-archive.js";
import { findByName, findLogs, type FoundLog, type FoundLogs } from "./logs-find.js";
import { lastLines, openLink } from "./logs-link.js";
import { pauseUnless } from "./pause.js";
import { withHost, type RemoteFlags } from "./remote.js";
import { stopRequests } from "./stop-requests.js";
import { complain, type Terminal } from "./terminal.js";
import { writeLog } from "./write-log.js";

export interface LogsFlags extends RemoteFlags {
  readonly fleet?: string;
  readonly lines: number;
  readonly follow?: boolean;
  readonly save?: string;
}

const FOLLOW_MS = 500;

/** `gse logs WHAT`: the end of what a process, a session, an instance or the step of an event wrote, and what comes. */
export function logs(what: string, flags: LogsFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const found = await findLogs(client, what, flags, terminal);
    const all = found.kind === "session" ? [found.archive] : found.logs;
    if (flags.json === true)
      terminal.stdout.write(`${JSON.stringify(all.map(({ name, url }) => ({ Name: name, Url: url })))}\n`);
    else if (flags.save !== undefined) await save(all, flags.save, terminal);
    else if (found.kind === "session") await showSession(client, found, flags, terminal);
    else await show(all, flags, terminal);
    return exitCodes.done;
  });
}

async function save(all: readonly FoundLog[], file: string, terminal: Terminal): Promise<void> {
  const [only] = all;
  if (only === undefined || all.length > 1)
    throw usageError(
      `--save takes one log, and there are ${String(all.length)}: ${all.map(({ name }) => name).join(", ")}`,
    );
  const link = openLink(only.url);
  const path = resolve(terminal.cwd, file);
  await pipeline(link.stream(0, await link.size()), createWriteStream(path));
  complain(terminal, `${only.name} is in ${path}`);
}

/** The end of each; with `--follow` also what comes, until Ctrl-C. */
async function show(all: readonly FoundLog[], { lines, follow }: LogsFlags, terminal: Terminal): Promise<void> {
  const followers: LogFollower[] = [];
  for (const log of all) {
    const { text, end } = await lastLines(openLink(log.url), lines);
    if (all.length > 1) head(log.name, terminal);
    writeLog(text, terminal);
    followers.push(new LogFollower(log, end));
  }
  if (follow === true) await followAll(followers, terminal);
}

/** A session's archive is of one moment: what comes is read from its process's own log. */
async function showSession(
  client: CloudApiClient,
  { id, archive }: Extract<FoundLogs, { kind: "session" }>,
  { lines, follow }: LogsFlags,
  terminal: Terminal,
): Promise<void> {
  const content = await readArchive(openLink(archive.url), lines);
  writeLog(content.output, terminal);
  tellFiles(content, terminal);
  if (follow !== true) return;
  const { GameServerSessions } = await client.call("DescribeGameServerSessions", { GameServerSessionId: id });
  const [, name = "", to = ""] = /^output\.log is (\S+) from byte \d+ to (\d+)$/m.exec(content.about) ?? [];
  const log = await findByName(client, GameServerSessions[0]?.FleetId ?? "", name);
  if (log === undefined)
    throw usageError(`there is nothing to follow: the host does not have the output of this session's process`);
  const size = await openLink(log.url).size();
  await followAll([new LogFollower(log, Math.min(Number(to), size))], terminal);
}

function tellFiles({ files, about }: Archive, terminal: Terminal): void {
  const { dim } = terminal.errorColors;
  for (const line of about.split("\n"))
    if (/^(?:left out|only|cannot be read)\b/.test(line)) complain(terminal, dim(line));
  if (files.length === 0) return;
  complain(terminal, dim(`also in its archive (--save FILE.zip): ${files.map(({ name }) => name).join(", ")}`));
}

async function followAll(followers: readonly LogFollower[], terminal: Terminal): Promise<void> {
  const stop = stopRequests(terminal, () => undefined);
  let last = followers.length === 1 ? followers[0] : undefined;
  try {
    while (!stop.signal.aborted) {
      for (const follower of followers) {
        const text = await follower.news();
        if (text === "") continue;
        if (follower !== last) head(follower.name, terminal);
        last = follower;
        writeLog(text, terminal);
      }
      await pauseUnless(terminal.clock, FOLLOW_MS, stop.signal);
    }
  } finally {
    stop.close();
  }
}

const head = (name: string, terminal: Terminal): void => {
  terminal.stdout.write(`${terminal.colors.bold(`==> ${name} <==`)}\n`);
};
