export type MatchErrorCode =
  | "NO_ROOM" //   every fleet near enough was busy, several times over
  | "NO_REGION" // the queue has no fleet where all of the group can play: look at its latency policies and destinations
  | "STOPPED"; //  somebody stopped the placement

export class MatchError extends Error {
  override readonly name = "MatchError";

  constructor(
    readonly code: MatchErrorCode,
    message: string,
  ) {
    super(message);
  }
}
