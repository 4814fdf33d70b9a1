import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import type { PackedPackage } from "./pack.js";

const exec = promisify(execFile);
/** npm keeps a workspace's own version of a package beside the workspace. */
const ourModules = ["../../host/node_modules/", "../../node_modules/"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

export interface Project {
  readonly folder: string;
}

/**
 * A project with a copy of the package and, besides it, only what the package itself says it depends on, linked from our
 * own node_modules, so that no network is needed.
 */
export async function makeProject(folder: string, installed: PackedPackage): Promise<Project> {
  const modules = join(folder, "node_modules");
  for (const name of [...Object.keys(installed.manifest.dependencies ?? {}), "@types/node"]) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(ourCopyOf(name), join(modules, name), "dir");
  }
  await cp(installed.folder, join(modules, installed.manifest.name), { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  return { folder };
}

function ourCopyOf(name: string): string {
  const found = ourModules.map((folder) => join(folder, name)).find(existsSync);
  if (found === undefined) throw new Error(`cannot link "${name}": it is not in node_modules; run npm ci`);
  return found;
}

/** Writes a file into the project, runs it on this Node, and gives back what it printed. */
export async function run(project: Project, name: string, text: string): Promise<string> {
  await writeFile(join(project.folder, name), text);
  return runFile(project, name);
}

/** Runs a file that is in the project, and gives back what it printed. */
export async function runFile(project: Project, ...args: readonly string[]): Promise<string> {
  const { stdout } = await exec(process.execPath, args, { cwd: project.folder });
  return stdout.trim();
}

/** What the compiler says of one file of the project; nothing when all is well. */
export async function compile(
  project: Project,
  name: string,
  text: string,
  options: ts.CompilerOptions,
): Promise<readonly string[]> {
  const path = join(project.folder, name);
  await writeFile(path, text);
  const program = ts.createProgram([path], { strict: true, noEmit: true, types: ["node"], ...options });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
