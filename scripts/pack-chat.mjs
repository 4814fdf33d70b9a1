// examples/chat/dist/package: the chat sample as a fleet needs it, in few files. The server and all that it imports become one
// file; the page and the program that is launched go with it. `gse quickstart` uploads it; so does `gse asset upload` by hand.
//
// And for who has gse-host alone, in host/dist/console/sample, where scripts/build-console.mjs puts that as a ZIP: the sample's
// scripted players, of whom `gse quickstart --check` lets two chat.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { noticesText } from "./third-party-notices.mjs";

const sample = fileURLToPath(new URL("../examples/chat/", import.meta.url));
const packed = `${sample}dist/package/`;
const shipped = fileURLToPath(new URL("../host/dist/console/sample/", import.meta.url));

rmSync(packed, { recursive: true, force: true });
await bundle("server.js", `${packed}dist/`);
writeFileSync(`${packed}package.json`, '{ "type": "module", "private": true }\n');
cpSync(`${sample}page`, `${packed}page`, { recursive: true });
cpSync(`${sample}packaging`, packed, { recursive: true });

await bundle("scripted-players.js", shipped);

/** One file of all that a program of the sample imports, with the words of the licences of what is in it. */
async function bundle(program, folder) {
  const bundled = await rolldown({
    cwd: sample,
    input: `${sample}dist/${program}`,
    platform: "node",
    // Optional accelerators of ws, which does without them.
    external: ["bufferutil", "utf-8-validate", "@opentelemetry/api", /^node:/],
    onLog(level, log) {
      if (level === "warn" && log.code !== "UNRESOLVED_IMPORT")
        throw new Error(`cannot pack the chat sample: ${log.message}`);
    },
  });
  const { output } = await bundled.generate({ format: "esm", codeSplitting: false });
  await bundled.close();
  mkdirSync(folder, { recursive: true });
  for (const { fileName, code } of output) writeFileSync(`${folder}${fileName}`, code);
  const notices = noticesText(
    `${program} holds parts of other packages:`,
    output.flatMap(({ moduleIds }) => moduleIds),
  );
  writeFileSync(`${folder}THIRD-PARTY-NOTICES.txt`, notices);
}
