import { randomUUID } from "node:crypto";
import type { CloudApiClient } from "../client/index.js";
import { programName } from "./banner.js";
import { duration } from "./duration.js";
import { exitCodes, type ExitCode } from "./exit.js";
import { LiveLine } from "./live-line.js";
import type { KeyValue } from "./parse-values.js";
import { pause } from "./pause.js";
import { placementStatusText, placementText } from "./placement-text.js";
import { latenciesOf } from "./placement-latencies.js";
import type { LatencyFlag, Placement, WantedPlayer } from "./placement-values.js";
import { sameHost, textOrFile, withHost, type RemoteFlags } from "./remote.js";
import { addressText } from "./session-text.js";
import { print, type Terminal } from "./terminal.js";

export interface PlacementStartFlags extends RemoteFlags {
  readonly id?: string;
  readonly maxPlayers: number;
  readonly player?: readonly WantedPlayer[];
  readonly latency?: readonly LatencyFlag[];
  readonly name?: string;
  readonly property?: readonly KeyValue[];
  readonly sessionData?: string;
  readonly wait?: boolean;
}

/** `gse placement start QUEUE`: has a session placed; with `--wait` the exit code says whether it was. */
export function placementStart(queue: string, flags: PlacementStartFlags, terminal: Terminal): Promise<ExitCode> {
  return withHost(flags, terminal, async (client) => {
    const startedAtMs = terminal.clock.now();
    const request = requestOf(queue, flags, terminal);
    const { GameServerSessionPlacement: begun } = await client.call("StartGameServerSessionPlacement", request);
    const placement = flags.wait === true ? await waitUntilOver(client, begun, flags, terminal) : begun;
    const exitCode = flags.wait !== true || placement.Status === "FULFILLED" ? exitCodes.done : exitCodes.refused;
    if (flags.json === true) {
      print(terminal, JSON.stringify(placement));
      return exitCode;
    }
    const { colors } = terminal;
    const took = colors.dim(`(${duration(terminal.clock.now() - startedAtMs)})`);
    print(terminal, `${saidOf(placement, terminal)} ${took}`);
    print(terminal, "");
    print(terminal, placementText(placement, colors));
    if (placement.Status === "PENDING") {
      print(terminal, "");
      const next = `${programName(terminal)} placement show ${placement.PlacementId}${sameHost(flags)}`;
      print(terminal, `${colors.dim("next:")} ${next}`);
    }
    return exitCode;
  });
}

function requestOf(queue: string, flags: PlacementStartFlags, terminal: Terminal) {
  const { id = randomUUID(), maxPlayers, player = [], latency = [], name, property, sessionData } = flags;
  return {
    PlacementId: id,
    GameServerSessionQueueName: queue,
    MaximumPlayerSessionCount: maxPlayers,
    DesiredPlayerSessions: player,
    ...(latency.length > 0 && { PlayerLatencies: latency.flatMap((one) => latenciesOf(one, player, terminal)) }),
    ...(name !== undefined && { GameServerSessionName: name }),
    ...(property !== undefined && { GameProperties: property.map(({ key, value }) => ({ Key: key, Value: value })) }),
    ...(sessionData !== undefined && {
      GameServerSessionData: textOrFile(sessionData, terminal, "--session-data"),
    }),
  };
}

function saidOf(placement: Placement, { colors }: Terminal): string {
  const { PlacementId: id, Status, GameServerSessionRegion: region } = placement;
  switch (Status) {
    case "FULFILLED":
      return `${colors.green("✓")} ${id} is open to players at ${addressText(placement)} in ${region}`;
    case "PENDING":
      return `  ${id} is ${placementStatusText(Status, colors)}`;
    default:
      return `${colors.red("✗")} ${id} is ${placementStatusText(Status, colors)}: no session was made`;
  }
}

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/** The queue's own time-out is the longest that this takes. */
async function waitUntilOver(
  client: CloudApiClient,
  begun: Placement,
  flags: PlacementStartFlags,
  terminal: Terminal,
): Promise<Placement> {
  const { clock, colors } = terminal;
  const startedAtMs = clock.now();
  const line = flags.json === true ? undefined : new LiveLine(terminal);
  try {
    let placement = begun;
    line?.follow(
      () => `${placement.PlacementId} is ${placement.Status} ${colors.dim(duration(clock.now() - startedAtMs))}`,
    );
    const { PlacementId } = begun;
    for (
      let pauseMs = FIRST_PAUSE_MS;
      placement.Status === "PENDING";
      pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)
    ) {
      await pause(clock, pauseMs);
      const answer = await client.call("DescribeGameServerSessionPlacement", { PlacementId });
      placement = answer.GameServerSessionPlacement;
      line?.refresh();
    }
    return placement;
  } finally {
    line?.close();
  }
}
