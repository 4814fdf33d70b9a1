import type { Command } from "./model/index.js";

/** That time passes is no news. */
export const isTold = ({ type }: Command): boolean => type !== "tick" && type !== "resume";

/** Time that passed and processes that are gone are noticed again by themselves; an answer comes once. */
export const isSeenOnce = ({ type }: Command): boolean =>
  type === "sessionStartAnswered" ||
  type === "healthChecked" ||
  type === "resume" ||
  type === "instanceStepDone" ||
  type === "instanceRemoved" ||
  type === "launchDone" ||
  type === "launchExited";
