import { existsSync, readFileSync, readdirSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { codeBlocks, misquoted } from "./readme/code-blocks.js";
import { compileBlocks } from "./readme/compile-blocks.js";

const root = new URL("../", import.meta.url);
const read = (path: string): string | undefined => {
  const url = new URL(path, root);
  return existsSync(url) ? readFileSync(url, "utf8") : undefined;
};
const scripts = (JSON.parse(read("package.json") ?? "{}") as { scripts: Record<string, string> }).scripts;

const isTypeScript = ({ language }: { readonly language: string }): boolean => ["ts", "typescript"].includes(language);

/** Links to files of this repository, without their anchors; links to elsewhere are not ours to keep. */
const ownLinks = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target ?? "")
    .filter((target) => !/^[a-z]+:/.test(target));

/** `npm run NAME` wherever it is written. */
const namedScripts = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name ?? "");

const papers = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "host/README.md",
  "proto/README.md",
  "bench/README.md",
  "examples/chat/README.md",
  ...readdirSync(new URL("docs/guides/", root)).map((name) => `docs/guides/${name}`),
];

describe.each(papers.filter((path) => read(path) !== undefined))("%s", (paper) => {
  const markdown = read(paper) ?? "";
  const blocks = codeBlocks(markdown);

  test("shows TypeScript that compiles", () => {
    expect(compileBlocks(blocks.filter(isTypeScript).filter(({ from }) => from?.isPart !== true))).toEqual([]);
  });

  test("quotes files as they are", () => {
    const problems = blocks.map((block) => misquoted(block, block.from && read(block.from.path)));
    expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
  });

  test("links to files that exist", () => {
    const targets = ownLinks(markdown).map((target) => posix.join(posix.dirname(paper), target));
    // The site is made by `npm run docs`.
    expect(targets.filter((target) => !target.startsWith("docs/site") && !existsSync(new URL(target, root)))).toEqual(
      [],
    );
  });

  // What stands for something in them must not be what no address can hold.
  test("shows addresses for curl that can be pasted", () => {
    const lines = blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.split("\n"));
    expect(lines.filter((line) => /^curl .*http.*[^\x20-\x7e]/.test(line))).toEqual([]);
  });

  test("names npm scripts that exist", () => {
    expect(namedScripts(markdown).filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});

describe("the papers' test itself", () => {
  const block = (language: string, text: string, above = ""): string =>
    `# Title\n\n${above}\n\`\`\`${language}\n${text}\n\`\`\`\n`;
  const onlyBlock = (markdown: string) => codeBlocks(markdown).slice(0, 1);

  test("reads the language, the text and the line of each block", () => {
    const markdown = `${block("sh", "npm ci")}${block("ts", "one();\n\ntwo();")}`;
    expect(codeBlocks(markdown)).toEqual([
      { language: "sh", text: "npm ci", line: 4 },
      { language: "ts", text: "one();\n\ntwo();", line: 10 },
    ]);
  });

  test("says in which line a block does not compile", () => {
    const wrong = block(
      "ts",
      `import { readFile } from "node:fs/promises";\nconst text: number = await readFile("x", "utf8");`,
    );
    expect(compileBlocks(onlyBlock(wrong))).toEqual([
      expect.stringMatching(/^line 6: Type 'string' is not assignable/),
    ]);
  });

  test("finds a name that the SDK does not have", () => {
    const wrong = block("ts", `import { NoSuchName } from "gse-server-sdk";`);
    expect(compileBlocks(onlyBlock(wrong))).toEqual([expect.stringContaining("NoSuchName")]);
  });

  test("lets a block that compiles pass", () => {
    expect(compileBlocks(onlyBlock(block("ts", `export const now: number = Date.now();`)))).toEqual([]);
  });

  test.each([
    ["a file that is quoted whole", "<!-- from a.ts -->", "one();\n  two();", undefined],
    ["a file that is quoted in part as if whole", "<!-- from a.ts -->", "one();", "is not what"],
    ["lines that follow each other", "<!-- part of a.ts -->", "two();", undefined],
    ["lines that are not there", "<!-- part of a.ts -->", "three();", "is no part of"],
    ["half a line", "<!-- part of a.ts -->", "wo();", "is no part of"],
  ])("judges %s", (_what, above, text, expected) => {
    const [quote] = onlyBlock(block("ts", text, above));
    const problem = quote && misquoted(quote, "one();\n  two();\n");
    expect(problem).toEqual(expected === undefined ? undefined : expect.stringContaining(expected));
  });

  test("misses a quoted file that is gone", () => {
    const [quote] = onlyBlock(block("ts", "one();", "<!-- from gone.ts -->"));
    expect(quote && misquoted(quote, undefined)).toContain("does not exist");
  });

  test("finds links and scripts", () => {
    expect(ownLinks("[a](./a.md#part) [b](https://example.org) [c](#here) [d](docs/d.md)")).toEqual([
      "./a.md",
      "docs/d.md",
    ]);
    expect(namedScripts("`npm run check -- lint` or npm run bench")).toEqual(["check", "bench"]);
  });
});
