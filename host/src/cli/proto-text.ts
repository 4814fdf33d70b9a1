/** A value of a message's field; a list stands for a repeated field. */
export type ProtoValue = string | number | boolean | ProtoFields | readonly ProtoValue[];
export interface ProtoFields {
  readonly [name: string]: ProtoValue | undefined;
}

/**
 * A message as GSE Local writes it into its log: `clientPort:7000 grpcPort:7001 `, with a space after each field.
 * Empty values are left out, as proto3 does (gse-semantics j).
 */
export function protoText(message: ProtoFields): string {
  return Object.entries(message)
    .map(([name, value]) => field(name, value))
    .join("");
}

function field(name: string, value: ProtoValue | undefined): string {
  if (value === undefined || value === "" || value === 0 || value === false) return "";
  if (isList(value)) return value.map((item) => field(name, item)).join("");
  if (typeof value === "object") return `${name}:<${protoText(value)}> `;
  return `${name}:${typeof value === "string" ? JSON.stringify(value) : String(value)} `;
}

const isList = (value: ProtoValue): value is readonly ProtoValue[] => Array.isArray(value);
