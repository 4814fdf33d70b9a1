import { structures, type Constraints, type FieldSpec, type StructureName } from "../gen/cloud-api.js";
import { sizeOf } from "./limits.js";

const MAX_SHOWN = 40;

/** What was found, in words that fit in a message: long values are measured, not repeated. */
export function foundText(value: unknown): string {
  if (typeof value === "string")
    return value.length <= MAX_SHOWN ? JSON.stringify(value) : `a string of ${sizeOf(value, {})} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}

/** What would do, in words: "an integer of 1 to 100". */
export function expectedText(field: FieldSpec): string {
  if (field.isList !== true) return oneText(field.type, field);
  const size = rangeText(field);
  return `a list${size === "" ? "" : ` of ${size} items`}, each ${oneText(field.type, field.item ?? {})}`;
}

function oneText(type: FieldSpec["type"], limits: Constraints): string {
  if (limits.oneOf !== undefined) return `one of ${limits.oneOf.map((value) => JSON.stringify(value)).join(", ")}`;
  if (limits.format === "cidr") return 'an IPv4 block such as "10.0.0.0/8"';
  const range = rangeText(limits);
  if (isStructure(type)) return `an object with ${namesText(structures[type])}`;
  switch (type) {
    case "string":
      return (
        (range === "" ? "a string" : `a string of ${range} ${limits.unit ?? "characters"}`) +
        (limits.pattern === undefined ? "" : ` that matches ${limits.pattern.source}`)
      );
    case "integer":
      return range === "" ? "an integer" : `an integer of ${range}`;
    case "float":
      return range === "" ? "a number" : `a number of ${range}`;
    case "boolean":
      return "true or false";
  }
}

function rangeText({ min, max }: Constraints): string {
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  if (max !== undefined) return `at most ${max}`;
  return min === undefined ? "" : `${min} or more`;
}

export const namesText = (fields: readonly FieldSpec[]): string =>
  fields.length === 0 ? "no parameters" : fields.map((field) => field.name).join(", ");

export const isStructure = (type: FieldSpec["type"]): type is StructureName => Object.hasOwn(structures, type);
