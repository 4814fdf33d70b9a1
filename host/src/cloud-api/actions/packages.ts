import type { ActionName } from "../../gen/cloud-api.js";
import type { Reply } from "../../model/index.js";
import type { Packages } from "../../ports/index.js";
import { ApiRefusal } from "../api-refusal.js";
import { notServed, refusalOf } from "../error-codes.js";
import { regions } from "../../regions.js";
import type { ActionContext } from "./action.js";

/** What was uploaded. @throws ApiRefusal where nothing can be */
export function packagesOf(action: ActionName, { packages }: ActionContext): Packages {
  if (packages === undefined)
    throw new ApiRefusal(notServed(action).code, `"${action}" is not served here: this GSE takes no packages`);
  return packages;
}

/** @throws ApiRefusal */
export function valueOf<T>(action: ActionName, reply: Reply<T>): T {
  if (!reply.ok) throw refusalOf(action, reply.refusal);
  return reply.value;
}

/** @throws ApiRefusal unless it is a region */
export function checkAssetRegion(action: ActionName, region: string): void {
  if (!regions.has(region))
    throw refusalOf(action, {
      kind: "invalid-value",
      message: `the parameter "AssetRegion" is ${JSON.stringify(region.slice(0, 64))}; give one of ${[...regions].join(", ")}`,
    });
}
