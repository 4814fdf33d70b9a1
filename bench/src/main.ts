import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { benchChat } from "./chat/bench.js";
import { isQuickLook } from "./conditions.js";
import { benchFleet } from "./fleet/bench.js";
import { benchHost } from "./host/bench.js";
import { benchImport } from "./import/bench.js";
import { benchPlacements } from "./placements/bench.js";
import { parts, titles, withSection, type Part } from "./readme.js";
import { benchScale } from "./scale/bench.js";
import { benchSdk } from "./sdk/bench.js";

const benches: Readonly<Record<Part, () => Promise<string>>> = {
  host: benchHost,
  placements: benchPlacements,
  scale: benchScale,
  fleet: benchFleet,
  sdk: benchSdk,
  import: benchImport,
  chat: benchChat,
};
const readme = fileURLToPath(new URL("../README.md", import.meta.url));

const named = process.argv.slice(2);
const unknown = named.filter((name) => !parts.some((part) => part === name));
if (unknown.length > 0) {
  process.stderr.write(`there is no part "${unknown.join('", "')}"; the parts are ${parts.join(", ")}\n`);
  process.exit(2);
}

for (const part of parts.filter((name) => named.length === 0 || named.includes(name))) {
  const text = await benches[part]();
  process.stdout.write(`## ${titles[part]}\n\n${text}\n`);
  if (isQuickLook) continue;
  writeFileSync(readme, withSection(existsSync(readme) ? readFileSync(readme, "utf8") : "", part, text));
}
