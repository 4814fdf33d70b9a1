import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { extractArchive, inspectArchive, type ArchiveEntry } from "../../src/archive/index.js";
import { textLike } from "../support/text-like.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { expectRefused, rawZip, treeOf, useFile, useZip } from "./support.js";

const text = (content: string): Buffer => Buffer.from(content);
const link = 0o120777;

describe("extractArchive()", () => {
  test("makes the folder with files, folders, rights and links as they were packed", async () => {
    const file = await useZip((zip) => {
      zip.addBuffer(text("#!/bin/sh\n"), "bin/server", { mode: 0o100755 });
      zip.addBuffer(text("{}"), "etc/deep/game.json", { mode: 0o100640 });
      zip.addBuffer(text("bin/server"), "start", { mode: link });
      zip.addBuffer(text("../bin/server"), "etc/up", { mode: link });
      zip.addEmptyDirectory("logs", { mode: 0o040750 });
    });
    const game = join(useTempDir(), "ins-1", "game");
    expect(await extractArchive(file, game)).toEqual({ files: 2, folders: 4, links: 2, bytes: 35 });
    expect(treeOf(game)).toEqual({
      "bin/": "755",
      "bin/server": "755 #!/bin/sh\n",
      "etc/": "755",
      "etc/deep/": "755",
      "etc/deep/game.json": "640 {}",
      "etc/up": "-> ../bin/server",
      "logs/": "750",
      start: "-> bin/server",
    });
    expect(readFileSync(join(game, "start"), "utf8")).toBe("#!/bin/sh\n");
  });

  test("drops set-user-id, set-group-id and sticky, and keeps what the owner needs to take it away again", async () => {
    const game = join(useTempDir(), "game");
    await extractArchive(
      useFile(
        rawZip([
          { name: "root", mode: 0o106755 },
          { name: "closed/", mode: 0o041055 },
          { name: "closed/secret", mode: 0o100001 },
        ]),
      ),
      game,
    );
    expect(treeOf(game)).toEqual({ root: "755 ", "closed/": "755", "closed/secret": "401 " });
  });

  test("gives 0644 and 0755 to what was packed without rights, as on Windows", async () => {
    const game = join(useTempDir(), "game");
    await extractArchive(
      useFile(
        rawZip([
          { name: "a\\b.txt", system: 0 },
          { name: "c\\", system: 0 },
        ]),
      ),
      game,
    );
    expect(treeOf(game)).toEqual({ "a/": "755", "a/b.txt": "644 ", "c/": "755" });
  });

  test("reads names in UTF-8, also where the packer did not say so", async () => {
    const game = join(useTempDir(), "game");
    await extractArchive(useFile(rawZip([{ name: "游戏.txt" }, { name: "märz", flags: 0 }])), game);
    expect(readdirSync(game).sort()).toEqual(["märz", "游戏.txt"].sort());
  });

  test("takes an archive in ZIP64 form", async () => {
    const file = await useZip((zip) => {
      zip.addBuffer(text("hello"), "a", { forceZip64Format: true, compress: true });
      zip.addBuffer(text("there"), "b", { forceZip64Format: true, compress: false });
    });
    const game = join(useTempDir(), "game");
    expect(await extractArchive(file, game)).toMatchObject({ files: 2, bytes: 10 });
    expect(treeOf(game)).toEqual({ a: "664 hello", b: "664 there" });
  });

  test("tells each entry once it is whole", async () => {
    const file = await useZip((zip) => {
      zip.addBuffer(text("hello"), "a/b");
      zip.addBuffer(text("b"), "a/c", { mode: link });
    });
    const told: ArchiveEntry[] = [];
    await extractArchive(file, join(useTempDir(), "game"), { onEntry: (entry) => told.push(entry) });
    expect(told.map(({ path, kind, sizeBytes }) => [path, kind, sizeBytes])).toEqual([
      ["a/b", "file", 5],
      ["a/c", "link", 1],
    ]);
  });

  test("leaves a folder alone that has something in it", async () => {
    const game = useTempDir();
    writeFileSync(join(game, "mine"), "mine");
    await expect(extractArchive(useFile(rawZip([{ name: "a" }])), game)).rejects.toThrow(/not empty.*"mine"/);
    expect(treeOf(game)).toMatchObject({ mine: textLike(/ mine$/) });
  });

  test("ends when its signal says so, with the signal's reason, and leaves nothing", async () => {
    const base = useTempDir();
    const file = useFile(rawZip([{ name: "a", data: text("1") }, { name: "b", data: text("2") }, { name: "c" }]));
    const stop = new AbortController();
    const reason = new Error("the instance goes");
    const told: string[] = [];
    const onEntry = ({ path }: ArchiveEntry): void => {
      told.push(path);
      if (path === "b") stop.abort(reason);
    };
    const work = extractArchive(file, join(base, "game"), { onEntry, signal: stop.signal });
    await expect(work).rejects.toBe(reason);
    expect(told).toEqual(["a", "b"]);
    expect(readdirSync(base)).toEqual([]);
  });

  test("says what the disk said, and leaves nothing", async () => {
    const file = useFile(rawZip([{ name: "a", data: text("1") }]));
    const base = useTempDir();
    writeFileSync(join(base, "file"), "");
    const work = extractArchive(file, join(base, "file", "game"));
    await expect(work).rejects.toMatchObject({ kind: "cannot-write", message: textLike(/ENOTDIR/) });
    expect(readdirSync(base)).toEqual(["file"]);
  });
});

describe("inspectArchive()", () => {
  test("tells what is inside, and writes nothing", async () => {
    const file = await useZip((zip) => {
      zip.addBuffer(Buffer.alloc(100_000, "abc"), "a/b");
      zip.addBuffer(text("b"), "a/c", { mode: link });
    });
    expect(await inspectArchive(file)).toEqual({ files: 1, folders: 1, links: 1, bytes: 100_001 });
  });

  test("takes an archive without entries for what it is", async () => {
    expect(await inspectArchive(useFile(rawZip([])))).toEqual({ files: 0, folders: 0, links: 0, bytes: 0 });
  });

  test("says that a file is not there", async () => {
    const work = inspectArchive(join(useTempDir(), "none.zip"));
    await expect(work).rejects.toMatchObject({ kind: "cannot-read", message: textLike(/ENOENT/) });
  });

  test("ends when its signal says so", async () => {
    const reason = new Error("enough");
    const work = inspectArchive(useFile(rawZip([{ name: "a" }])), { signal: AbortSignal.abort(reason) });
    await expect(work).rejects.toBe(reason);
  });

  test("reads what its owner alone may read", async () => {
    const file = useFile(rawZip([{ name: "a" }]));
    chmodSync(file, 0o400);
    mkdirSync(join(useTempDir(), "x"));
    expect(await inspectArchive(file)).toMatchObject({ files: 1 });
  });
});

describe("what is refused", () => {
  const long = "n".repeat(256);
  const deep = Array.from({ length: 120 }, () => "123456789").join("/");

  test.each([
    ["an absolute path", "/etc/passwd", /"\/etc\/passwd" has an absolute path/],
    ["a path out of the folder", "../x", /"\.\.\/x" leaves the folder/],
    ["a path out of the folder, further down", "a/../../x", /leaves the folder/],
    ["a path that ends above", "a/..", /leaves the folder/],
    ["a path out of the folder in backslashes", "..\\x", /leaves the folder/],
    ["an absolute path in backslashes", "\\\\server\\share", /absolute/],
    ["a drive", "C:\\Windows\\x", /names a drive/],
    ["a drive without a path", "c:x", /names a drive/],
    ["a NUL", "a\0b", /NUL/],
    ["no name", "", /has no name/],
    ["the folder itself as a file", ".", /is the folder itself/],
  ])("%s", async (_what, name, message) => {
    await expectRefused(useFile(rawZip([{ name: "ok" }, { name }])), "unsafe-path", message);
  });

  test.each([
    ["to an absolute path", "a", "/etc/passwd", /make it relative/],
    ["to above the folder", "a", "../x", /points out of the package/],
    ["to above the folder, further down", "a/b", "../../x", /points out of the package/],
    ["by a way that another link may bend", "a/b", "c/../../x", /behind a name/],
    ["with backslashes", "a", "..\\x", /points out of the package/],
    ["to nothing", "a", "", /no target/],
    ["with a NUL", "a", "x\0y", /no target/],
    ["with a target that no file system takes", "a", "x".repeat(1_025), /more than 1,024 bytes/],
  ])("a link %s", async (_what, name, target, message) => {
    await expectRefused(useFile(rawZip([{ name, mode: link, data: text(target) }])), "unsafe-link", message);
  });

  test.each([
    ["an entry through a link", [{ name: "a", mode: link, data: text("b") }, { name: "a/x" }]],
    ["an entry through a link that comes later", [{ name: "a/x" }, { name: "a", mode: link, data: text("b") }]],
  ])("%s", async (_what, entries) => {
    await expectRefused(useFile(rawZip(entries)), "unsafe-path", /through the symbolic link "a"/);
  });

  test.each([
    ["a device", 0o020666],
    ["a disk", 0o060666],
    ["a pipe", 0o010666],
    ["a socket", 0o140666],
  ])("%s", async (_what, mode) => {
    await expectRefused(useFile(rawZip([{ name: "a", mode }])), "special-file", /"a" is a device, a pipe or a socket/);
  });

  test.each([
    ["a file twice", ["a", "a"], "duplicate", /"a" stands in the archive twice/],
    ["a file twice, written differently", ["a/b", "./a//b"], "duplicate", /"a\/b" stands/],
    ["a folder twice", ["a/", "a/"], "duplicate", /"a" stands/],
    ["a file below a file", ["a", "a/b"], "conflict", /"a" is a file/],
    ["a file in place of a folder", ["a/b", "a"], "conflict", /"a" is a folder and a file/],
    ["a file in place of an empty folder", ["a/", "a"], "conflict", /"a" is a folder and a file/],
    ["a folder in place of a file", ["a", "a/"], "conflict", /"a" is a file and a folder/],
    ["a long name", [long], "name-too-long", /more than 255/],
    ["a long path", [deep], "name-too-long", /more than 1024/],
  ] as const)("%s", async (_what, names, kind, message) => {
    await expectRefused(useFile(rawZip(names.map((name) => ({ name })))), kind, message);
  });

  const data = Buffer.alloc(5_000, "abcdef");
  test.each([
    ["an encrypted entry", { flags: 0x801 }, "encrypted", /"a" is encrypted/],
    ["a strongly encrypted entry", { flags: 0x840 }, "encrypted", /encrypted/],
    ["an entry encrypted with AES", { method: 99 }, "encrypted", /encrypted/],
    ["another compression", { method: 93 }, "unsupported", /by method 93/],
    ["a wrong checksum", { crc32: 1 }, "damaged", /"a" is broken: its checksum is wrong/],
    ["a wrong checksum of packed data", { crc32: 1, method: 8 }, "damaged", /its checksum is wrong/],
    ["a size that is too small", { method: 8, size: 4_999 }, "damaged", /more than the 4999 bytes/],
    ["a size that is too large", { method: 8, size: 5_001 }, "damaged", /has 5000 bytes, and 5001 were declared/],
    ["two sizes of a stored entry", { size: 4_999 }, "damaged", /two sizes/],
    ["data that is not packed", { method: 8, packed: data }, "damaged", /its compressed data is broken/],
    ["data cut off", { method: 8, packedSize: 8 }, "damaged", /its compressed data is broken/],
    [
      "something behind the data",
      { method: 8, packed: Buffer.concat([packedEmpty(), data]), data: Buffer.alloc(0) },
      "damaged",
      /2 packed bytes, and 5002/,
    ],
    ["a folder with a content", { name: "a/" }, "damaged", /folder "a\/" has a content/],
  ] as const)("%s", async (_what, fields, kind, message) => {
    await expectRefused(useFile(rawZip([{ name: "a", data, ...fields }])), kind, message);
  });

  test("what is no ZIP", async () => {
    await expectRefused(useFile(text("a tale of a game")), "not-a-zip", /no ZIP archive/);
    await expectRefused(useFile(Buffer.alloc(0)), "not-a-zip", /no ZIP archive/);
  });

  test("an archive that was cut off, wherever", async () => {
    const whole = rawZip([
      { name: "a", data, method: 8 },
      { name: "b", data },
    ]);
    for (const length of [1, 21, 100, 4_000, whole.length - 50, whole.length - 1])
      await expectRefused(useFile(whole.subarray(0, length)), "not-a-zip", /its end is missing/);
    await expectRefused(useFile(whole.subarray(1_000)), "damaged", /cut off or broken|broken/);
  });

  test("more entries said than there are", async () => {
    await expectRefused(useFile(rawZip([{ name: "a" }], { count: 2 })), "damaged", /broken/);
  });
});

describe("archives made to do harm by their size", () => {
  const refusal = (file: string, limits: object) => inspectArchive(file, { limits }).catch((error: unknown) => error);

  test("more entries than allowed are refused, folders on the way counted", async () => {
    const file = useFile(rawZip([{ name: "a/b/c/d" }, { name: "e" }]));
    expect(await refusal(file, { maxEntries: 4 })).toMatchObject({ kind: "too-many-entries" });
    expect(await refusal(file, { maxEntries: 5 })).toMatchObject({ files: 2 });
    const empty = useFile(rawZip([{ name: "a" }], { count: 60_000 }));
    expect(await refusal(empty, { maxEntries: 50_000 })).toMatchObject({
      kind: "too-many-entries",
      message: textLike(/60000 or more entries, and 50000 are allowed/),
    });
  });

  test("more bytes than allowed are refused", async () => {
    const file = useFile(
      rawZip([
        { name: "a", data: Buffer.alloc(600) },
        { name: "b", data: Buffer.alloc(401) },
      ]),
    );
    expect(await refusal(file, { maxBytes: 1_000 })).toMatchObject({
      kind: "too-large",
      message: textLike(/1001 bytes or more when unpacked, and 1000 are allowed/),
    });
    expect(await refusal(file, { maxBytes: 1_001 })).toMatchObject({ bytes: 1_001 });
  });

  test("an archive that grows more than 200 times beyond its first 10 MiB is refused before anything is unpacked", async () => {
    const zeros = (bytes: number) => useFile(rawZip([{ name: "zeros", method: 8, data: Buffer.alloc(bytes) }]));
    expect(await inspectArchive(zeros(10 * 1024 ** 2))).toMatchObject({ bytes: 10 * 1024 ** 2 });
    await expectRefused(zeros(10 * 1024 ** 2 + 1), "bomb", /200 times its size is allowed/);
    expect(await refusal(zeros(11 * 1024 ** 2), { maxRatio: 2_000 })).toMatchObject({ files: 1 });
  });

  test("an archive that grows more than it says is refused where it does so", async () => {
    const data = Buffer.alloc(20 * 1024 ** 2);
    await expectRefused(
      useFile(rawZip([{ name: "a", method: 8, data, size: 1_000 }])),
      "damaged",
      /more than the 1000/,
    );
  });

  test("entries that share one piece of data are refused (Fifield's bomb)", async () => {
    const kernel = { name: "a", method: 8, data: Buffer.alloc(9 * 1024 ** 2) };
    const many = Array.from({ length: 20 }, (_, n) => ({ ...kernel, name: `b${n}`, sharedWith: 0 }));
    await expectRefused(useFile(rawZip([kernel, ...many])), "bomb", /share|times its size/);
    const two = [
      { ...kernel, data: Buffer.from("abc") },
      { ...kernel, data: Buffer.from("abc"), name: "b", sharedWith: 0 },
    ];
    await expectRefused(
      useFile(rawZip([...two, { name: "room", data: Buffer.alloc(200) }])),
      "bomb",
      /"b" shares its bytes/,
    );
  });
});

function packedEmpty(): Buffer {
  return Buffer.from([3, 0]);
}
