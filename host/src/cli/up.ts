import { exitCodes, type ExitCode } from "./exit.js";
import { hostSettings, type HostFlags } from "./host-settings.js";
import { openJsonLog } from "./json-log.js";
import { agentStarted } from "./local-log.js";
import { openHost } from "./open-host.js";
import { hostPorts, portsInUse, refuseTaken } from "./ports-in-use.js";
import { aborted, stopRequests } from "./stop-requests.js";
import type { Terminal } from "./terminal.js";

/** `gse up`: a host that stays up; when it ends, the games that run go on and the next host takes them back. */
export async function up(flags: HostFlags, terminal: Terminal): Promise<ExitCode> {
  const settings = hostSettings(flags, terminal);
  refuseTaken(await portsInUse(hostPorts(settings)));
  const log = openJsonLog(terminal.stdout, terminal.clock);
  const stop = stopRequests(terminal, () => undefined);
  try {
    const running = await openHost({ mode: "up", ...settings, logger: log.logger });
    try {
      running.host.onEvent(log.event);
      const { apiAddress, agentAddress, dataDir } = running;
      log.logger.info(agentStarted.extras, agentStarted.msg);
      log.logger.info(
        {
          api: apiAddress,
          agent: agentAddress,
          data: dataDir,
          publicAddress: settings.publicAddress,
          ...running.host.counts(),
        },
        "gse is up",
      );
      await aborted(stop.signal);
      log.logger.info({ ...running.host.counts() }, "gse is going down; games go on");
    } finally {
      await running.close();
    }
    log.logger.info("gse is down");
    return exitCodes.done;
  } finally {
    stop.close();
  }
}
