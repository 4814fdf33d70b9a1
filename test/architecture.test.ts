import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { findCircle, findViolations, roomOf } from "./architecture/find-violations.js";
import { rooms } from "./architecture/rooms.js";
import { sourceFiles } from "./architecture/source-files.js";

const files = sourceFiles();
const isGenerated = (path: string): boolean => roomOf(path, rooms)?.endsWith("/gen") === true;
const written = [...files].filter(([path]) => !isGenerated(path));

describe("the rooms", () => {
  test("every import follows an arrow", () => {
    expect(findViolations(files, rooms)).toEqual([]);
  });

  test("no walk along the arrows leads back to its start", () => {
    expect(findCircle(rooms)).toBeUndefined();
  });

  test("every room and every arrow in the table leads to something", () => {
    const used = new Set([...files.keys()].map((path) => roomOf(path, rooms)));
    const named = Object.entries(rooms).flatMap(([name, room]) => [name, ...room.rooms]);
    expect([...new Set(named)].filter((name) => !used.has(name))).toEqual([]);
  });
});

describe("the files", () => {
  /** Files that may be longer than the others, with the reason why they stay whole. */
  const longFiles: Readonly<Record<string, string>> = {};

  test("a file is short, or listed with the reason why it stays whole", () => {
    const long = written.filter(([path, text]) => text.split("\n").length > 400 && longFiles[path] === undefined);
    expect(long.map(([path]) => path)).toEqual([]);
  });

  test("a file is named in kebab-case after what it holds, never utils or helpers", () => {
    const isGoodName = (name: string): boolean =>
      /^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.tsx?$/.test(name) && !/^(utils?|helpers?|misc|common)\.tsx?$/.test(name);
    expect(written.map(([path]) => path).filter((path) => !isGoodName(posix.basename(path)))).toEqual([]);
  });
});

describe("the rooms' test itself", () => {
  const at = (path: string, text: string): readonly string[] => findViolations(new Map([[path, text]]), rooms);

  test.each([
    ["an import against the arrows", "src/core/life.ts", `import { x } from "../wire/x.js";`],
    ["a type import against the arrows", "src/core/life.ts", `import type { X } from "../wire/x.js";`],
    ["an import for its effects only", "src/model/ids.ts", `import "../core/x.js";`],
    ["an export from another room", "src/model/ids.ts", `export { x } from "../core/x.js";`],
    ["an export of everything", "src/model/ids.ts", `export * from "../core/x.js";`],
    ["a dynamic import", "src/core/life.ts", `const x = await import("../wire/x.js");`],
    ["a dynamic import of a name made at run time", "src/wire/x.ts", "const x = await import(`./${name}.js`);"],
    ["the type of an import", "src/core/life.ts", `type X = import("../wire/x.js").X;`],
    ["a require", "src/core/life.ts", `const x = require("../wire/x.cjs");`],
    ["a resolved module", "src/core/life.ts", `const x = import.meta.resolve("@grpc/grpc-js");`],
    ["a require made by hand", "src/wire/x.ts", `import { createRequire } from "node:module";`],
    ["Node in the pure core", "src/core/life.ts", `import { randomUUID } from "node:crypto";`],
    ["Node in the engine", "host/src/engine/engine.ts", `import { readFileSync } from "node:fs";`],
    ["Node without its prefix", "host/src/journal/x.ts", `import { readFileSync } from "fs";`],
    ["the engine's way to the ports", "host/src/engine/engine.ts", `import type { Clock } from "../ports/index.js";`],
    ["gRPC outside the wire", "src/game-server.ts", `import { Server } from "@grpc/grpc-js";`],
    ["gRPC in the agent", "host/src/agent/x.ts", `import { Server } from "@grpc/grpc-js";`],
    ["generated code outside the wire", "src/game-server.ts", `import { X } from "./gen/GseGrpcSdkService.js";`],
    ["generated code through the door", "src/index.ts", `export type { X } from "./gen/GseGrpcSdkService.js";`],
    ["code in the door", "src/index.ts", "export const version = 1;"],
    ["everything through the door", "src/index.ts", `export * from "./model/index.js";`],
    ["the host's cloud API reaching into the engine", "host/src/cloud-api/x.ts", `import "../engine/index.js";`],
    ["the client reaching into the host", "host/src/client/x.ts", `import "../model/index.js";`],
    ["the web console reaching into the host", "host/console/src/api/x.ts", `import "../../../src/model/index.js";`],
    ["a part that knows a page", "host/console/src/parts/x.tsx", `import { X } from "../pages/index.js";`],
    ["all icons at once", "host/console/src/parts/x.tsx", `import { AddIcon } from "tdesign-icons-react";`],
    ["the command line reaching past main", "host/src/cli/up.ts", `import "../engine/index.js";`],
    ["one package reaching into another's folder", "host/src/agent/x.ts", `import "../../../src/index.js";`],
    ["a sample reaching into the SDK's folder", "examples/chat/src/x.ts", `import "../../../src/index.js";`],
    ["a sample using what is not for game servers", "examples/chat/src/x.ts", `import "gse-server-sdk/wire";`],
    ["a package nobody listed", "src/wire/x.ts", `import protobuf from "protobufjs";`],
    ["a room nobody listed", "src/helpers/x.ts", "export const x = 1;"],
    ["a file beside the rooms", "host/src/misc.ts", "export const x = 1;"],
    ["a sample nobody listed", "examples/unlisted/src/x.ts", "export const x = 1;"],
  ])("refuses %s", (_what, path, text) => {
    expect(at(path, text)).toEqual([expect.stringContaining(path)]);
  });

  test("says where, what was found and what would be allowed", () => {
    expect(at("src/core/life.ts", `\nimport { x } from "../wire/x.js";`)).toEqual([
      `src/core/life.ts:2 imports "../wire/x.js" of src/wire; src/core may import src/model`,
    ]);
  });

  test("lets an import along an arrow, within a room and of a listed package pass", () => {
    const text = `import { Server } from "@grpc/grpc-js";
      import type { X } from "../model/index.js";
      export * from "./y.js";`;
    expect(at("src/wire/x.ts", text)).toEqual([]);
  });

  test("finds a circle of arrows", () => {
    const round = { a: { rooms: ["b"] }, b: { rooms: ["c"] }, c: { rooms: ["b"] } };
    expect(findCircle(round)).toEqual(["b", "c", "b"]);
  });
});
