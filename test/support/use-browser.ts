import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";
import { afterAll, onTestFinished } from "vitest";

const run = promisify(execFile);

// From trying on machines without a sandbox of their own, a display, or a way out to the internet.
const args = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched: Promise<Browser> | undefined;
afterAll(async () => {
  await launched?.then(
    (browser) => browser.close(),
    () => {}, // the test that wanted it has failed already
  );
  launched = undefined;
});

/** A browser window of its own, as a new user would have it; one browser serves all tests of a file. */
export async function useBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  launched ??= launchChromium();
  const browser = await launched;
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  return context;
}

/** CHROMIUM_PATH, else the machine's own, else the one that npm brought. */
export async function launchChromium(): Promise<Browser> {
  const installed = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium"].find((path) => path && existsSync(path));
  if (installed) return chromium.launch({ executablePath: installed, args });
  const folder = await unpackedChromium();
  const executablePath = join(folder, "chromium");
  return chromium.launch({ executablePath, args, env: await withWhatTheMachineLacks(folder, executablePath) });
}

/** Unpacks the npm package once per machine; test files that do so at the same time do not meet. */
async function unpackedChromium(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const manifest = await readFile(join(dirname(entry), "..", "..", "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(tmpdir(), `gse-test-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const staging = await mkdtemp(`${folder}-`);
  // The package unpacks into os.tmpdir(); with this variable its shared libraries come along.
  const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  const script = "require(process.argv[1]).executablePath()";
  await run(process.execPath, ["-e", script, entry], { env });
  await rename(staging, folder).catch(async (error: unknown) => {
    if (!existsSync(folder)) throw error;
    await rm(staging, { recursive: true, force: true });
  });
  return folder;
}

async function withWhatTheMachineLacks(folder: string, executable: string): Promise<Record<string, string>> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const libraries = await run("ldd", [executable]).then(
    ({ stdout }) => stdout,
    () => "not found",
  );
  if (libraries.includes("not found")) env["LD_LIBRARY_PATH"] = join(folder, "al2023", "lib");
  if (!existsSync("/etc/fonts")) env["FONTCONFIG_PATH"] = join(folder, "fonts");
  return env;
}
