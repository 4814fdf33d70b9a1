import type { FieldSpec } from "../gen/cloud-api.js";
import type { Report } from "./check-params.js";
import { foundText } from "./describe.js";

/** Limits that one field of a structure puts on another, by the field that holds the structure: filters and disks. */
export function checkRelations(path: string, object: Record<string, unknown>, field: FieldSpec, report: Report): void {
  checkFilter(path, object, field, report);
  checkDisk(path, object, field, report);
}

function checkFilter(path: string, object: Record<string, unknown>, field: FieldSpec, report: Report): void {
  const key = object["Key"];
  if (typeof key !== "string") return;
  if (field.filterKeys !== undefined && !field.filterKeys.includes(key))
    report(
      "value",
      () => `the parameter "${path}.Key" is ${foundText(key)}; give one of ${field.filterKeys?.join(", ") ?? ""}`,
    );
  const max =
    field.filterMaxValues !== undefined && Object.hasOwn(field.filterMaxValues, key)
      ? field.filterMaxValues[key]
      : undefined;
  const values = object["Values"];
  if (max !== undefined && Array.isArray(values) && values.length > max)
    report(
      "value",
      () => `the parameter "${path}.Values" is a list of ${values.length}; the key "${key}" takes at most ${max}`,
    );
}

function checkDisk(path: string, object: Record<string, unknown>, field: FieldSpec, report: Report): void {
  const { DiskType: type, DiskSize: sizeGb } = object;
  if (field.diskSizes === undefined || typeof type !== "string" || typeof sizeGb !== "number") return;
  const { rangesGb, stepGb } = field.diskSizes;
  const [minGb, maxGb] = Object.hasOwn(rangesGb, type) ? (rangesGb[type] ?? []) : [];
  if (minGb === undefined || maxGb === undefined) return;
  if (sizeGb < minGb || sizeGb > maxGb || sizeGb % stepGb !== 0)
    report(
      "value",
      () =>
        `the parameter "${path}.DiskSize" is ${sizeGb}; a ${type} disk here has ${minGb} to ${maxGb} GB, in steps of ${stepGb}`,
    );
}
