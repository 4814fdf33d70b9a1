import type { RunningHost } from "../main.js";
import { banner } from "./banner.js";
import { endLaunched } from "./clear-away.js";
import { cannotStart } from "./cannot-start.js";
import { DevServer, GRACE_MS, type DevServerNews } from "./dev-server.js";
import { exitCodes, type ExitCode } from "./exit.js";
import type { HostLog } from "./host-log.js";
import { hostSettings, type HostFlags, type HostSettings } from "./host-settings.js";
import { openJsonLog } from "./json-log.js";
import { endLeftOverServer, forgetServer, leftOverServer, rememberServer } from "./left-over-server.js";
import { agentStarted } from "./local-log.js";
import { openHost } from "./open-host.js";
import { openScreenLog } from "./screen-log.js";
import { probeFields } from "./probe-text.js";
import { hostPorts, portsInUse, refuseTaken } from "./ports-in-use.js";
import { stopRequests } from "./stop-requests.js";
import type { Terminal } from "./terminal.js";
import { untilAsked } from "./until-asked.js";
import { watchFiles, type FileWatch } from "./watch-files.js";

export interface DevFlags extends HostFlags {
  readonly log?: "text" | "json";
  readonly json?: boolean;
  /** Paths; false for `--no-watch`; true: the folder one is in. */
  readonly watch: readonly string[] | boolean;
  readonly fleet: string;
  readonly clientPorts: string;
}

/** `gse dev [-- COMMAND…]`: what Tencent called GSE Local, and a game server that is started again when its files change. */
export async function dev(command: readonly string[], flags: DevFlags, terminal: Terminal): Promise<ExitCode> {
  const settings = hostSettings(flags, terminal);
  refuseTaken(await portsInUse(hostPorts(settings)));
  const isJson = flags.json === true || flags.log === "json" || (flags.log === undefined && !terminal.isInteractive);
  const log = isJson ? jsonDevLog(terminal) : screenDevLog(terminal);
  let server: DevServer | undefined;
  const stop = stopRequests(terminal, () => {
    server?.killNow();
  });
  try {
    const running = await openHost({
      mode: "dev",
      ...settings,
      // Where a game server that is started by hand names its logs from.
      attachedGameDir: terminal.cwd,
      logger: log.logger,
    });
    let watch: FileWatch | undefined;
    try {
      running.host.onEvent(log.event);
      log.begin(running, command.length > 0);
      server = await startServer(command, flags, running, log, terminal);
      if (server !== undefined) watch = watchOn(server, flags, settings, log, terminal);
      await untilAsked(running, stop.signal);
      log.say(
        { level: "info", msg: "gse dev is ending", extras: {} },
        { tone: "plain", about: "end", text: "ending; Ctrl-C once more ends at once" },
      );
    } finally {
      try {
        await watch?.close();
        await server?.stop();
        if (server !== undefined) forgetServer(running.dataDir);
        await endFleets(running, log, terminal);
      } finally {
        await running.close();
      }
    }
    return exitCodes.done;
  } finally {
    log.close();
    stop.close();
  }
}

/** Nobody would look after them: the next `gse dev` starts them anew. */
async function endFleets(running: RunningHost, log: HostLog, { clock }: Terminal): Promise<void> {
  if ([...running.host.live().launches].length === 0) return;
  const count = await endLaunched(running, { graceMs: GRACE_MS, clock, reason: "gse dev ends" });
  log.say(
    { level: "info", msg: "fleets ended", extras: { processes: count } },
    {
      tone: "plain",
      about: "end",
      text: `ended ${count === 1 ? "1 process" : `${String(count)} processes`} of the fleets; the next gse dev starts them again`,
    },
  );
}

/** A host's log that also says where everything is. */
interface DevLog extends HostLog {
  begin(running: RunningHost, hasCommand: boolean): void;
}

function jsonDevLog(terminal: Terminal): DevLog {
  const log = openJsonLog(terminal.stdout, terminal.clock);
  return {
    ...log,
    begin: (running) => {
      const { agentAddress, apiAddress, dataDir, host } = running;
      log.logger.info(agentStarted.extras, agentStarted.msg);
      log.logger.info(
        { agent: agentAddress, api: apiAddress, ...probeFields(running), data: dataDir, ...host.counts() },
        "gse dev is up",
      );
    },
  };
}

function screenDevLog(terminal: Terminal): DevLog {
  const log = openScreenLog(terminal);
  return {
    ...log,
    begin: (running, hasCommand) => {
      log.text(banner(running, terminal, hasCommand));
      const { processes, sessions } = running.host.counts();
      if (processes > 0)
        log.say(agentStarted, {
          tone: "good",
          about: "back",
          text: `took back ${String(processes)} of the processes that ran before, with ${String(sessions)} sessions`,
        });
      log.follow(() => running.host.counts());
    },
  };
}

async function startServer(
  command: readonly string[],
  flags: DevFlags,
  running: RunningHost,
  log: HostLog,
  terminal: Terminal,
): Promise<DevServer | undefined> {
  const [program, ...args] = command;
  if (program === undefined) return undefined;
  const tell = ({ tone, text, pid }: DevServerNews): void => {
    const level = tone === "bad" ? "warn" : "info";
    log.say(
      { level, msg: `server: ${text}`, extras: pid === undefined ? {} : { pid } },
      { tone, about: "server", text },
    );
  };
  const { dataDir } = running;
  const leftOver = leftOverServer(dataDir);
  if (leftOver !== undefined) {
    await endLeftOverServer(dataDir, terminal.clock);
    tell({ tone: "plain", text: "ended the server that an earlier run left behind", pid: leftOver });
  }
  try {
    return await DevServer.start({
      program: { command: [program, ...args], cwd: terminal.cwd, env: serverEnvironment(flags, running, terminal) },
      clock: terminal.clock,
      onLine: log.serverLine,
      onStart: (pid) => {
        rememberServer(dataDir, pid);
      },
      onNews: tell,
    });
  } catch (error) {
    throw cannotStart(command, "gse dev", error);
  }
}

const serverEnvironment = (flags: DevFlags, { agentAddress }: RunningHost, { env, cwd }: Terminal) => ({
  ...env,
  GSE_AGENT_ADDRESS: agentAddress,
  GSE_FLEET_ID: flags.fleet,
  GSE_GAME_DIR: cwd,
  GSE_CLIENT_PORT_RANGE: flags.clientPorts,
});

function watchOn(
  server: DevServer,
  { watch }: DevFlags,
  { dataDir }: HostSettings,
  log: HostLog,
  { clock, cwd }: Terminal,
): FileWatch | undefined {
  if (watch === false) return undefined;
  const paths = watch === true ? ["."] : watch;
  return watchFiles({
    paths,
    cwd,
    except: [dataDir],
    clock,
    onReady: () => {
      const where = paths.map((path) => (path === "." ? "this folder" : path)).join(", ");
      const text = `is started again when something in ${where} changes`;
      log.say({ level: "info", msg: `server: ${text}`, extras: {} }, { tone: "plain", about: "server", text });
    },
    onChange: (path) => {
      void server.restart(`${path} changed`);
    },
  });
}
