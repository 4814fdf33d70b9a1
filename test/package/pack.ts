import { execFile } from "node:child_process";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const exec = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface PackedPackage {
  /** Where the content of the tarball was unpacked. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** Paths within the package. */
  readonly files: readonly string[];
}

/** Packs a workspace as `npm publish` would and unpacks the tarball into `folder`. */
export async function pack(workspace: string, folder: string): Promise<PackedPackage> {
  await mkdir(folder, { recursive: true });
  const { stdout } = await exec("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: join(root, workspace),
  });
  const [packed] = JSON.parse(stdout) as [{ readonly filename: string }];
  await exec("tar", ["-xzf", packed.filename], { cwd: folder });
  const unpacked = join(folder, "package");
  const entries = await readdir(unpacked, { recursive: true, withFileTypes: true });
  return {
    folder: unpacked,
    manifest: JSON.parse(await readFile(join(unpacked, "package.json"), "utf8")) as Manifest,
    files: entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(unpacked.length + 1)
          .replaceAll("\\", "/"),
      )
      .sort(),
  };
}
