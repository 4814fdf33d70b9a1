import { readdirSync } from "node:fs";

/** In the order of reading: first steps, the life of a server, then what is looked up. */
const first = [
  "life-cycle",
  "local-development",
  "testing-your-server",
  "doctor",
  "players",
  "shutting-down",
  "packing",
  "diagnosis",
];
const last = ["from-the-tutorial", "other-languages", "options", "errors"];

const all = readdirSync(new URL("docs/guides/", import.meta.url)).map((name) => name.replace(/\.md$/, ""));
const others = all.filter((name) => !first.includes(name) && !last.includes(name));
const guides = [...first, ...others, ...last].filter((name) => all.includes(name));

/** @type {Partial<import("typedoc").TypeDocOptions>} */
export default {
  name: "gse-server-sdk",
  entryPoints: [
    "src/index.ts",
    "src/wire/index.ts",
    "host/src/testing/index.ts",
    "host/src/client/index.ts",
    "host/src/client/latency/index.ts",
    "host/src/main.ts",
  ],
  tsconfig: "tsconfig.docs.json",
  plugin: ["./scripts/typedoc-plugin.mjs"],
  out: "docs/site",
  customCss: "docs/theme/site.css",
  hideGenerator: true,
  readme: "README.md",
  projectDocuments: [
    ...guides.map((name) => `docs/guides/${name}.md`),
    "examples/chat/README.md",
    "proto/README.md",
    "bench/README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
  ],
  highlightLanguages: ["bash", "console", "css", "html", "ini", "javascript", "json", "python", "tsx", "typescript"],
  includeVersion: true,
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  navigation: {
    includeGroups: true,
    includeCategories: false,
    includeFolders: false,
  },
  groupOrder: [
    "Guides",
    "Modules",
    "The repository",
    "Classes",
    "Functions",
    "Constructors",
    "Properties",
    "Accessors",
    "Methods",
    "*",
  ],
  sort: ["source-order"],
  sortEntryPoints: false,
  searchInComments: true,
  searchInDocuments: true,
  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  validation: {
    notExported: true,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    unusedMergeModuleWith: true,
  },
};
