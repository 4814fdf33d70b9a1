import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { describe, expect, test as base } from "vitest";
import { deadLinks, loadedFromElsewhere } from "./docs/dead-links.js";
import { buildSite } from "./docs/use-site.js";
import { useBrowser } from "./support/use-browser.js";

const root = new URL("../", import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), "utf8");

/** Built once for the whole file. */
const test = base.extend("site", { scope: "file" }, async ({}, { onCleanup }) => {
  const folder = await mkdtemp(join(tmpdir(), "gse-site-"));
  onCleanup(() => rm(folder, { recursive: true, force: true }));
  return buildSite(folder);
});

describe("the site", { timeout: 120_000 }, () => {
  test("is built without a warning", ({ site }) => {
    expect(site.said).not.toMatch(/warning|error/i);
  });

  test("has no dead link, and none to a place that a page does not have", ({ site }) => {
    expect(site.pages.size).toBeGreaterThan(50);
    expect(deadLinks(site)).toEqual([]);
  });

  test("loads nothing from elsewhere", ({ site }) => {
    for (const [page, html] of site.pages) expect(loadedFromElsewhere(html), page).toEqual([]);
  });

  test("has every guide and every package's door", async ({ site }) => {
    const shown = [...site.pages.values()].map((html) => /<title>(.*?)(?: \| .*)?<\/title>/.exec(html)?.[1]);
    const titles = (await guides()).map(async (guide) => /^# (.+)$/m.exec(await read(`docs/guides/${guide}`))?.[1]);
    expect(shown).toEqual(expect.arrayContaining(await Promise.all(titles)));
    const doors = ["gse-server-sdk", "gse-server-sdk/wire", "gse-host", "gse-host/client", "gse-host/testing"];
    expect(shown).toEqual(expect.arrayContaining(doors));
  });

  test.for([
    ["wide and light", { width: 1_280, height: 800 }, "light"],
    ["narrow and dark", { width: 390, height: 800 }, "dark"],
  ] as const)("fits a window that is %s", async ([, viewport, colorScheme], { site }) => {
    const browser = await useBrowser({ viewport, colorScheme });
    const page = await browser.newPage();
    for (const path of ["index.html", "documents/Errors.html", "classes/gse-server-sdk.GameServer.html"]) {
      await page.goto(pathToFileURL(join(site.folder, path)).href);
      await page.locator("h1").first().waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(viewport.width);
    }
    const [background] = /\d+/.exec(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)) ?? [];
    expect(Number(background) > 128 ? "light" : "dark").toBe(colorScheme);
  });

  test("finds guides and names by its search", async ({ site }) => {
    const browser = await useBrowser();
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(site.folder, "index.html")).href);
    await page.locator("#tsd-search-trigger").click();
    for (const [text, found] of [
      ["acceptPlayerSession", "acceptPlayerSession"],
      ["tutorial", "Moving from the tutorial"],
    ] as const) {
      await page.locator("#tsd-search-input").fill(text);
      await page.locator("#tsd-search-results li", { hasText: found }).first().waitFor();
    }
  });
});

describe("the guides", () => {
  const test = base;

  test("tell every kind of options that the SDK exports", async () => {
    const index = ts.createSourceFile("index.ts", await read("src/index.ts"), ts.ScriptTarget.ES2023);
    const exported = index.statements
      .filter(ts.isExportDeclaration)
      .flatMap(({ exportClause }) => (exportClause && ts.isNamedExports(exportClause) ? exportClause.elements : []))
      .map(({ name }) => name.text);
    const told = [...(await allGuides()).matchAll(/<!-- made from \S+: (\w+) -->/g)].map(([, name]) => name);
    const untold = exported.filter((name) => name.endsWith("Options")).filter((name) => !told.includes(name));
    expect(untold).toEqual([]);
  });

  test("tell every variable that the SDK reads", async () => {
    const named = (await read("src/environment.ts")).match(/GSE_\w+/g) ?? [];
    const options = await read("docs/guides/options.md");
    expect(named.filter((name) => !options.includes(`\`${name}\``))).toEqual([]);
  });

  test("tell every flag that gse dev and gse up share", async () => {
    const program = await read("host/src/cli/program.ts");
    const shared = /const hostFlags[\s\S]*?;\n/.exec(program)?.[0] ?? "";
    const flags = [...shared.matchAll(/\.option\("(--[\w-]+)/g)].map(([, flag]) => flag ?? "");
    expect(flags.length).toBeGreaterThan(3);
    const guide = await read("docs/guides/local-development.md");
    expect(flags.filter((flag) => !guide.includes(`\`${flag} `))).toEqual([]);
  });

  test("tell every metric", async () => {
    const metrics = (await read("src/telemetry/instruments.ts")).match(/"gse\.[\w.]+"/g) ?? [];
    expect(metrics.length).toBeGreaterThan(5);
    const guide = await read("docs/guides/diagnosis.md");
    expect(metrics.filter((name) => !guide.includes(`\`${name.slice(1, -1)}\``))).toEqual([]);
  });

  test("are all in the README's list", async () => {
    const readme = await read("README.md");
    expect((await guides()).filter((guide) => !readme.includes(`(docs/guides/${guide})`))).toEqual([]);
  });
});

describe("the link checker", () => {
  const test = base;

  test.for([
    ["a page that is not there", `<a href="gone.html">`, ["index.html: gone.html"]],
    ["a place that is not there", `<a href="other.html#gone">`, ["index.html: other.html#gone"]],
    ["a picture that is not there", `<img src="media/gone.png"/>`, ["index.html: media/gone.png"]],
    ["what is there", `<h2 id="here"><a href="#here"><a href="other.html#there"><a href="https://example.org/">`, []],
  ] as const)("judges %s", ([, html, expected]) => {
    const pages = new Map([
      ["index.html", html],
      ["other.html", `<h2 id="there">`],
    ]);
    expect(deadLinks({ pages, files: new Set(pages.keys()) })).toEqual(expected);
  });

  test("sees what comes from another place", () => {
    expect(
      loadedFromElsewhere(`<script src="https://cdn.example/x.js"></script><a href="https://fine.example">`),
    ).toEqual(["https://cdn.example/x.js"]);
  });
});

const guides = async (): Promise<readonly string[]> =>
  (await readdir(new URL("docs/guides/", root))).filter((name) => name.endsWith(".md"));

const allGuides = async (): Promise<string> =>
  (await Promise.all((await guides()).map((guide) => read(`docs/guides/${guide}`)))).join("\n");
