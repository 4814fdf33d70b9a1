import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";
import tseslint from "typescript-eslint";

// What every file may do, and the few files that may do more. Which room may import which is not written here but in
// test/architecture/rooms.ts; only the walls that an editor should show at once are repeated below.

const sources = ["src/**/*.ts", "host/src/**/*.ts", "host/console/src/**/*.{ts,tsx}", "examples/*/src/**/*.ts"];
const tests = [
  "test/**/*.ts",
  "host/test/**/*.ts",
  "host/console/test/**/*.ts",
  "examples/*/test/**/*.ts",
  "docs/examples/*.ts",
];
const programs = ["bench/**/*.ts"];

const timerModules = ["node:timers", "node:timers/promises", "timers", "timers/promises"].map((name) => ({
  name,
  message: "Time comes through the Clock port; the real one is system-clock.ts.",
}));
const processModule = ["node:process", "process"].map((name) => ({
  name,
  message: "Use the global `process`, so that its few uses are seen.",
}));
const grpc = { name: "@grpc/grpc-js", message: "Only src/wire speaks gRPC; import gse-server-sdk/wire." };

const timerGlobals = [
  "setTimeout",
  "setInterval",
  "setImmediate",
  "clearTimeout",
  "clearInterval",
  "clearImmediate",
].map((name) => ({ name, message: "Use the Clock port; the real one is system-clock.ts." }));
const isNoTurn = ({ name }) => !name.endsWith("Immediate");
const consoleGlobal = { name: "console", message: "Use the logger that was handed in." };

const fromClock = "Time comes through the Clock port; the real one is system-clock.ts.";
const clockProperties = [
  { object: "Date", property: "now", message: fromClock },
  { object: "performance", property: "now", message: fromClock },
  { object: "process", property: "hrtime", message: fromClock },
  { object: "AbortSignal", property: "timeout", message: "Use a deadline made from the Clock port." },
];
const randomProperty = {
  object: "Math",
  property: "random",
  message: "Randomness is handed in, so that a seed can replay it.",
};
const environmentProperty = {
  object: "process",
  property: "env",
  message: "Only environment.ts and the main of a program read the environment.",
};
const exitProperties = ["exit", "exitCode"].map((property) => ({
  object: "process",
  property,
  message: "Only the main of a program decides how it ends.",
}));

const clockSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: fromClock },
  { selector: "CallExpression[callee.name='Date']", message: fromClock },
];

/** `no-restricted-globals` that also sees `globalThis.setTimeout`. */
const restrictedGlobals = (list) => ["error", { globals: list, checkGlobalObject: true }];

export default defineConfig(
  { ignores: ["**/dist/", "**/node_modules/", "src/gen/", "host/src/gen/", "docs/site/", "coverage/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error", noInlineConfig: true } },
  js.configs.recommended,

  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "tsconfig.json",
          "host/tsconfig.json",
          "host/console/tsconfig.json",
          "examples/*/tsconfig.json",
          "bench/tsconfig.json",
          "tsconfig.test.json",
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { requireDefaultForNonUnion: false }],
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // `async` also promises that a failure comes as a rejection, never as a throw.
      "@typescript-eslint/require-await": "off",
      // What was stored or sent gets its type where it is read: `parse<PlayerSession>(row)`.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // `while (true)` is honest.
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
    },
  },

  {
    files: sources,
    rules: {
      "no-restricted-imports": ["error", { paths: [...timerModules, ...processModule, grpc] }],
      "no-restricted-globals": restrictedGlobals([...timerGlobals, consoleGlobal]),
      "no-restricted-properties": ["error", ...clockProperties, randomProperty, environmentProperty, ...exitProperties],
      "no-restricted-syntax": ["error", ...clockSyntax],
    },
  },
  {
    files: ["src/wire/**/*.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [...timerModules, ...processModule] }] },
  },
  {
    // Decisions only: no input or output, no time, no chance.
    files: [
      "src/model/**/*.ts",
      "src/core/**/*.ts",
      "host/src/model/**/*.ts",
      "host/src/engine/**/*.ts",
      "host/src/ports/**/*.ts",
    ],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [grpc],
          patterns: [{ group: ["node:*"], message: "This room is pure: it imports nothing of Node's." }],
        },
      ],
      "no-restricted-globals": restrictedGlobals([
        ...timerGlobals,
        consoleGlobal,
        ...["process", "fetch", "crypto", "performance"].map((name) => ({ name, message: "This room is pure." })),
      ]),
    },
  },
  {
    files: ["src/environment.ts", "host/src/environment.ts", "examples/*/src/environment.ts"],
    rules: { "no-restricted-properties": ["error", ...clockProperties, randomProperty, ...exitProperties] },
  },
  {
    // Where a program begins: its arguments and environment go in, its exit code comes out.
    files: [
      "host/src/cli/main.ts",
      "host/src/simulation/main.ts",
      "host/src/simulation/day-of-play/main.ts",
      "examples/*/src/server.ts",
      "examples/chat/src/scripted-players.ts",
      "examples/matchmaker/src/players.ts",
      "examples/tutorial/src/*.ts",
    ],
    rules: { "no-restricted-properties": ["error", ...clockProperties, randomProperty] },
  },
  {
    // Joining what one turn of the event loop brought is no matter of time.
    files: ["host/src/host.ts", "host/src/testing/event-loop.ts"],
    rules: { "no-restricted-globals": restrictedGlobals([...timerGlobals.filter(isNoTurn), consoleGlobal]) },
  },
  {
    // A sample shows what it does.
    files: ["examples/*/src/**/*.ts"],
    rules: { "no-restricted-globals": restrictedGlobals(timerGlobals.filter(isNoTurn)) },
  },
  {
    // gRPC by hand, to be compared with.
    files: ["examples/tutorial/src/before.ts"],
    rules: { "no-restricted-imports": ["error", { paths: [...timerModules, ...processModule] }] },
  },
  {
    files: ["**/system-clock.ts"],
    rules: {
      "no-restricted-globals": restrictedGlobals([consoleGlobal]),
      "no-restricted-properties": ["error", randomProperty, environmentProperty, ...exitProperties],
      "no-restricted-syntax": "off",
    },
  },

  {
    files: tests,
    rules: {
      // A sleep in a test is a bug report about the design: tests move a clock or wait for a word.
      "no-restricted-imports": ["error", { paths: timerModules }],
      "no-restricted-globals": restrictedGlobals(timerGlobals.filter(({ name }) => name.startsWith("set"))),
      "no-restricted-properties": ["error", randomProperty],
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-empty-function": "off",
      // Vitest asks for the pattern, also of a fixture that needs no other.
      "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    files: programs,
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },

  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: { globals: globals.node },
  },
  {
    files: ["examples/*/public/**/*.js", "examples/*/page/**/*.js"],
    languageOptions: { globals: globals.browser },
  },
);
