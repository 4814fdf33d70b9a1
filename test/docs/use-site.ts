import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const exec = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Site {
  readonly folder: string;
  /** What was said while it was built. */
  readonly said: string;
  /** The text of every page by its path within the site. */
  readonly pages: ReadonlyMap<string, string>;
  /** Paths within the site. */
  readonly files: ReadonlySet<string>;
}

/** What `npm run docs` makes, in a folder of its own. */
export async function buildSite(folder: string): Promise<Site> {
  const typedoc = join(root, "node_modules/typedoc/bin/typedoc");
  const { stdout, stderr } = await exec(process.execPath, [typedoc, "--out", folder], { cwd: root });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const pages = new Map<string, string>();
  for (const file of files.filter((path) => path.endsWith(".html")))
    pages.set(file, await readFile(join(folder, file), "utf8"));
  return { folder, said: stdout + stderr, pages, files: new Set(files) };
}
