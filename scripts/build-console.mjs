// host/dist/console: the web console that the host serves (app/, by Vite) and the package that its quick start uploads
// (sample/chat.zip). What has not changed since the last time is not built again.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { packFolder } from "../host/dist/cli/pack-folder.js";
import { noticesText } from "./third-party-notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "host", "console");
const dist = join(root, "host", "dist", "console");
const app = join(dist, "app");
const sample = join(dist, "sample", "chat.zip");
const chat = join(root, "examples", "chat", "dist", "package");
const stamps = join(root, "node_modules", ".cache", "gse-console");

/** All that the app is made of: its sources, what it reads of the host's, and what is installed. */
const appInputs = [
  ...filesIn(source).filter((path) => !/[\\/](test|node_modules)[\\/]|\.md$/.test(path)),
  join(root, "host", "src", "gen", "cloud-api.ts"),
  join(root, "package-lock.json"),
  fileURLToPath(import.meta.url),
];

await unlessUnchanged("app", appInputs, join(app, "index.html"), buildApp);
await unlessUnchanged("sample", filesIn(chat), sample, packSample);

/** Builds when the inputs are others than those of what is there. */
async function unlessUnchanged(name, inputs, result, build) {
  const hash = createHash("sha256");
  for (const path of inputs.sort()) hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  const wanted = hash.digest("hex");
  const stamp = join(stamps, name);
  if (existsSync(result) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await build();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, wanted);
}

async function buildApp() {
  // Vite takes half a second to load, which a build that has nothing to do need not spend.
  const { build } = await import("vite");
  const staging = `${app}.${process.pid}`;
  process.on("exit", () => rmSync(staging, { recursive: true, force: true }));
  const { output } = await build({
    configFile: join(source, "vite.config.ts"),
    logLevel: "warn",
    build: { outDir: staging },
  });
  const modules = output.flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
  writeFileSync(
    join(staging, "THIRD-PARTY-NOTICES.txt"),
    noticesText("The files beside this one hold parts of other packages:", modules),
  );
  for (const path of filesIn(staging)) if (/\.(js|css|html|svg|txt)$/.test(path)) compress(path);
  replace(staging, app);
}

/** The host sends these to browsers that take them. */
function compress(path) {
  const content = readFileSync(path);
  if (content.length < 1_024) return;
  const options = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  };
  writeFileSync(`${path}.br`, brotliCompressSync(content, options));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

async function packSample() {
  mkdirSync(join(dist, "sample"), { recursive: true });
  const staging = `${sample}.${process.pid}`;
  await packFolder(chat, staging, { followLinks: false });
  renameSync(staging, sample);
}

/** A host that serves the old one finds a whole new one; its sign is the time of index.html. */
function replace(staging, target) {
  const old = `${target}.old.${process.pid}`;
  const now = new Date();
  utimesSync(join(staging, "index.html"), now, now);
  if (existsSync(target)) renameSync(target, old);
  renameSync(staging, target);
  rmSync(old, { recursive: true, force: true });
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
