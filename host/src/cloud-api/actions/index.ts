import type { ActionName } from "../../gen/cloud-api.js";
import { notServed } from "../error-codes.js";
import type { Action, ActionContext, RequestOf, ResultOf } from "./action.js";
import { createGameServerSession } from "./create-game-server-session.js";
import { describeGameServerSessionDetails } from "./describe-game-server-session-details.js";
import { describeGameServerSessions } from "./describe-game-server-sessions.js";
import { describePlayerSessions } from "./describe-player-sessions.js";
import { endGameServerSessionAndProcess } from "./end-game-server-session-and-process.js";
import { joinGameServerSession } from "./join-game-server-session.js";
import { joinGameServerSessionBatch } from "./join-game-server-session-batch.js";
import { updateGameServerSession } from "./update-game-server-session.js";

const served: { readonly [A in ActionName]?: Action<A> } = {
  CreateGameServerSession: createGameServerSession,
  DescribeGameServerSessionDetails: describeGameServerSessionDetails,
  DescribeGameServerSessions: describeGameServerSessions,
  DescribePlayerSessions: describePlayerSessions,
  EndGameServerSessionAndProcess: endGameServerSessionAndProcess,
  JoinGameServerSession: joinGameServerSession,
  JoinGameServerSessionBatch: joinGameServerSessionBatch,
  UpdateGameServerSession: updateGameServerSession,
};

/** Does what an action is for. @throws ApiRefusal, also when the action is of the catalogue but not served yet */
export async function runAction<A extends ActionName>(
  action: A,
  request: RequestOf<A>,
  context: ActionContext,
): Promise<ResultOf<A>> {
  const act: Action<A> | undefined = served[action];
  if (act === undefined) throw notServed(action);
  return act(request, context);
}
