import type { ApiDoor } from "../cloud-api/index.js";
import { ConsoleRefusal } from "./console-refusal.js";

/** @throws ConsoleRefusal while the host starts or stops */
export function checkReady(door: Pick<ApiDoor, "isReady">): void {
  if (!door.isReady())
    throw new ConsoleRefusal(503, "InternalError", "the host is starting or stopping: try again in a moment");
}
