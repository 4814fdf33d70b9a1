import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/**
 * A Node.js of that very version: from the npm registry, once per machine. As dev dependencies three of them would add 150 MB
 * to every `npm ci`, also for those who only want to see the sample; here they cost 5 s each, and only the first time.
 * NODE_<major>, e.g. NODE_22=/usr/bin/node, is used in place of it where the registry is out of reach.
 */
export async function nodeBinary(version: string): Promise<string> {
  const variable = `NODE_${version.split(".")[0] ?? ""}`;
  const given = process.env[variable];
  if (given !== undefined && given !== "") return given;
  if (process.versions.node === version) return process.execPath;
  const folder = join(tmpdir(), `gse-test-node-${version}`);
  const binary = join(folder, process.platform === "win32" ? "bin/node.exe" : "bin/node");
  if (existsSync(binary)) return binary;
  const staging = await mkdtemp(`${folder}-`);
  try {
    const platform = process.platform === "win32" ? "win" : process.platform;
    await fetchPackage(`node-${platform}-${process.arch}@${version}`, staging).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`cannot fetch Node.js ${version} from the npm registry; or set ${variable} to a binary: ${why}`);
    });
    // Test files that fetch it at the same time do not meet.
    await rename(join(staging, "package"), folder).catch((error: unknown) => {
      if (!existsSync(binary)) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return binary;
}

async function fetchPackage(spec: string, folder: string): Promise<void> {
  // npm holds what comes against the registry's checksum.
  const { stdout } = await exec("npm", ["pack", spec, "--json", "--pack-destination", folder], {
    cwd: folder,
    maxBuffer: 100_000_000,
  });
  const [packed] = JSON.parse(stdout) as [{ readonly filename: string }];
  await exec("tar", ["-xzf", packed.filename, "package/bin"], { cwd: folder });
  await rm(join(folder, packed.filename));
}
