import type { GameServerSessionId } from "../../model/index.js";
import { refusalOf } from "../error-codes.js";
import type { Action } from "./action.js";

const action = "GetGameServerSessionLogUrl";

/**
 * A link to one archive with all that was kept of a session: what its process wrote meanwhile, and the files that
 * ProcessReady named; of one that runs, as far as it has come (gse-semantics d.3, d.10).
 */
export const getGameServerSessionLogUrl: Action<typeof action> = async (request, context) => {
  const { host, logs } = context;
  const id = request.GameServerSessionId as GameServerSessionId;
  const session = host.reads.session(id);
  if (session === undefined)
    throw refusalOf(action, {
      kind: "session-not-found",
      message: `there is no game server session ${JSON.stringify(id.slice(0, 128))}: see DescribeGameServerSessions of its fleet for those there are`,
    });
  const name = await logs?.ofSession(session);
  if (name === undefined)
    throw refusalOf(action, {
      kind: "session-not-active",
      message:
        session.instanceId === null
          ? "there is no log of this session: its process was started by hand, and its output is where it was started"
          : "there is no log of this session: its process wrote nothing, or it ended so long ago that its logs were deleted",
    });
  return { PreSignedUrl: context.logUrl(name) };
};
