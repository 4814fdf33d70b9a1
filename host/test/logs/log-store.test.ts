import { existsSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { LogStore } from "../../src/logs/index.js";
import { useTempDir } from "../support/use-temp-dir.js";

const useStore = () => {
  const dir = useTempDir();
  return { dir, store: new LogStore(join(dir, "logs")) };
};

async function textOf(store: LogStore, name: string, from?: number, to?: number): Promise<string | undefined> {
  const log = await store.open(name);
  if (log === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of log.read(from, to)) chunks.push(chunk);
  await log.close();
  return Buffer.concat(chunks).toString();
}

describe("LogStore", () => {
  test("keeps what is appended and what is written by name, and reads any stretch of it", async () => {
    const { store } = useStore();
    await store.append("instances/ins-1/install.log", "one\n");
    await store.append("instances/ins-1/install.log", "two\n");
    expect(await textOf(store, "instances/ins-1/install.log")).toBe("one\ntwo\n");
    expect(await textOf(store, "instances/ins-1/install.log", 2, 6)).toBe("e\ntw");
    expect(await store.size("instances/ins-1/install.log")).toBe(8);
    await store.write("instances/ins-1/install.log", "new");
    expect(await textOf(store, "instances/ins-1/install.log")).toBe("new");
    expect(await store.size("instances/ins-1/none.log")).toBeUndefined();
  });

  test("reads not beyond what was there when the log was opened", async () => {
    const { store } = useStore();
    await store.append("a.log", "12345");
    const log = await store.open("a.log");
    await store.append("a.log", "67890");
    const chunks: Uint8Array[] = [];
    for await (const chunk of log!.read(0, 100)) chunks.push(chunk);
    await log!.close();
    expect(Buffer.concat(chunks).toString()).toBe("12345");
  });

  test("leaves the former content and nothing half when a writing fails", async () => {
    const { store } = useStore();
    await store.write("a.zip", "whole");
    const broken = Readable.from(
      (async function* () {
        yield "half";
        throw new Error("the source broke");
      })(),
    );
    await expect(store.write("a.zip", broken)).rejects.toThrow("the source broke");
    expect(await textOf(store, "a.zip")).toBe("whole");
    expect(existsSync(store.pathOf("a.zip.part"))).toBe(false);
  });

  test.each([
    "../secret",
    "a/../../secret",
    "/etc/passwd",
    "a//b",
    "",
    ".",
    "a/.",
    "a\\b",
    "a\0b",
    `${"a/".repeat(300)}b`,
  ])("has no log of the name %j, and writes none", async (name) => {
    const { dir, store } = useStore();
    writeFileSync(join(dir, "secret"), "secret");
    mkdirSync(store.root);
    expect(await store.open(name)).toBeUndefined();
    await expect(store.append(name, "x")).rejects.toThrow(RangeError);
    await expect(store.write(name, "x")).rejects.toThrow(RangeError);
    expect(readFileSync(join(dir, "secret"), "utf8")).toBe("secret");
  });

  test("follows no link out of it, to a file or a folder, and opens no pipe", async () => {
    const { dir, store } = useStore();
    mkdirSync(join(dir, "outside"));
    writeFileSync(join(dir, "outside", "secret"), "secret");
    mkdirSync(join(store.root, "real"), { recursive: true });
    writeFileSync(join(store.root, "real", "a.log"), "a");
    symlinkSync(join(dir, "outside", "secret"), join(store.root, "file.log"));
    symlinkSync(join(dir, "outside"), join(store.root, "folder"));
    symlinkSync(join(store.root, "real"), join(store.root, "inside"));
    execFileSync("mkfifo", [join(store.root, "pipe.log")]);
    for (const name of ["file.log", "folder/secret", "pipe.log", "real"])
      expect(await store.open(name), name).toBeUndefined();
    await expect(store.append("file.log", "x")).rejects.toThrow(/ELOOP/);
    expect(readFileSync(join(dir, "outside", "secret"), "utf8")).toBe("secret");
    expect(await textOf(store, "inside/a.log")).toBe("a");
    expect(await store.list("")).toEqual(expect.not.arrayContaining(["folder/secret"]));
  });

  test("tells the last lines, however long the log is", async () => {
    const { store } = useStore();
    const lines = Array.from({ length: 20_000 }, (_, i) => `line ${String(i)} ${"ä".repeat(20)}`);
    await store.append("a.log", lines.join("\n"));
    expect(await store.tail("a.log", 3)).toEqual(lines.slice(-3));
    expect(await store.tail("a.log", 5_000)).toEqual(lines.slice(-5_000));
    expect(await store.tail("a.log", 0)).toEqual([]);
    await store.append("a.log", "\n");
    expect(await store.tail("a.log", 1)).toEqual(lines.slice(-1));
    expect(await store.tail("none.log", 1)).toEqual([]);
  });

  test("lists logs by name, without what the host keeps for itself", async () => {
    const { store } = useStore();
    for (const name of ["p/b.log", "p/a.log", "p/a.marks", "p/x.zip.part", "q/c.log"]) await store.append(name, "x");
    expect(await store.list("p")).toEqual(["p/a.log", "p/b.log"]);
    expect(await store.list("none")).toEqual([]);
  });

  test("takes away folders that are empty for long, and no others", async () => {
    const { store } = useStore();
    await store.append("old/empty/a.log", "x");
    await store.remove("old/empty/a.log");
    await store.append("old/full/a.log", "x");
    mkdirSync(store.pathOf("young"));
    for (const folder of ["old/empty", "old/full", "old"]) utimesSync(store.pathOf(folder), 1, 1);
    await store.removeEmptyFolders(Date.now() - 60_000);
    expect(existsSync(store.pathOf("old/empty"))).toBe(false);
    expect(existsSync(store.pathOf("old/full/a.log"))).toBe(true);
    expect(existsSync(store.pathOf("young"))).toBe(true);
  });
});
