import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { ZipFile } from "yazl";

export const LAUNCH_PATH = "/local/game/server";

export interface PackageOptions {
  /** Files of no use, so that unpacking takes a while. */
  readonly ballastFiles?: number;
  /** What install.sh does; default: there is none. */
  readonly install?: string;
  /** What is launched; default: the game server. */
  readonly launch?: string;
}

const BALLAST_BYTES = 8_192;
/** Node may be anywhere: a launched process gets the PATH that the host has. */
const runServer = '#!/bin/sh\nexec node "$(dirname "$0")/server.mjs" "$@"\n';

/** The game server of this folder as a fleet needs it: all that it imports in one file, and a program to be launched. */
export async function packGame(
  path: string,
  { ballastFiles = 0, install, launch = runServer }: PackageOptions,
): Promise<void> {
  const zip = new ZipFile();
  const add = (name: string, content: string | Buffer, mode: number): void => {
    zip.addBuffer(Buffer.from(content), name, { mode: 0o100_000 | mode, compress: false });
  };
  add("server.mjs", await bundledServer(), 0o644);
  add("server", launch, 0o755);
  if (install !== undefined) add("install.sh", install, 0o755);
  for (let file = 0; file < ballastFiles; file++)
    add(`ballast/${String(file % 32)}/${String(file)}.bin`, Buffer.alloc(BALLAST_BYTES, file), 0o644);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

/** From wherever this module runs: the sources, or the bundle of scripts/torture.mjs beside them. */
const serverSource = fileURLToPath(new URL("../torture/game-server/server.ts", import.meta.url));

async function bundledServer(): Promise<string> {
  const bundle = await rolldown({
    input: serverSource,
    platform: "node",
    external: ["@opentelemetry/api", /^node:/],
    onLog(level, log) {
      if (level === "warn" && log.code !== "UNRESOLVED_IMPORT")
        throw new Error(`cannot pack the game server: ${log.message}`);
    },
  });
  try {
    const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}
