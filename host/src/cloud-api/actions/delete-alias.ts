import type { AliasId } from "../../model/index.js";
import { run, type Action } from "./action.js";

/** Deletes an alias; the fleet that it leads to and its sessions stay. */
export const deleteAlias: Action<"DeleteAlias"> = async ({ AliasId }, context) => {
  await run("DeleteAlias", context, { type: "deleteAlias", aliasId: AliasId as AliasId });
  return {};
};
