// Makes host/src/gen/cloud-api.ts (types of all actions and the table that requests are checked against) from the facts
// in host/catalogue/cloud-api.json. The same facts give the same bytes.
//
//   node scripts/generate-catalogue.mjs [--out FILE]
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { values } = parseArgs({ options: { out: { type: "string", default: at("host/src/gen/cloud-api.ts") } } });
const facts = JSON.parse(readFileSync(at("host/catalogue/cloud-api.json"), "utf8"));

const isList = (field) => field.type.endsWith("[]");
const elementType = (field) => field.type.replace(/\[\]$/, "");
const tsScalars = { string: "string", integer: "number", float: "number", boolean: "boolean" };

/** Times of an end are null until there is one; everything else unset is "", [] or 0 (gse-semantics a). */
const isNullInResponses = (field) => field.nullable === true && /^(Termination|End)Time$/.test(field.name);

/** What the reference only infers, or ties to another field's value, is documented but not enforced. */
const isEnforced = (field) => field.inferred !== true && field.when === undefined;

function tsType(field) {
  const element = elementType(field);
  const literals = isEnforced(field) && field.enum !== undefined && !isList(field);
  const type = literals
    ? field.enum.map((value) => JSON.stringify(value)).join(" | ")
    : (tsScalars[element] ?? element);
  return isList(field) ? `readonly ${type}[]` : type;
}

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

function range({ min, max }, unit) {
  const suffix = unit === undefined ? "" : ` ${unit}`;
  if (min !== undefined && max !== undefined) return `${grouped(min)} to ${grouped(max)}${suffix}`;
  if (max !== undefined) return `at most ${grouped(max)}${suffix}`;
  if (min !== undefined && !(min === 0 && unit !== undefined)) return `${grouped(min)}${suffix} or more`;
  return undefined;
}

const unitWords = { ascii: "characters", chars: "characters", bytes: "bytes", items: "items" };

function docOf(field) {
  const words = [];
  const size = range(field, unitWords[field.unit]);
  if (size !== undefined) words.push(size);
  if (field.documentedMax !== undefined) words.push(`the documented limit is ${grouped(field.documentedMax)}`);
  if (field.enum !== undefined && !(isEnforced(field) && !isList(field))) words.push(`known: ${field.enum.join(", ")}`);
  if (field.pattern !== undefined) words.push(`like \`${field.pattern}\``);
  if (field.format !== undefined) words.push(field.format.toUpperCase());
  if (field.item !== undefined) {
    const each =
      range(field.item, unitWords[field.item.unit]) ?? field.item.enum?.join(", ") ?? `like \`${field.item.pattern}\``;
    words.push(`each ${each}`);
  }
  if (field.filterKeys !== undefined) words.push(`keys: ${field.filterKeys.join(", ")}`);
  if (field.diskSize !== undefined)
    words.push(
      Object.entries(field.diskSize)
        .map(([kind, value]) =>
          Array.isArray(value) ? `${kind} ${grouped(value[0])} to ${grouped(value[1])} GB` : `${kind} ${value}`,
        )
        .join(", "),
    );
  if (field.default !== undefined) words.push(`default ${field.default}`);
  if (field.when !== undefined) words.push(`only when ${field.when}`);
  if (field.inferred) words.push("not enforced");
  return words.join("; ");
}

function interfaceOf(name, doc, fields, kind) {
  const lines = [`/** ${doc} */`, `export interface ${name} {`];
  for (const field of fields) {
    const fieldDoc = docOf(field);
    if (fieldDoc !== "") lines.push(`  /** ${fieldDoc} */`);
    const isOptional = kind === "request" ? field.required !== true : kind === "both" && field.required !== true;
    let type = tsType(field);
    if (kind !== "request" && isNullInResponses(field)) type += " | null";
    lines.push(`  readonly ${field.name}${isOptional ? "?" : ""}: ${type}${isOptional ? " | undefined" : ""};`);
  }
  lines.push("}", "");
  return lines;
}

function kindOf(structure) {
  if (!structure.usedIn.includes("response")) return "request";
  return structure.usedIn.includes("request") ? "both" : "response";
}

const literal = (value) => JSON.stringify(value);

/** One row of the run-time table: only what is enforced. */
function specOf(field) {
  const element = elementType(field);
  const parts = [`name: ${literal(field.name)}`, `type: ${literal(element)}`];
  if (isList(field)) parts.push("isList: true");
  if (field.required) parts.push("isRequired: true");
  const constraints = isEnforced(field) ? { ...field } : {};
  if (field.unsigned && constraints.min === undefined) constraints.min = 0;
  parts.push(...constraintsOf(constraints));
  if (constraints.item !== undefined) parts.push(`item: { ${constraintsOf(constraints.item).join(", ")} }`);
  if (constraints.filterKeys !== undefined) parts.push(`filterKeys: ${literal(constraints.filterKeys)}`);
  if (constraints.filterMaxValues !== undefined) parts.push(`filterMaxValues: ${literal(constraints.filterMaxValues)}`);
  if (constraints.diskSize !== undefined) {
    const { step, ...sizes } = constraints.diskSize;
    parts.push(`diskSizes: { stepGb: ${step}, rangesGb: ${literal(sizes)} }`);
  }
  return `{ ${parts.join(", ")} }`;
}

function constraintsOf(constraints) {
  const parts = [];
  if (constraints.min !== undefined) parts.push(`min: ${constraints.min}`);
  if (constraints.max !== undefined) parts.push(`max: ${constraints.max}`);
  if (constraints.unit === "bytes") parts.push('unit: "bytes"');
  if (constraints.enum !== undefined) parts.push(`oneOf: ${literal(constraints.enum)}`);
  if (constraints.enumNames !== undefined) parts.push(`names: ${literal(constraints.enumNames)}`);
  if (constraints.pattern !== undefined) parts.push(`pattern: /${constraints.pattern.replaceAll("/", "\\/")}/`);
  if (constraints.format !== undefined) parts.push(`format: ${literal(constraints.format)}`);
  return parts;
}

const actions = Object.entries(facts.actions);
const structures = Object.entries(facts.structures);
const isScalar = (type) => type in tsScalars;

const lines = [
  "// Generated by scripts/generate-catalogue.mjs from host/catalogue/cloud-api.json. Do not edit: npm run generate",
  "/* eslint-disable */",
  "",
  "/** The only version of the GSE cloud API. */",
  `export const apiVersion = ${literal(facts.version)};`,
  "",
  "export interface Constraints {",
  "  /** Least value, length or number of items. */",
  "  readonly min?: number;",
  "  readonly max?: number;",
  "  /** Length in UTF-8 bytes instead of characters. */",
  '  readonly unit?: "bytes";',
  "  readonly oneOf?: readonly (string | number)[];",
  "  /** What the numbers of `oneOf` may be written as instead, in their order. */",
  "  readonly names?: readonly string[];",
  "  readonly pattern?: RegExp;",
  '  readonly format?: "cidr";',
  "}",
  "",
  "/** One field of a request, as it is checked. */",
  "export interface FieldSpec extends Constraints {",
  "  readonly name: string;",
  "  readonly type: ScalarName | StructureName;",
  "  readonly isList?: true;",
  "  readonly isRequired?: true;",
  "  /** For each item of a list. */",
  "  readonly item?: Constraints;",
  "  readonly filterKeys?: readonly string[];",
  "  readonly filterMaxValues?: Readonly<Record<string, number>>;",
  "  readonly diskSizes?: DiskSizes;",
  "}",
  "",
  "/** Sizes by DiskType, both ends included. */",
  "export interface DiskSizes {",
  "  readonly stepGb: number;",
  "  readonly rangesGb: Readonly<Record<string, readonly number[]>>;",
  "}",
  "",
  "export interface ActionSpec {",
  "  readonly group: string;",
  "  /** What one machine can do about it: the real effect, a stored or made-up answer, or a refusal. */",
  '  readonly mode: "real" | "simulated" | "refuse";',
  "  readonly refusedWith?: string;",
  "  readonly request: readonly FieldSpec[];",
  "  /** Codes that the action lists; platform codes come besides. */",
  "  readonly errors: readonly string[];",
  "}",
  "",
  `export type ScalarName = ${Object.keys(tsScalars).map(literal).join(" | ")};`,
  "",
];

for (const [name, structure] of structures)
  lines.push(...interfaceOf(name, `Part of ${structure.usedIn.join("s and ")}s.`, structure.fields, kindOf(structure)));
for (const [name, action] of actions) {
  lines.push(...interfaceOf(`${name}Request`, `What ${name} takes.`, action.request, "request"));
  const response = [...action.response, { name: "RequestId", type: "string" }];
  lines.push(...interfaceOf(`${name}Response`, `What ${name} gives back.`, response, "response"));
}

lines.push("/** Request and response of every action, by its name. */", "export interface ActionTypes {");
for (const [name] of actions)
  lines.push(`  ${name}: { readonly request: ${name}Request; readonly response: ${name}Response };`);
lines.push("}", "", "export type ActionName = keyof ActionTypes;", "");

const requestStructures = structures.filter(([, structure]) => structure.usedIn.includes("request"));
lines.push("/** Structures that requests may hold. */", "export type StructureName =");
lines.push(requestStructures.map(([name]) => `  | ${literal(name)}`).join("\n") + ";", "");

const rows = (fields, indent) => fields.map((field) => `${indent}${specOf(field)},`);
lines.push("export const structures: Readonly<Record<StructureName, readonly FieldSpec[]>> = {");
for (const [name, structure] of requestStructures)
  lines.push(`  ${name}: [`, ...rows(structure.fields, "    "), "  ],");
lines.push("};", "", "export const actions: Readonly<Record<ActionName, ActionSpec>> = {");
for (const [name, action] of actions) {
  lines.push(`  ${name}: {`, `    group: ${literal(action.group)},`, `    mode: ${literal(action.mode)},`);
  if (action.refusedWith !== undefined) lines.push(`    refusedWith: ${literal(action.refusedWith)},`);
  if (action.request.length === 0) lines.push("    request: [],");
  else lines.push("    request: [", ...rows(action.request, "      "), "    ],");
  lines.push("    errors: [", ...action.errors.map((code) => `      ${literal(code)},`), "    ],", "  },");
}
lines.push("};", "");

// A fact that names a structure nobody defined would only show as a type error in the generated file.
for (const [name, action] of actions)
  for (const field of [...action.request, ...action.response])
    if (!isScalar(elementType(field)) && facts.structures[elementType(field)] === undefined)
      throw new Error(
        `${name}.${field.name} has the type "${field.type}", which host/catalogue/cloud-api.json does not define`,
      );

writeFileSync(values.out, lines.join("\n"));
