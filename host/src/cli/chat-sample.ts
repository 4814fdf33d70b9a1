import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { usageError } from "./exit.js";
import type { Terminal } from "./terminal.js";

/** What the quick start takes of the chat sample. */
export interface ChatSample {
  readonly dir: string;
  /** What is uploaded; `chat` in it is what the fleet launches. */
  readonly packageDir: string;
  readonly players: string;
}

/** In the folder that was given; else `examples/chat`, here or further up, or beside this package. */
export function findChatSample(given: string | undefined, { cwd }: Terminal): ChatSample {
  const dir = given === undefined ? search(cwd) : resolve(cwd, given);
  if (dir === undefined)
    throw usageError(
      `cannot find the chat sample: there is no "examples/chat" in "${cwd}" nor above it; ` +
        `run this in a checkout of gse-server-sdk, or name the folder with --sample DIR`,
    );
  const packageDir = join(dir, "dist", "package");
  if (!existsSync(join(packageDir, "chat")))
    throw usageError(
      `the chat sample in "${dir}" is not packed: there is no "dist/package/chat"; run "npm run build" first`,
    );
  return { dir, packageDir, players: join(dir, "dist", "scripted-players.js") };
}

function search(from: string): string | undefined {
  const besideThisPackage = fileURLToPath(new URL("../../../examples/chat", import.meta.url));
  return [...upwards(from).map((folder) => join(folder, "examples", "chat")), besideThisPackage].find((folder) =>
    existsSync(join(folder, "package.json")),
  );
}

function upwards(from: string): readonly string[] {
  const above = dirname(from);
  return above === from ? [from] : [from, ...upwards(above)];
}
