import type { GameServerSessionId } from "../../model/index.js";
import { toWireSession } from "../to-wire.js";
import { run, type Action } from "./action.js";

/** Changes what is given of slots, name, who may join and protection (gse-semantics d.5). */
export const updateGameServerSession: Action<"UpdateGameServerSession"> = async (request, context) => {
  const { MaximumPlayerSessionCount, Name, PlayerSessionCreationPolicy, ProtectionPolicy } = request;
  const session = await run("UpdateGameServerSession", context, {
    type: "updateGameServerSession",
    sessionId: request.GameServerSessionId as GameServerSessionId,
    ...(MaximumPlayerSessionCount === undefined ? {} : { maxPlayers: MaximumPlayerSessionCount }),
    ...(Name === undefined ? {} : { name: Name }),
    ...(PlayerSessionCreationPolicy === undefined ? {} : { playerSessionCreationPolicy: PlayerSessionCreationPolicy }),
    ...(ProtectionPolicy === undefined ? {} : { protectionPolicy: ProtectionPolicy }),
  });
  return { GameServerSession: toWireSession(session) };
};
