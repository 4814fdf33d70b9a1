import { actions, type ActionName, type ActionTypes } from "../../gen/cloud-api.js";
import { ApiRefusal } from "../api-refusal.js";
import type { FormField } from "../signature/form-fields.js";
import type { GivenParams } from "../signature/verify-call.js";
import type { ParamProblem } from "../../params/check-params.js";
import { checkRequest } from "../../params/check-request.js";
import { isConflict, unflatten } from "./unflatten.js";

/** Decodes and checks the parameters of a call. @throws ApiRefusal with the code and the field's path */
export function readParams<A extends ActionName>(action: A, given: GivenParams): ActionTypes[A]["request"] {
  const checked = checkRequest(action, decode(action, given));
  if (!checked.ok) throw new ApiRefusal(codeOf(action, checked.problem), checked.problem.message);
  return checked.params;
}

function decode(action: ActionName, given: GivenParams): unknown {
  switch (given.from) {
    case "json":
      return parseBody(given.body);
    case "form":
      return formParams(action, given.fields);
    case "object":
      return given.value;
  }
}

/** The JSON of a body. A call without arguments comes as nothing or as `""` (cloud-api-protocol 3.3). */
export function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(body));
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 100) : "";
    throw new ApiRefusal(
      "InvalidParameter",
      `the body is not JSON in UTF-8 (${why}): send one object with the parameters`,
    );
  }
  return value === "" ? {} : value;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function formParams(action: ActionName, fields: readonly FormField[]): Record<string, unknown> {
  const params = unflatten(fields, actions[action].request);
  if (isConflict(params))
    throw new ApiRefusal(
      "InvalidParameter",
      `the parameter ${JSON.stringify(params.name.slice(0, 200))} is given twice: give it once`,
    );
  return params;
}

function codeOf(action: ActionName, problem: ParamProblem): string {
  switch (problem.kind) {
    case "unknown":
      return "UnknownParameter";
    case "missing":
      return missingCode(action);
    case "type":
      return "InvalidParameter";
    case "value":
      return "InvalidParameterValue";
  }
}

/** MissingParameter, where the action lists it (gse-semantics m, suggested error mapping). */
export const missingCode = (action: ActionName): string =>
  actions[action].errors.includes("MissingParameter") ? "MissingParameter" : "InvalidParameter";
