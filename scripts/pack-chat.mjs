// examples/chat/dist/package: the chat sample as a fleet needs it, in few files. The server and all that it imports become one
// file; the page and the program that is launched go with it. `gse quickstart` uploads it; so does `gse asset upload` by hand.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const sample = fileURLToPath(new URL("../examples/chat/", import.meta.url));
const folder = `${sample}dist/package/`;

const bundle = await rolldown({
  cwd: sample,
  input: `${sample}dist/server.js`,
  platform: "node",
  // Optional accelerators of ws, which does without them.
  external: ["bufferutil", "utf-8-validate", "@opentelemetry/api", /^node:/],
  onLog(level, log) {
    if (level === "warn" && log.code !== "UNRESOLVED_IMPORT")
      throw new Error(`cannot pack the chat sample: ${log.message}`);
  },
});
const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
await bundle.close();

rmSync(folder, { recursive: true, force: true });
mkdirSync(`${folder}dist`, { recursive: true });
for (const { fileName, code } of output) writeFileSync(`${folder}dist/${fileName}`, code);
writeFileSync(`${folder}package.json`, '{ "type": "module", "private": true }\n');
cpSync(`${sample}page`, `${folder}page`, { recursive: true });
cpSync(`${sample}packaging`, folder, { recursive: true });
