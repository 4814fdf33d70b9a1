// What users of gse-server-sdk load: dist/bundle, three files instead of seventy, for the time and memory of the import. The types
// are tsc's, in dist; so is a module for each source, which nobody loads but the benchmarks.
//
// The small packages are in it, with their notices beside it; grpc-js stays outside, since a game may talk to it too. Functions and
// classes keep their names, and statements their lines, for the stack traces in bug reports; other names are short, as Node keeps
// the text of what it loads in memory.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { noticesText } from "./third-party-notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}dist/bundle/`;
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const outside = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];

/** Without comments, what is left beyond ASCII is in strings; one such character would double the memory that the file takes. */
const inAscii = (code) =>
  code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Node's own modules without `import`: that copies all that they export, and so loads what they would load at first use only. Of
 * node:crypto alone it is a millisecond and 150 kB.
 */
const withoutFacades = (code) =>
  code.replace(/import\s*\{([^}]*)\}\s*from\s*"(node:[^"]+)";/g, (_, names, id) => {
    const wanted = names.replace(/\s+as\s+/g, ": ");
    return `const {${wanted}} = process.getBuiltinModule("${id}");`;
  });

const bundle = await rolldown({
  cwd: root,
  input: { index: `${root}src/index.ts`, wire: `${root}src/wire/index.ts` },
  platform: "node",
  tsconfig: `${root}tsconfig.json`,
  transform: { target: "es2022" },
  // Clients of the generated services, which nobody uses: src/wire calls by the channel itself.
  treeshake: { manualPureFunctions: ["makeGenericClientConstructor"] },
  external: (id) => id.startsWith("node:") || outside.some((name) => id === name || id.startsWith(`${name}/`)),
  onLog(_level, log) {
    throw new Error(`cannot bundle the SDK: ${log.message}`);
  },
});
// One file for what both doors share, so that there is one class GseError.
const { output } = await bundle.generate({
  format: "esm",
  comments: false,
  minify: {
    compress: { keepNames: { function: true, class: true } },
    mangle: { keepNames: true },
    codegen: { removeWhitespace: false },
  },
  chunkFileNames: "[name].js",
  codeSplitting: { groups: [{ name: "shared", minShareCount: 2 }] },
});
await bundle.close();

const files = new Map(output.map(({ fileName, code }) => [fileName, withoutFacades(inAscii(code))]));
const modules = output.flatMap(({ moduleIds }) => moduleIds);
files.set("THIRD-PARTY-NOTICES.txt", noticesText("The files beside this one hold parts of other packages:", modules));

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(`${folder}${name}`, { recursive: true });
for (const [name, text] of files) {
  const path = `${folder}${name}`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  // Whoever loads it meanwhile gets a whole file.
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}
