// `npm run torture -- [--kills N] [--seed S] [--sessions N]`: host/test/torture/main.ts, bundled and run; it says there what it does.
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const folder = fileURLToPath(new URL("../host/test/", import.meta.url));
// Beside the sources' folder, so that what is found from there is found from here.
const file = `${folder}dist/torture.js`;

const bundle = await rolldown({
  input: `${folder}torture/main.ts`,
  platform: "node",
  // What is installed is taken as it is; only the torture itself, and the sources that it shares, need to be made into JavaScript.
  external: [/^[^./]/],
});
await bundle.write({ file, format: "esm", codeSplitting: false });
await bundle.close();
await import(file);
