import type { Command } from "commander";
import { measureRegions, playerLatencies, udpLatencyProbe, type RegionLatency } from "../client/index.js";
import { CliError, exitCodes, type ExitCode } from "./exit.js";
import { defaultSettings } from "./default-settings.js";
import { hostAndPort } from "./listen-address.js";
import { texts, wholeNumber } from "./parse-values.js";
import { knownRegion } from "./known-region.js";
import type { Done } from "./remote-flags.js";
import { endpointOf, reportFailures } from "./remote.js";
import { table } from "./table.js";
import { print, type Terminal } from "./terminal.js";

interface LatencyFlags {
  readonly endpoint?: string;
  readonly udp?: string;
  readonly region?: readonly string[];
  readonly rounds: number;
  readonly timeout: number;
  readonly player: string;
  readonly json?: boolean;
}

export function addLatency(program: Command, terminal: Terminal, done: Done): void {
  program
    .command("latency")
    .summary("measure how long the way to each region takes, as players do")
    .description(
      "Measures how long the way to each region takes: what a game client sends as PlayerLatencies when its players are placed.",
    )
    .option("--endpoint <host:port>", `the host's cloud API (default: GSE_ENDPOINT, else ${defaultSettings.api})`)
    .option("--udp <host:port>", "ask by UDP, at the address of the host's --udp-ping; default: by HTTP")
    .option("--region <region>", "measure this one (repeatable; default: all)", texts)
    .option("--rounds <n>", "how often each is asked; the median counts", wholeNumber(1), 5)
    .option("--timeout <ms>", "how long an answer may take", wholeNumber(1), 2_000)
    .option("--player <id>", "whose latencies they are, for --json", "player")
    .option(
      "--json",
      '{"PlayerLatencies": […], "Unreachable": […]}, the former as StartGameServerSessionPlacement takes them',
    )
    .action(async (flags: LatencyFlags) => {
      done(await latency(flags, terminal));
    });
}

/** `gse latency`: a region without an answer is in the table, too; when there is none at all the exit code says so. */
const latency = (flags: LatencyFlags, terminal: Terminal): Promise<ExitCode> =>
  reportFailures(flags, terminal, async () => {
    const { rounds, timeout, udp } = flags;
    const regions = flags.region?.map((region) => knownRegion(region, "--region"));
    const address = udp === undefined ? endpointOf(flags, terminal) : hostAndPort(udp, "--udp");
    const measured = await measureRegions({
      probe: udp === undefined ? address : udpLatencyProbe(address),
      regions,
      rounds,
      timeoutMs: timeout,
    });
    if (measured.every(({ ms }) => ms === undefined)) throw unreachable(address, udp !== undefined, measured);
    print(
      terminal,
      flags.json === true ? JSON.stringify(answerOf(flags.player, measured)) : textOf(measured, terminal),
    );
    return exitCodes.done;
  });

const unreachable = (address: string, isUdp: boolean, measured: readonly RegionLatency[]): CliError =>
  new CliError(
    exitCodes.unreachable,
    `no answer came from ${address} for ${measured.map(({ region }) => region).join(", ")}: ` +
      (isUdp
        ? "start the host with --udp-ping HOST:PORT, and give the same address to --udp"
        : 'start a host with "gse dev" or "gse up", or say where it is with --endpoint HOST:PORT'),
  );

const answerOf = (player: string, measured: readonly RegionLatency[]) => ({
  PlayerLatencies: playerLatencies(player, measured),
  Unreachable: measured.filter(({ ms }) => ms === undefined).map(({ region }) => region),
});

const textOf = (measured: readonly RegionLatency[], { colors }: Terminal): string =>
  table(
    ["REGION", "LATENCY"].map(colors.dim),
    measured.map(({ region, ms }) => [
      region,
      ms === undefined ? colors.red("no answer") : `${ms < 10 ? ms.toFixed(1) : String(Math.round(ms))} ms`,
    ]),
  );
