import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { extractArchive } from "../../src/archive/index.js";
import { packFolder, type Packed, type PackOptions } from "../../src/cli/pack-folder.js";
import { treeOf } from "../archive/support.js";
import { textLike } from "../support/text-like.js";
import { useTempDir } from "../support/use-temp-dir.js";

/** Files by path; a mode where it counts; `-> target` for a link, nothing for a folder. */
function useFolder(content: Readonly<Record<string, string>>, modes: Readonly<Record<string, number>> = {}): string {
  const dir = useTempDir();
  for (const [path, text] of Object.entries(content)) {
    const at = join(dir, path);
    mkdirSync(join(at, ".."), { recursive: true });
    if (text.startsWith("-> ")) symlinkSync(text.slice(3), at);
    else if (path.endsWith("/")) mkdirSync(at);
    else writeFileSync(at, text, { mode: 0o644 });
  }
  for (const [path, mode] of Object.entries(modes)) chmodSync(join(dir, path), mode);
  return dir;
}

/** What comes out at the other end. */
async function packed(dir: string, options: Partial<PackOptions> = {}): Promise<Record<string, string>> {
  const base = useTempDir();
  const zip = join(base, "package.zip");
  await packFolder(dir, zip, { followLinks: false, ...options });
  await extractArchive(zip, join(base, "game"));
  return treeOf(join(base, "game"));
}

describe("packFolder()", () => {
  test("packs files with their rights, empty folders and links inside; and not what is git's or the host's", async () => {
    const dir = useFolder(
      {
        "bin/server": "#!/bin/sh\n",
        "bin/latest": "-> server",
        "etc/up": "-> ../bin/./server",
        "logs/": "",
        start: "-> bin/../bin/server",
        ".env": "kept",
        ".git/config": "not kept",
        ".gse/credentials.json": "not kept",
      },
      { "bin/server": 0o755, logs: 0o750 },
    );
    symlinkSync(join(dir, "bin", "server"), join(dir, "absolute"));
    expect(await packed(dir)).toEqual({
      ".env": "644 kept",
      absolute: "-> bin/server",
      "bin/": "755",
      "bin/server": "755 #!/bin/sh\n",
      "bin/latest": "-> server",
      "etc/": "755",
      "etc/up": "-> ../bin/server",
      "logs/": "750",
      start: "-> bin/server",
    });
  });

  test("packs the same folder to the same bytes", async () => {
    const dir = useFolder({ b: "b", a: "a", "c/d": "d" });
    const base = useTempDir();
    const zips = [join(base, "1.zip"), join(base, "2.zip")];
    for (const zip of zips) await packFolder(dir, zip, { followLinks: false });
    const [first, second] = zips.map((zip) => readFileSync(zip));
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
  });

  test("tells how far it is", async () => {
    const told: Packed[] = [];
    await packed(useFolder({ a: "12", b: "345" }), { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { files: 1, bytes: 2 },
      { files: 2, bytes: 5 },
    ]);
  });

  test("does not pack links out of the folder, unless what they point to is wanted in their place", async () => {
    const library = useFolder({ "index.js": "lib", "self.js": "-> index.js" });
    const dir = useFolder({
      server: "server",
      "modules/lib": `-> ${library}`,
      "modules/one.js": `-> ${library}/index.js`,
    });
    await expect(packed(dir)).rejects.toMatchObject({
      exitCode: 1,
      message: textLike(/the link "modules\/lib" points out of the folder, to ".*--follow-links/),
    });
    expect(await packed(dir, { followLinks: true })).toEqual({
      server: "644 server",
      "modules/": "755",
      "modules/lib/": "755",
      "modules/lib/index.js": "644 lib",
      "modules/lib/self.js": "-> index.js",
      "modules/one.js": "644 lib",
    });
  });

  test("ends at a link that leads back to where it is", async () => {
    const dir = useFolder({ "game/server": "server", "game/above": "-> ..", other: "" });
    const work = packed(join(dir, "game"), { followLinks: true });
    await expect(work).rejects.toMatchObject({
      message: textLike(/"above\/game" is, by a link, a folder that it is in/),
    });
  });

  test("says which link leads nowhere, what is no file, and that there are none", async () => {
    const nowhere = useFolder({ a: "-> /nowhere/at/all" });
    const work = packed(nowhere, { followLinks: true });
    await expect(work).rejects.toMatchObject({
      message: textLike(/"a" points to "\/nowhere\/at\/all", which is not there/),
    });
    await expect(packed(useFolder({ "a/": "" }))).rejects.toMatchObject({
      exitCode: 2,
      message: textLike(/has no files/),
    });
    const dir = useFolder({ a: "a" });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(dir, "socket"), resolve));
    onTestFinished(() => void server.close());
    await expect(packed(dir)).rejects.toMatchObject({ message: textLike(/"socket" is a pipe, a socket or a device/) });
  });
});
