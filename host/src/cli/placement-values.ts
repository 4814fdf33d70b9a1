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

const FORM = /^(?:(.+):)?([^:=]+)=(\d{1,9})(?:ms)?$/;

/** `PLAYER:REGION=MS`, or `REGION=MS` for every player, as often as the flag is given. */
export function measuredLatencies(text: string, former: readonly MeasuredLatency[] = []): readonly MeasuredLatency[] {
  const [, player, region, ms] = FORM.exec(text) ?? [];
  if (region === undefined)
    throw new InvalidArgumentError("Give it as PLAYER:REGION=MS, for instance ada:ap-shanghai=40.");
  return [...former, { player, region, ms: Number(ms) }];
}
