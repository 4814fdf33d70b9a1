import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { usageError } from "./exit.js";
import type { Terminal } from "./terminal.js";

/** What the quick start takes of the chat sample. */
export interface ChatSample {
  readonly dir: string;
  /** What is uploaded, a folder or a ZIP; `chat` in it is what the fleet launches. */
  readonly packageDir: string;
  readonly players: string;
}

/** As it comes with this package, for the console too; the same place for the sources and for what is compiled of them. */
const shipped = fileURLToPath(new URL("../../dist/console/sample/", import.meta.url));

/** In the folder that was given; else `examples/chat`, here or further up, where that is packed; else the one that comes with us. */
export function findChatSample(given: string | undefined, { cwd }: Terminal): ChatSample {
  if (given === undefined) {
    const found = upwards(cwd)
      .map((folder) => inFolder(join(folder, "examples", "chat")))
      .find(isPacked);
    return (
      found ?? { dir: shipped, packageDir: join(shipped, "chat.zip"), players: join(shipped, "scripted-players.js") }
    );
  }
  const sample = inFolder(resolve(cwd, given));
  if (!isPacked(sample))
    throw usageError(
      `the chat sample in "${sample.dir}" is not packed: there is no "dist/package/chat"; run "npm run build" first`,
    );
  return sample;
}

const inFolder = (dir: string): ChatSample => ({
  dir,
  packageDir: join(dir, "dist", "package"),
  players: join(dir, "dist", "scripted-players.js"),
});

const isPacked = ({ packageDir }: ChatSample): boolean => existsSync(join(packageDir, "chat"));

function upwards(from: string): readonly string[] {
  const above = dirname(from);
  return above === from ? [from] : [from, ...upwards(above)];
}
