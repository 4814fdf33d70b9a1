import type { FastifyInstance } from "fastify";
import type { ApiDoor } from "../cloud-api/index.js";
import type { Clock, TemporaryKeys } from "../ports/index.js";
import type { TemporaryKeyRing } from "../temporary-keys.js";
import { ConsoleRefusal } from "./console-refusal.js";
import { fieldsOf, sendJson, textIn } from "./json-room.js";
import { loginLink } from "./login-link.js";
import type { OneTimeTokens } from "./one-time-tokens.js";

export interface LoginParts {
  readonly clock: Clock;
  readonly tokens: OneTimeTokens;
  readonly temporaryKeys: TemporaryKeyRing;
  readonly door: ApiDoor;
}

/**
 * The ways in: a one-time token, or a signature, for keys that are good for a while. Nothing is kept in cookies, so there is
 * nothing that another page could use unasked.
 */
export function serveLogin(room: FastifyInstance, { clock, tokens, temporaryKeys, door }: LoginParts): void {
  room.post("/console/login", async (incoming, reply) => {
    const token = textIn(fieldsOf(incoming), "Token");
    if (token === undefined || !tokens.take(token, clock.now()))
      throw new ConsoleRefusal(
        403,
        "AuthFailure.TokenFailure",
        "this login link is not good any more: each one serves once, for 15 minutes, until the host is started again; have a new one printed by `gse console`",
      );
    return sendJson(reply, keysText(temporaryKeys.make(clock.now())));
  });

  room.post("/console/keys", async (incoming, reply) => {
    fieldsOf(incoming);
    door.signerOf(incoming);
    return sendJson(reply, keysText(temporaryKeys.make(clock.now())));
  });

  room.post("/console/links", async (incoming, reply) => {
    fieldsOf(incoming);
    if (door.signerOf(incoming).kind !== "host")
      throw new ConsoleRefusal(
        403,
        "UnauthorizedOperation",
        "a login link is given for the host's own keys only: sign with the pair in its credentials.json, as `gse console` does",
      );
    return sendJson(reply, { Url: loginLink(door.baseOf(incoming), tokens.make(clock.now())) });
  });
}

const keysText = ({ secretId, secretKey, token, expiresAtMs }: TemporaryKeys): object => ({
  SecretId: secretId,
  SecretKey: secretKey,
  Token: token,
  ExpiresAtMs: expiresAtMs,
});
