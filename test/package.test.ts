import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test as base } from "vitest";
import { sourceFiles } from "./architecture/source-files.js";
import { compile, makeProject, run, runFile } from "./package/empty-project.js";
import { pack, type Manifest } from "./package/pack.js";

/** Packed once for the whole file; what is packed is what `npm run build` made. */
const test = base
  .extend("folder", { scope: "file" }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), "gse-package-"));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    return folder;
  })
  .extend("sdk", { scope: "file" }, ({ folder }) => pack(".", join(folder, "sdk")))
  .extend("host", { scope: "file" }, ({ folder }) => pack("host", join(folder, "host")))
  .extend("project", { scope: "file" }, ({ folder, sdk }) => makeProject(join(folder, "sdk-user"), sdk))
  .extend("hostProject", { scope: "file" }, ({ folder, host }) => makeProject(join(folder, "host-user"), host));

/** What the build makes of each source below `folder`, as paths within the package. */
const madeFrom = (folder: string, ...endings: readonly string[]): readonly string[] =>
  [...sourceFiles().keys()]
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => `dist/${path.slice(folder.length + 1, -".ts".length)}`)
    .flatMap((path) => endings.map((ending) => `${path}${ending}`));

const installScripts = ({ scripts = {} }: Manifest): readonly string[] =>
  ["preinstall", "install", "postinstall", "prepare", "prepublish"].filter((name) => scripts[name] !== undefined);

const byPath = (paths: readonly string[]): readonly string[] => [...paths].sort();

describe("the tarball of gse-server-sdk", () => {
  test("holds the bundle, its types, the wire contract and the papers, nothing else", ({ sdk }) => {
    expect(sdk.files).toEqual(
      byPath([
        ...madeFrom("src", ".d.ts").filter((path) => !path.startsWith("dist/gen/")),
        "dist/bundle/THIRD-PARTY-NOTICES.txt",
        "dist/bundle/index.js",
        "dist/bundle/shared.js",
        "dist/bundle/wire.js",
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "package.json",
        "proto/GameServerGrpcSdkService.proto",
        "proto/GseGrpcSdkService.proto",
        "proto/README.md",
      ]),
    );
  });

  test("brings grpc-js only and runs nothing when installed", ({ sdk }) => {
    expect(Object.keys(sdk.manifest.dependencies ?? {})).toEqual(["@grpc/grpc-js"]);
    expect(installScripts(sdk.manifest)).toEqual([]);
  });

  test("names whose code else it holds, with the words of the licences", async ({ sdk }) => {
    const text = await readFile(join(sdk.folder, "dist/bundle/THIRD-PARTY-NOTICES.txt"), "utf8");
    const parts = text.split(/^-{80}$/m).slice(1);
    expect(parts.map((part) => /^(\S+) \d\S+, \S/.exec(part.trim())?.[1])).toEqual([
      "@bufbuild/protobuf",
      "eventemitter3",
    ]);
    for (const words of [/Copyright \S+ Buf/, /Copyright 2008 Google/]) expect(parts[0]).toMatch(words);
    expect(parts[1]).toMatch(/Copyright \(c\) 2014 Arnout Kazemier/);
  });

  test("gives the same class to a module that imports and one that requires", async ({ project }) => {
    const imports = `import { GameServer } from "gse-server-sdk"; export { GameServer };`;
    await run(project, "imports.mjs", imports);
    const printed = await run(
      project,
      "requires.cjs",
      `const { GameServer } = require("gse-server-sdk");
       import("./imports.mjs").then((m) => console.log(typeof GameServer, m.GameServer === GameServer));`,
    );
    expect(printed).toBe("function true");
  });

  test("has one class GseError behind both doors", async ({ project }) => {
    const printed = await run(
      project,
      "one-class.mjs",
      `import { GseError } from "gse-server-sdk";
       import * as wire from "gse-server-sdk/wire";
       console.log(typeof GseError, GseError === wire.GseError);`,
    );
    expect(printed).toBe("function true");
  });

  test.for(["gse-server-sdk", "gse-server-sdk/wire"])(
    "opens %s to import and require alike",
    async (name, { project }) => {
      const printed = await run(
        project,
        "both.mjs",
        `import { createRequire } from "node:module";
       import * as imported from "${name}";
       const required = createRequire(import.meta.url)("${name}");
       const names = Object.keys(imported);
       console.log(names.length > 0 && names.every((name) => imported[name] === required[name]));`,
      );
      expect(printed).toBe("true");
    },
  );

  test("serves a game that has no OpenTelemetry, without a word", async ({ project }) => {
    const game = `import { GameServer } from "gse-server-sdk";
      import { serveAgent } from "gse-server-sdk/wire";
      const has = await import("@opentelemetry/api").then(() => "has it", (error) => error.code);
      const yes = async () => {};
      const names = ["processReady", "processEnding", "reportCustomData"];
      const agent = await serveAgent(Object.fromEntries(names.map((name) => [name, yes])), { address: "127.0.0.1:0" });
      process.on("warning", (warning) => console.log(warning));
      const server = new GameServer({ clientPort: 7777, agentAddress: agent.address });
      await server.processReady();
      await server.processEnding();
      await agent.close();
      console.log(has, server.state);`;
    expect(await run(project, "plain.mjs", game)).toBe("ERR_MODULE_NOT_FOUND ended");
  });

  test("names classes and functions in a stack trace as the sources do, each on a line of its own", async ({
    project,
  }) => {
    const trace = `import { GseClient } from "gse-server-sdk";
      try { new GseClient({ pid: -1 }); } catch (error) { console.log(error.stack); }`;
    const [message, ...frames] = (await run(project, "trace.mjs", trace)).split("\n");
    expect(message).toBe('GseError: [BAD_REQUEST_EXCEPTION] pid must be a process id, got "-1"');
    const places = frames.map((frame) => /at (.+) \(.+\/bundle\/index\.js:(\d+):\d+\)/.exec(frame)?.slice(1));
    expect(places.slice(0, 2).map((place) => place?.[0])).toEqual(["checkedPid", "new GseClient"]);
    expect(places[0]?.[1]).not.toBe(places[1]?.[1]);
  });

  test("keeps its inside closed", async ({ project }) => {
    const deep = `import("gse-server-sdk/dist/index.js").catch((error) => console.log(error.code));`;
    expect(await run(project, "deep.mjs", deep)).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  describe("has types that resolve", () => {
    const user = `import { GameServer, GseClient } from "gse-server-sdk";
      import * as wire from "gse-server-sdk/wire";
      export const used: readonly unknown[] = [GameServer, GseClient, wire];
      // @ts-expect-error: were the package untyped, any name would do
      export { NoSuchName } from "gse-server-sdk";`;
    const { ModuleKind, ModuleResolutionKind } = ts;

    test.for([
      ["node16", "user.mts", { module: ModuleKind.Node16 }],
      ["nodenext", "user.mts", { module: ModuleKind.NodeNext }],
      ["nodenext, from CommonJS", "user.cts", { module: ModuleKind.NodeNext }],
      ["a bundler", "user.ts", { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler }],
    ] as const)("under %s", async ([, name, options], { project }) => {
      expect(await compile(project, name, user, options)).toEqual([]);
    });

    test("for who names no types, which compilers since TypeScript 6 take for none", async ({ project }) => {
      const game = `import { GameServer } from "gse-server-sdk";
        await using game = new GameServer({ clientPort: 7777, endOnSignals: ["SIGTERM"] });
        process.on("exit", () => console.log(game.state));`;
      const options = { module: ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] };
      expect(await compile(project, "no-types.mts", game, options)).toEqual([]);
    });

    test("under node16 from CommonJS, by import()", async ({ project }) => {
      const game = `import type { GameServer } from "gse-server-sdk" with { "resolution-mode": "import" };
        export const start = async (): Promise<GameServer> =>
          new (await import("gse-server-sdk")).GameServer({ clientPort: 7777 });`;
      expect(await compile(project, "dynamic.cts", game, { module: ModuleKind.Node16 })).toEqual([]);
    });
  });
});

describe("the tarball of gse-host", () => {
  const isOfConsole = (path: string): boolean => /^dist\/console\/(app|sample)\//.test(path);

  test("holds the compiled sources but the simulation, the command, the dashboard, the console and the papers, nothing else", ({
    host,
  }) => {
    expect(host.files.filter((path) => !isOfConsole(path))).toEqual(
      byPath([
        ...madeFrom("host/src", ".d.ts", ".js", ".js.map").filter((path) => !path.startsWith("dist/simulation/")),
        "LICENSE",
        "README.md",
        "bin/gse.js",
        "grafana/gse-host.json",
        "package.json",
      ]),
    );
  });

  test("holds the web console, with the words of the licences of what is in it, and the sample that it uploads", async ({
    host,
  }) => {
    const files = host.files.filter(isOfConsole);
    expect(files).toEqual(
      expect.arrayContaining([
        "dist/console/app/index.html",
        "dist/console/app/icon.svg",
        "dist/console/sample/THIRD-PARTY-NOTICES.txt",
        "dist/console/sample/chat.zip",
        "dist/console/sample/scripted-players.js",
      ]),
    );
    expect(files.filter((path) => path.endsWith(".map") || /\.\d+(\/|$)/.test(path))).toEqual([]);
    const notices = await readFile(join(host.folder, "dist/console/app/THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["react", "react-dom", "tdesign-react", "@tanstack/react-query"])
      expect(notices).toMatch(new RegExp(`^${name} \\d`, "m"));
  });

  test("asks for published versions only and runs nothing when installed", ({ host, sdk }) => {
    const { dependencies = {} } = host.manifest;
    expect(Object.entries(dependencies).filter(([, range]) => !/^\^?\d/.test(range))).toEqual([]);
    expect(dependencies["gse-server-sdk"]).toBe(`^${sdk.manifest.version}`);
    expect(installScripts(host.manifest)).toEqual([]);
  });

  test("opens to a program that starts a host of its own, with types", { timeout: 60_000 }, async ({ hostProject }) => {
    const user = `import { startHost } from "gse-host";
      import { createCloudApiClient } from "gse-host/client";
      console.log(typeof startHost, typeof createCloudApiClient);`;
    expect(await run(hostProject, "user.mjs", user)).toBe("function function");
    expect(await compile(hostProject, "user.mts", user, { module: ts.ModuleKind.NodeNext })).toEqual([]);
  });

  test("plays the quick start with the sample that it brings", { timeout: 60_000 }, async ({ hostProject }) => {
    const ports = ["--api", "127.0.0.1:0", "--agent", "127.0.0.1:0", "--port", "0"];
    const said = await runFile(hostProject, "node_modules/gse-host/bin/gse.js", "quickstart", "--check", ...ports);
    expect(said).toContain("    bob: hello ada, I hear you");
  });

  test("brings a gse command that tells its version", async ({ host, hostProject }) => {
    const printed = await runFile(hostProject, "node_modules/gse-host/bin/gse.js", "--version");
    expect(printed).toBe(host.manifest.version);
  });
});

test("both packages carry the version that the change log opens with", async ({ sdk, host }) => {
  const changes = await readFile(join(sdk.folder, "CHANGELOG.md"), "utf8");
  expect(/^## \[([^\]]+)\]/m.exec(changes)?.[1]).toBe(sdk.manifest.version);
  expect(host.manifest.version).toBe(sdk.manifest.version);
});
