import { run, type Action } from "./action.js";

/** Takes a queue away; placements that wait in it end FAILED, sessions that were placed go on. */
export const deleteGameServerSessionQueue: Action<"DeleteGameServerSessionQueue"> = async ({ Name }, context) => {
  await run("DeleteGameServerSessionQueue", context, { type: "deleteQueue", region: context.region, name: Name });
  return {};
};
