import { expect } from "vitest";
import { CloudApiError, type ActionName, type ActionTypes } from "../../../src/client/index.js";
import { facts } from "./catalogue.js";
import type { CloudApi } from "./use-cloud-api.js";

/** The code and message of a refusal; the code must be one that the action lists or that every action may answer. */
export async function refusal<A extends ActionName>(
  api: CloudApi,
  action: A,
  request: ActionTypes[A]["request"],
): Promise<CloudApiError> {
  try {
    await api.client.call(action, request);
  } catch (error) {
    if (!(error instanceof CloudApiError)) throw error;
    expect([...facts.actions[action]!.errors, "UnknownParameter", "InvalidParameter"]).toContain(error.code);
    return error;
  }
  throw new Error(`${action} succeeded`);
}
