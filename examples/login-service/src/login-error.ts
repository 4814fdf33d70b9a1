export type LoginErrorCode =
  | "BAD_WORLD" //    there can be no world of that name: a mistake of the client
  | "WORLD_FULL" //   all slots are taken: tell the player, who may try again
  | "WORLD_CLOSED" // the world takes no new players at the moment: the same
  | "TOO_LATE"; //    no seat within the time that a login may take: its `cause` says what was in the way

export class LoginError extends Error {
  override readonly name = "LoginError";

  constructor(
    readonly code: LoginErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
