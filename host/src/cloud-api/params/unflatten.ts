import { structures, type FieldSpec } from "../../gen/cloud-api.js";
import type { FormField } from "../signature/form-fields.js";
import { isStructure } from "../../params/describe.js";

type Node = string | Branch;
interface Branch {
  readonly children: Map<string, Node>;
}

/** Two fields of a form that cannot both be true: the same name twice, or `A` beside `A.0`. */
export interface FormConflict {
  readonly name: string;
}

/**
 * Turns the flattened fields of a form (`Tags.0.Key=k`) into what the JSON body of the same call would hold, as far as
 * the catalogue allows: forms carry no types, so numbers and booleans are read where it calls for them. What does not
 * fit stays as it is, for the check to report (cloud-api-protocol 5).
 */
export function unflatten(
  fields: readonly FormField[],
  specs: readonly FieldSpec[],
): Record<string, unknown> | FormConflict {
  const root: Branch = { children: new Map() };
  for (const [name, value] of fields) if (!plant(root, name, value)) return { name };
  return structureValue(root, specs);
}

export const isConflict = (result: Record<string, unknown> | FormConflict): result is FormConflict =>
  Object.getPrototypeOf(result) !== null;

function plant(root: Branch, name: string, value: string): boolean {
  const segments = name.split(".");
  let branch = root;
  for (const segment of segments.slice(0, -1)) {
    const next = branch.children.get(segment);
    if (typeof next === "string") return false;
    const inner: Branch = next ?? { children: new Map<string, Node>() };
    if (next === undefined) branch.children.set(segment, inner);
    branch = inner;
  }
  const last = segments[segments.length - 1] ?? "";
  if (branch.children.has(last)) return false;
  branch.children.set(last, value);
  return true;
}

/** An object without a prototype: a field called `__proto__` is a field like any other. */
function structureValue(branch: Branch, specs: readonly FieldSpec[]): Record<string, unknown> {
  const object = Object.create(null) as Record<string, unknown>;
  for (const [name, node] of branch.children) {
    const spec = specs.find((candidate) => candidate.name === name);
    const value =
      spec === undefined ? plainValue(node) : spec.isList === true ? listValue(node, spec) : oneValue(node, spec);
    if (value !== undefined) object[name] = value;
  }
  return object;
}

function listValue(node: Node, spec: FieldSpec): unknown {
  // An empty text where no string belongs came from undefined.
  if (typeof node === "string") return node === "" ? undefined : node;
  const indexes = [...node.children.keys()];
  if (!indexes.every((index) => /^(0|[1-9]\d{0,8})$/.test(index))) return plainValue(node);
  // Null items leave gaps in a form; the rest closes up.
  return indexes
    .sort((a, b) => Number(a) - Number(b))
    .map((index) => oneValue(node.children.get(index) ?? "", spec))
    .filter((value) => value !== undefined);
}

function oneValue(node: Node, spec: FieldSpec): unknown {
  if (isStructure(spec.type)) {
    if (typeof node === "string") return node === "" ? undefined : node;
    return structureValue(node, structures[spec.type]);
  }
  if (typeof node !== "string") return plainValue(node);
  if (spec.type === "string") return node;
  if (node === "") return undefined;
  if (spec.type === "boolean") return node === "true" ? true : node === "false" ? false : node;
  const number = spec.type === "integer" ? /^-?\d+$/ : /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
  return number.test(node) ? Number(node) : node;
}

/** Of a branch that the catalogue does not know only its being an object matters. */
const plainValue = (node: Node): unknown => (typeof node === "string" ? node : Object.create(null));
