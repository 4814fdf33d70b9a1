import { structures, type Constraints, type FieldSpec } from "../gen/cloud-api.js";
import { expectedText, foundText, isStructure, namesText } from "./describe.js";
import { hasForm, hasSize, sizeOf } from "./limits.js";
import { nearest } from "./nearest.js";
import { checkRelations } from "./relations.js";

/** What is wrong with a request. Kinds in the order in which they are reported (cloud-api-protocol 7, end). */
export interface ParamProblem {
  readonly kind: "unknown" | "missing" | "type" | "value";
  readonly message: string;
}

const ranks = { unknown: 0, missing: 1, type: 2, value: 3 } as const;

export type CheckedParams =
  | { readonly ok: true; readonly params: Record<string, unknown> }
  | { readonly ok: false; readonly problem: ParamProblem };

/**
 * Checks what was given against the fields of an action, and gives back a copy that holds nothing else. Null counts as
 * absent, in lists too.
 * @param owner whose fields they are, for the messages
 */
export function checkParams(owner: string, given: unknown, fields: readonly FieldSpec[]): CheckedParams {
  let worst: ParamProblem | undefined;
  const report: Report = (kind, message) => {
    if (worst === undefined || ranks[kind] < ranks[worst.kind]) worst = { kind, message: message() };
  };
  if (!isObject(given)) {
    const message = `the parameters of ${owner} are ${foundText(given)}; give an object with ${namesText(fields)}`;
    return { ok: false, problem: { kind: "type", message } };
  }
  const params = checkObject(owner, "", given, fields, report);
  return worst === undefined ? { ok: true, params } : { ok: false, problem: worst };
}

/** The message is only made when it is the one to report. */
export type Report = (kind: ParamProblem["kind"], message: () => string) => void;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkObject(
  owner: string,
  path: string,
  given: Record<string, unknown>,
  fields: readonly FieldSpec[],
  report: Report,
): Record<string, unknown> {
  for (const name of Object.keys(given))
    if (!fields.some((field) => field.name === name))
      report(
        "unknown",
        () =>
          `the parameter ${quoted(path + name)} is not recognized: ${meantText(path, name, fields)}${owner} takes ${namesText(fields)}`,
      );
  const checked: Record<string, unknown> = {};
  for (const field of fields) {
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    const fieldPath = path + field.name;
    if (value === undefined || value === null) {
      if (field.isRequired === true)
        report("missing", () => `the required parameter ${quoted(fieldPath)} is missing: give ${expectedText(field)}`);
      continue;
    }
    checked[field.name] =
      field.isList === true
        ? checkList(fieldPath, value, field, report)
        : checkOne(fieldPath, value, field, field, report);
  }
  return checked;
}

function checkList(path: string, value: unknown, field: FieldSpec, report: Report): unknown {
  if (!Array.isArray(value)) {
    report("type", () => unfit(path, value, field));
    return undefined;
  }
  const list: readonly unknown[] = value;
  const items: unknown[] = [];
  for (const [index, item] of list.entries())
    if (item !== null && item !== undefined)
      items.push(
        checkOne(`${path}.${index}`, item, { ...field.item, name: field.name, type: field.type }, field, report),
      );
  if (!hasSize(items.length, field)) report("value", () => unfit(path, items, field));
  return items;
}

/** `limits` is the field itself or, for an item of a list, what the field says about each. */
function checkOne(path: string, given: unknown, limits: FieldSpec, field: FieldSpec, report: Report): unknown {
  const value = namedValue(given, limits);
  if (isStructure(limits.type)) {
    if (!isObject(value)) {
      report("type", () => unfit(path, value, limits));
      return undefined;
    }
    const object = checkObject(limits.type, `${path}.`, value, structures[limits.type], report);
    checkRelations(path, object, field, report);
    return object;
  }
  if (!isOfType(value, limits.type)) report("type", () => unfit(path, value, limits));
  else if (!isInLimits(value, limits)) report("value", () => unfit(path, value, limits));
  return value === 0 ? 0 : value; // never -0
}

/** GSE's samples write some numbers by name (gse-semantics d.8). */
function namedValue(given: unknown, { names, oneOf }: Constraints): unknown {
  const place = typeof given === "string" ? (names?.indexOf(given) ?? -1) : -1;
  return place === -1 ? given : oneOf?.[place];
}

function isOfType(value: unknown, type: string): value is string | number | boolean {
  if (type === "integer") return Number.isInteger(value);
  return type === "float" ? Number.isFinite(value) : typeof value === type;
}

function isInLimits(value: string | number | boolean, limits: Constraints & { readonly type: string }): boolean {
  if (typeof value === "boolean") return true;
  if (limits.oneOf !== undefined && !limits.oneOf.includes(value)) return false;
  if (typeof value === "string") return hasForm(value, limits) && hasSize(sizeOf(value, limits), limits);
  // Beyond 2^53 a JSON number is no longer the one that was sent.
  return hasSize(value, limits) && (limits.type !== "integer" || Number.isSafeInteger(value));
}

const unfit = (path: string, value: unknown, field: FieldSpec): string =>
  `the parameter ${quoted(path)} is ${foundText(value)}; give ${expectedText(field)}`;

/** Lengths beyond that of any name are not compared: the caller chose them. */
function meantText(path: string, name: string, fields: readonly FieldSpec[]): string {
  const names = fields.map((field) => field.name);
  const meant = name.length > 100 ? undefined : nearest(name, names);
  return meant === undefined ? "" : `did you mean ${quoted(path + meant)}? `;
}

const quoted = (path: string): string => JSON.stringify(path.length <= 200 ? path : `${path.slice(0, 200)}…`);
