import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rawZip } from "../archive/support.js";
import { textLike } from "../support/text-like.js";
import { useDevHost, type DevHost } from "./use-dev-host.js";
import { useFleetHost } from "./use-fleet-host.js";
import { gse, type GseRun } from "./use-gse.js";

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;

function game(host: DevHost, name = "game"): string {
  mkdirSync(join(host.cwd, name, "bin"), { recursive: true });
  writeFileSync(join(host.cwd, name, "bin", "server"), "#!/bin/sh\n", { mode: 0o755 });
  writeFileSync(join(host.cwd, name, "readme"), "x".repeat(3_000));
  return name;
}

const blobs = ({ cwd }: DevHost): readonly string[] =>
  readdirSync(join(cwd, ".gse", "blobs")).filter((name) => /^[0-9a-f]{32}$/.test(name));

describe("gse asset", () => {
  test("upload packs a folder, sends it and makes an asset of it, step by step", async () => {
    const host = await useDevHost();
    const { code, stdout, stderr } = await host.run("asset", "upload", game(host), "--asset-version", "1.4");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /✓ pack +2 files, 2\.9 KiB .*\n.*✓ upload +\d+ B sent to http:\/\/.*\n.*✓ asset +asset-\w{8} {2}game 1\.4 /,
    );
    expect(stdout).toMatch(/gse fleet create --asset asset-\w{8} --launch PATH --port 7000-7099/);
    expect(blobs(host)).toHaveLength(1);
  });

  test("upload sends a ZIP as it is, and answers a program in JSON", async () => {
    const host = await useDevHost();
    writeFileSync(join(host.cwd, "chat.zip"), rawZip([{ name: "server" }]));
    const flags = ["--os", "Debian 12", "--image-id", "img-1", "--tag", "team=red", "--tag", "stage=test", "--json"];
    const made = json(await host.run("asset", "upload", "chat.zip", ...flags));
    expect(made).toEqual({
      AssetId: textLike(/^asset-\w{8}$/),
      AssetArn: textLike(/^qcs::gse:/),
      RequestId: textLike(/./),
      AssetName: "chat",
      AssetVersion: textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(json(await host.run("asset", "show", "chat", "--json"))).toMatchObject({
      AssetName: "chat",
      OperateSystem: "Debian 12",
      ImageId: "img-1",
      Tags: [
        { Key: "team", Value: "red" },
        { Key: "stage", Value: "test" },
      ],
    });
  });

  test("list shows the assets of the region, newest first", async () => {
    const host = await useDevHost();
    expect((await host.run("asset", "list")).stdout).toBe("There is no asset; make one with: gse asset upload DIR\n");
    await host.run("asset", "upload", game(host), "--asset-version", "1");
    await host.run("asset", "upload", game(host), "--asset-version", "2", "--name", "talk\u001b[31m");
    const { stdout } = await host.run("asset", "list");
    const [head, ...rows] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^ASSET +NAME +VERSION +SIZE +FLEETS +CREATED \(UTC\)$/);
    expect(rows).toEqual([
      textLike(/^asset-\w{8} +talk\\u001b\[31m +2 +\d+ +0 +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      textLike(/^asset-\w{8} +game +1 +\d+ +0 /),
    ]);
    expect(json(await host.run("asset", "list", "--json"))).toMatchObject([
      { AssetVersion: "2" },
      { AssetName: "game" },
    ]);
  });

  test("show and delete know it by name, id and latest", async () => {
    const host = await useDevHost();
    const made = json(await host.run("asset", "upload", game(host), "--asset-version", "1", "--json"));
    const { AssetId } = made as { AssetId: string };
    const shown = await host.run("asset", "show", AssetId.slice(0, 10));
    expect(shown.stdout).toMatch(new RegExp(`^asset +${AssetId}\nname +game\nversion +1\n`));
    expect((await host.run("asset", "delete", "latest")).stdout).toBe(`✓ ${AssetId} (game) is deleted\n`);
    expect(blobs(host)).toEqual([]);
    expect(await host.run("asset", "show", "game")).toMatchObject({
      code: 1,
      stderr: textLike(/there is no asset "game"/),
    });
  });

  test("update gives one another name, or another version", async () => {
    const host = await useFleetHost();
    const AssetId = await host.asset("chat");
    expect((await host.run("asset", "update", "chat")).stderr).toMatch(/say what to change: --name TEXT/);
    expect((await host.run("asset", "update", "chat", "--asset-version", "7.1")).stdout).toBe(
      `✓ ${AssetId} is chat, version 7.1\n`,
    );
    await host.run("asset", "update", "chat", "--name", "talk");
    const shown = await host.run("asset", "show", "talk", "--json");
    expect(JSON.parse(shown.stdout)).toMatchObject({ AssetId, AssetName: "talk", AssetVersion: "7.1" });
  });

  test("upload says what is wrong, and what to do about it", async () => {
    const host = await useDevHost();
    writeFileSync(join(host.cwd, "bad.zip"), rawZip([{ name: "../x" }]));
    writeFileSync(join(host.cwd, "text.zip"), "no archive");
    mkdirSync(join(host.cwd, "empty"));
    for (const [path, code, message] of [
      [
        "bad.zip",
        1,
        /^FailedOperation: the package .* is refused and was removed: the entry "\.\.\/x" leaves the folder/,
      ],
      ["text.zip", 2, /^gse: ".*text\.zip" is neither a folder nor a ZIP archive with its end: name a folder or a ZIP/],
      ["empty", 2, /^gse: ".*empty" has no files: name the folder of your game server/],
      ["nothing", 2, /^gse: cannot read ".*nothing": ENOENT/],
    ] as const)
      expect(await host.run("asset", "upload", path)).toMatchObject({ code, stderr: textLike(message) });
    expect(blobs(host)).toEqual([]);
    const refused = json(await host.run("asset", "upload", "bad.zip", "--json"));
    expect(refused).toMatchObject({ Error: { Code: "FailedOperation" } });
    const elsewhere = { cwd: host.cwd, env: { GSE_ENDPOINT: "127.0.0.1:1" } };
    expect(await gse(["asset", "upload", game(host)], elsewhere)).toMatchObject({
      code: 3,
      stderr: textLike(/no GSE answers at http:\/\/127\.0\.0\.1:1: nothing listens there/),
    });
  });
});
