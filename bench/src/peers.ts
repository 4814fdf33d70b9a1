import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

// Other people's packages, measured beside ours. They have a folder and a lock file of their own, so that nobody
// installs them but the bench.
const folder = fileURLToPath(new URL("../peers/", import.meta.url));
const require = createRequire(`${folder}package.json`);

/** Installs the peers where that is still to do. @returns why they are not there, if they are not */
export function installPeers(): string | undefined {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return undefined;
  process.stderr.write("bench: npm ci --prefix bench/peers\n");
  try {
    const args = ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", args, { stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
    return undefined;
  } catch (error) {
    return `\`npm ci --prefix bench/peers\` failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export const requirePeer = <Exports>(name: string): Exports => require(name) as Exports;
export const peerFile = (name: string): string => require.resolve(name);

export function peerVersion(name: string): string {
  const { version } = JSON.parse(readFileSync(`${folder}node_modules/${name}/package.json`, "utf8")) as {
    readonly version: string;
  };
  return `${name} ${version}`;
}
