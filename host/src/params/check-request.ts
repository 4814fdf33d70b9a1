import { actions, type ActionName } from "../gen/cloud-api.js";
import { checkParams, type CheckedParams } from "./check-params.js";

/** Checks the parameters of an action as the cloud API would. */
export const checkRequest = (action: ActionName, given: unknown): CheckedParams =>
  checkParams(action, given, actions[action].request);
