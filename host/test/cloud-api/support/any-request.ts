import fc from "fast-check";
import { actions, structures, type ActionName, type Constraints, type FieldSpec } from "../../../src/gen/cloud-api.js";

/** Values that exist, by the name of the field that takes them; beside these, any of the catalogue's. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Any request of an action that the catalogue lets pass. */
export const anyRequest = (action: ActionName, known: Known): fc.Arbitrary<Record<string, unknown>> =>
  objectOf(actions[action].request, known);

/** As often with all its fields as with some. */
function objectOf(fields: readonly FieldSpec[], known: Known): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.fromEntries(fields.map((field) => [field.name, valueOf(field, known)]));
  const requiredKeys = fields.filter(({ isRequired }) => isRequired === true).map(({ name }) => name);
  return fc.oneof(fc.record(values), fc.record(values, { requiredKeys, noNullPrototype: true }));
}

function valueOf(field: FieldSpec, known: Known): fc.Arbitrary<unknown> {
  if (field.isList !== true) return oneOf(field, field, known);
  const item: FieldSpec = { ...field.item, name: field.name, type: field.type };
  const { min = 0, max = 3 } = field;
  return fc.array(oneOf(item, field, known), { minLength: min, maxLength: Math.min(max, min + 3) });
}

/** `limits` is the field itself or, for an item of a list, what the field says about each. */
function oneOf(limits: FieldSpec, field: FieldSpec, known: Known): fc.Arbitrary<unknown> {
  const { type, min, max } = limits;
  if (limits.oneOf !== undefined) return fc.constantFrom(...limits.oneOf);
  if (type === "boolean") return fc.boolean();
  if (type === "float") return fc.double({ noNaN: true, min: min ?? -1e6, max: max ?? 1e6 });
  if (type === "integer") return integerOf(limits);
  if (type === "string") return textOf(limits, known[field.name] ?? known[field.name.replace(/s$/, "")] ?? []);
  const object = objectOf(structures[type], known);
  if (field.filterKeys !== undefined) return object.map((filter) => fittingFilter(filter, field));
  return field.diskSizes === undefined ? object : diskOf(field.diskSizes);
}

/** Small ones often: they are those that mean something. */
function integerOf({ min = -1_000_000, max = 2_147_483_647 }: Constraints): fc.Arbitrary<number> {
  const small = fc.integer({ min, max: Math.min(max, min + 20) });
  return fc.oneof(small, fc.integer({ min, max }), fc.constantFrom(min, max));
}

function textOf(
  { min = 0, max = 20, pattern, format, unit }: Constraints,
  known: readonly string[],
): fc.Arbitrary<string> {
  if (format === "cidr") return fc.constantFrom("0.0.0.0/0", "10.0.0.0/8");
  const any =
    pattern === undefined
      ? fc.string({ minLength: min, maxLength: unit === "bytes" ? max : Math.min(max, min + 20), unit: "binary-ascii" })
      : fc
          .stringMatching(pattern, { maxLength: 40 })
          .filter((text) => text.length <= max || pattern.source.includes("$"));
  return known.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, any);
}

function fittingFilter(filter: Record<string, unknown>, { filterKeys = [], filterMaxValues = {} }: FieldSpec): object {
  const key = filter["Key"];
  if (typeof key !== "string") return filter;
  const fitting = filterKeys.includes(key) ? key : (filterKeys[0] ?? key);
  const values = filter["Values"];
  return {
    Key: fitting,
    ...(Array.isArray(values) && { Values: values.slice(0, filterMaxValues[fitting] ?? values.length) as unknown[] }),
  };
}

const diskOf = ({ rangesGb, stepGb }: NonNullable<FieldSpec["diskSizes"]>): fc.Arbitrary<object> =>
  fc
    .constantFrom(...Object.entries(rangesGb))
    .chain(([DiskType, [min = 0, max = 0]]) =>
      fc.integer({ min: min / stepGb, max: max / stepGb }).map((steps) => ({ DiskType, DiskSize: steps * stepGb })),
    );
