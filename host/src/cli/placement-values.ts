import { InvalidArgumentError } from "commander";
import type { ActionTypes } from "../client/index.js";

export type Placement = ActionTypes["DescribeGameServerSessionPlacement"]["response"]["GameServerSessionPlacement"];

export interface WantedPlayer {
  readonly PlayerId: string;
  readonly PlayerData: string;
}

/** `ID[=DATA]`, as often as the flag is given. */
export function wantedPlayers(text: string, former: readonly WantedPlayer[] = []): readonly WantedPlayer[] {
  const mark = text.indexOf("=");
  const PlayerId = mark < 0 ? text : text.slice(0, mark);
  if (PlayerId === "") throw new InvalidArgumentError("Give it as PLAYER or PLAYER=DATA.");
  return [...former, { PlayerId, PlayerData: mark < 0 ? "" : text.slice(mark + 1) }];
}

export interface MeasuredLatency {
  /** Undefined: of every player. */
  readonly player: string | undefined;
  readonly region: string;
  readonly ms: number;
}

/** What `--latency` said: one of them, or a file that holds some. */
export type LatencyFlag = MeasuredLatency | { readonly file: string };

const FORM = /^(?:(.+):)?([^:=]+)=(\d{1,9})(?:ms)?$/;

/** `PLAYER:REGION=MS`, `REGION=MS` for every player, or `@FILE` with what `gse latency --json` wrote; as often as the flag is given. */
export function latencyFlags(text: string, former: readonly LatencyFlag[] = []): readonly LatencyFlag[] {
  if (text.startsWith("@")) return [...former, { file: text }];
  const [, player, region, ms] = FORM.exec(text) ?? [];
  if (region === undefined)
    throw new InvalidArgumentError("Give it as PLAYER:REGION=MS, for instance ada:ap-shanghai=40, or as @FILE.");
  return [...former, { player, region, ms: Number(ms) }];
}
