import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { facts, type FactField } from "./support/catalogue.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The interfaces of the SDK's declaration file: name → field → [type, is optional]. */
function readSdkInterfaces(): Map<string, Map<string, readonly [type: string, isOptional: boolean]>> {
  const require = createRequire(import.meta.url);
  const file = require.resolve("tencentcloud-sdk-nodejs/tencentcloud/services/gse/v20191112/gse_models.js");
  const text = readFileSync(file.replace(/js$/, "d.ts"), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const interfaces = new Map<string, Map<string, readonly [string, boolean]>>();
  for (const [, name = "", body = ""] of text.matchAll(/export interface (\w+) \{([^}]*)\}/g)) {
    const fields = new Map<string, readonly [string, boolean]>();
    for (const [, field = "", optional, type = ""] of body.matchAll(/(\w+)(\?)?: ([^;]+);/g))
      fields.set(field, [type, optional === "?"]);
    interfaces.set(name, fields);
  }
  return interfaces;
}

const sdkType = ({ type }: FactField): string => {
  const element = type.replace(/\[\]$/, "").replace(/^(integer|float)$/, "number");
  return type.endsWith("[]") ? `Array<${element}>` : element;
};

describe("The catalogue", () => {
  test("has the actions, structures, fields, types and required fields of Tencent's SDK", () => {
    const sdk = readSdkInterfaces();
    const ours = new Map<string, readonly FactField[]>();
    const requestId: FactField = { name: "RequestId", type: "string" };
    for (const [name, structure] of Object.entries(facts.structures)) ours.set(name, structure.fields);
    const published = Object.entries(facts.actions).filter(([, { unpublished }]) => unpublished !== true);
    for (const [name, action] of published) {
      ours.set(`${name}Request`, action.request);
      ours.set(`${name}Response`, [...action.response, requestId]);
    }
    // The SDK leaves out requests without fields or calls them null.
    const named = (names: Iterable<string>) => [...names].filter((name) => (ours.get(name) ?? []).length > 0).sort();
    expect(published).toHaveLength(74);
    expect(named(ours.keys())).toEqual(named(sdk.keys()));
    for (const [name, fields] of ours) {
      if (fields.length === 0) continue;
      const theirs = sdk.get(name) ?? new Map<string, readonly [string, boolean]>();
      expect([...theirs.keys()].sort(), name).toEqual(fields.map((field) => field.name).sort());
      for (const field of fields) {
        expect([name, field.name, theirs.get(field.name)?.[0]]).toEqual([name, field.name, sdkType(field)]);
        if (name.endsWith("Request"))
          expect([name, field.name, field.required === true]).toEqual([
            name,
            field.name,
            theirs.get(field.name)?.[1] === false,
          ]);
      }
    }
  });

  test("makes host/src/gen/cloud-api.ts, byte for byte", () => {
    const folder = mkdtempSync(join(tmpdir(), "gse-catalogue-"));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const out = join(folder, "cloud-api.ts");
    execFileSync(process.execPath, [join(root, "scripts/generate-catalogue.mjs"), "--out", out]);
    expect(readFileSync(out, "utf8")).toBe(readFileSync(join(root, "host/src/gen/cloud-api.ts"), "utf8"));
  });
});
