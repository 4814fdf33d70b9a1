import { actions, structures, type FieldSpec, type StructureName } from "../../../../src/gen/cloud-api.js";
import { hasForm, hasSize, sizeOf } from "../../../../src/params/limits.js";
import type { ActionName } from "../../api/catalogue.js";

/** What is wrong with what was typed. */
export type Problem =
  | { readonly kind: "missing" }
  | { readonly kind: "integer"; readonly min?: number; readonly max?: number }
  | { readonly kind: "length"; readonly min: number; readonly max: number; readonly isBytes: boolean }
  | { readonly kind: "range"; readonly min: number | undefined; readonly max: number | undefined }
  | { readonly kind: "block" }
  | { readonly kind: "form" };

/**
 * The limits of a request's field, from the catalogue: `limitsOf("CreateFleet", "RuntimeConfiguration.ServerProcesses.LaunchPath")`.
 * Pages that use this are loaded when they are looked at: it brings the catalogue along.
 */
export function limitsOf(action: ActionName, path: string): FieldSpec {
  let fields = actions[action].request;
  let found: FieldSpec | undefined;
  for (const name of path.split(".")) {
    found = fields.find((field) => field.name === name);
    fields = found !== undefined && isStructure(found.type) ? structures[found.type] : [];
  }
  if (found === undefined)
    throw new Error(`the catalogue has no field "${path}" in ${action}: look into host/catalogue`);
  return found;
}

const isStructure = (type: string): type is StructureName => Object.hasOwn(structures, type);

/** @param text as it was typed; "" for nothing */
export function problemOf(limits: FieldSpec, text: string, isRequired = false): Problem | undefined {
  if (text === "") return isRequired ? { kind: "missing" } : undefined;
  return limits.type === "integer" ? numberProblem(limits, text) : textProblem(limits, text);
}

function numberProblem({ min, max }: FieldSpec, text: string): Problem | undefined {
  if (!/^-?\d{1,15}$/.test(text)) return { kind: "integer" };
  return hasSize(Number(text), { ...(min !== undefined && { min }), ...(max !== undefined && { max }) })
    ? undefined
    : { kind: "range", min, max };
}

function textProblem(limits: FieldSpec, text: string): Problem | undefined {
  if (!hasSize(sizeOf(text, limits), limits))
    return { kind: "length", min: limits.min ?? 0, max: limits.max ?? 0, isBytes: limits.unit === "bytes" };
  if (hasForm(text, limits)) return undefined;
  return { kind: limits.format === "cidr" ? "block" : "form" };
}
