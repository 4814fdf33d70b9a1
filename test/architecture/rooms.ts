export interface Room {
  /** Other rooms that this one may import. */
  readonly rooms: readonly string[];
  /** Packages, as they stand in the import; `node:*` is Node itself. */
  readonly packages?: readonly string[];
  /** The file only gives names on: `export { … } from`. */
  readonly isDoor?: boolean;
}

/**
 * The rooms of this repository and the arrows between them. A room is a folder with all below it, a file, or `folder/*`, the
 * files that stand directly in a folder; the longest name wins. A file in no room, and an import without an arrow, fail.
 */
export const rooms: Readonly<Record<string, Room>> = {
  // gse-server-sdk
  "src/index.ts": { rooms: ["src/*", "src/model", "src/core", "src/wire"], isDoor: true },
  "src/*": {
    rooms: ["src/model", "src/core", "src/wire", "src/telemetry", "src/system-clock.ts", "src/environment.ts"],
    packages: ["eventemitter3", "node:*"],
  },
  "src/environment.ts": { rooms: [] },
  // The only room that knows of OpenTelemetry, which may be missing.
  "src/telemetry": { rooms: [], packages: ["@opentelemetry/api"] },
  "src/system-clock.ts": { rooms: ["src/core"] },
  "src/model": { rooms: [] },
  "src/core": { rooms: ["src/model"] },
  "src/wire": {
    rooms: ["src/model", "src/core", "src/gen", "src/system-clock.ts"],
    packages: ["@grpc/grpc-js", "@bufbuild/protobuf/wire", "node:*"],
  },
  "src/gen": { rooms: [], packages: ["@grpc/grpc-js", "@bufbuild/protobuf/wire"] },

  // gse-host
  "host/src/main.ts": {
    rooms: [
      "host/src/agent",
      "host/src/closers.ts",
      "host/src/cloud-api",
      "host/src/console",
      "host/src/cos",
      "host/src/credentials.ts",
      "host/src/disk-watch.ts",
      "host/src/engine",
      "host/src/host-limits.ts",
      "host/src/host.ts",
      "host/src/journal",
      "host/src/latency",
      "host/src/listening.ts",
      "host/src/logs",
      "host/src/machine-watch.ts",
      "host/src/metrics",
      "host/src/model",
      "host/src/ports",
      "host/src/retention.ts",
      "host/src/runtime",
      "host/src/statistics",
      "host/src/system-clock.ts",
      "host/src/version.ts",
    ],
    packages: ["pino", "node:*"],
  },
  "host/src/listening.ts": { rooms: [], packages: ["gse-server-sdk"] },
  "host/src/host.ts": {
    rooms: [
      "host/src/command-kinds.ts",
      "host/src/deadline-timer.ts",
      "host/src/effect-runner.ts",
      "host/src/engine",
      "host/src/flush-line.ts",
      "host/src/found-at-start.ts",
      "host/src/model",
      "host/src/ports",
      "host/src/process-sweep.ts",
    ],
  },
  "host/src/command-kinds.ts": { rooms: ["host/src/model"] },
  "host/src/deadline-timer.ts": { rooms: ["host/src/ports"] },
  "host/src/flush-line.ts": { rooms: ["host/src/ports"] },
  "host/src/found-at-start.ts": { rooms: ["host/src/ports", "host/src/model"] },
  "host/src/process-sweep.ts": { rooms: ["host/src/ports", "host/src/model"] },
  "host/src/effect-runner.ts": { rooms: ["host/src/engine", "host/src/ports", "host/src/model"] },
  "host/src/system-clock.ts": { rooms: ["host/src/ports"] },
  "host/src/closers.ts": { rooms: [] },
  "host/src/regions.ts": { rooms: [] },
  "host/src/in-pieces.ts": { rooms: ["host/src/ports"] },
  "host/src/machine-watch.ts": { rooms: ["host/src/in-pieces.ts", "host/src/model", "host/src/ports"] },
  "host/src/disk-watch.ts": { rooms: ["host/src/ports"] },
  "host/src/host-limits.ts": { rooms: ["host/src/archive", "host/src/engine", "host/src/logs"] },
  "host/src/retention.ts": { rooms: ["host/src/ports"] },
  "host/src/version.ts": { rooms: [], packages: ["node:*"] },
  "host/src/credentials.ts": { rooms: ["host/src/model", "host/src/ports"], packages: ["node:*"] },
  "host/src/temporary-keys.ts": { rooms: ["host/src/ports"], packages: ["node:*"] },
  "host/src/model": { rooms: [] },
  "host/src/ports": { rooms: ["host/src/model"] },
  "host/src/engine": { rooms: ["host/src/model"] },
  // Search expressions: read, and looked through sessions with.
  "host/src/search": { rooms: ["host/src/model"] },
  "host/src/journal": { rooms: ["host/src/ports", "host/src/model"], packages: ["libsql", "node:*"] },
  "host/src/runtime": {
    rooms: ["host/src/archive", "host/src/ports", "host/src/model"],
    packages: ["node:*"],
  },
  "host/src/agent": { rooms: ["host/src/ports", "host/src/model"], packages: ["gse-server-sdk/wire", "node:*"] },
  "host/src/cloud-api": {
    rooms: [
      "host/src/ports",
      "host/src/model",
      "host/src/gen",
      "host/src/params",
      "host/src/regions.ts",
      "host/src/search",
      "host/src/temporary-keys.ts",
    ],
    packages: ["fastify", "node:*"],
  },
  // What players measure their way to regions with.
  "host/src/latency": { rooms: ["host/src/ports", "host/src/regions.ts"], packages: ["fastify", "node:*"] },
  // Packages as they come from outside: judged, and unpacked.
  "host/src/logs": { rooms: ["host/src/ports", "host/src/model"], packages: ["yazl", "node:*"] },
  "host/src/metrics": { rooms: ["host/src/ports", "host/src/model"], packages: ["prom-client", "node:*"] },
  "host/src/statistics": {
    rooms: ["host/src/in-pieces.ts", "host/src/regions.ts", "host/src/ports", "host/src/model"],
  },
  "host/src/archive": { rooms: [], packages: ["yauzl", "node:*"] },
  "host/src/blobs": { rooms: ["host/src/ports"], packages: ["node:*"] },
  "host/src/cos": {
    rooms: ["host/src/archive", "host/src/blobs", "host/src/ports", "host/src/model", "host/src/temporary-keys.ts"],
    packages: ["fastify", "node:*"],
  },
  // What the web console needs of the host; the web app itself is host/console.
  "host/src/console": {
    rooms: ["host/src/cloud-api", "host/src/model", "host/src/ports", "host/src/temporary-keys.ts"],
    packages: ["fastify", "node:*"],
  },
  "host/src/gen": { rooms: [] },
  "host/src/params": { rooms: ["host/src/gen"] },
  "host/src/client": {
    rooms: ["host/src/client/clock.ts", "host/src/client/latency", "host/src/client/system-clock.ts", "host/src/gen"],
    packages: ["node:*"],
  },
  "host/src/client/clock.ts": { rooms: [] },
  "host/src/client/system-clock.ts": { rooms: ["host/src/client/clock.ts"] },
  // In browsers, too: nothing of Node's.
  "host/src/client/latency": {
    rooms: ["host/src/client/clock.ts", "host/src/client/system-clock.ts", "host/src/regions.ts"],
  },
  "host/src/testing": {
    // Everything of the host but what people look at, and main, which it stands in for.
    rooms: [
      "host/src/agent",
      "host/src/closers.ts",
      "host/src/cloud-api",
      "host/src/credentials.ts",
      "host/src/engine",
      "host/src/host.ts",
      "host/src/journal",
      "host/src/latency",
      "host/src/model",
      "host/src/ports",
      "host/src/runtime",
      "host/src/system-clock.ts",
    ],
    packages: ["gse-server-sdk/wire", "node:*"],
  },
  // A development tool: it is in no package.
  "host/src/simulation": {
    rooms: [
      "host/src/engine",
      "host/src/host.ts",
      "host/src/journal",
      "host/src/model",
      "host/src/ports",
      "host/src/system-clock.ts",
      "host/src/testing",
    ],
    packages: ["node:*"],
  },
  "host/src/cli/main.ts": {
    rooms: ["host/src/cli/program.ts", "host/src/cli", "host/src/system-clock.ts"],
    packages: ["picocolors", "node:*"],
  },
  "host/src/cli/program.ts": {
    rooms: ["host/src/cli", "host/src/cli/doctor", "host/src/client", "host/src/model"],
    packages: ["commander"],
  },
  "host/src/cli/doctor": {
    // The one command with a GSE of its own, in virtual time: the test kit. Loaded only when it is called.
    rooms: ["host/src/cli", "host/src/main.ts", "host/src/model", "host/src/ports", "host/src/testing"],
    packages: ["node:*"],
  },
  "host/src/cli": {
    // Of the host only main, and the words in which it speaks; of the cloud API only the client.
    rooms: [
      "host/src/client",
      "host/src/credentials.ts",
      "host/src/main.ts",
      "host/src/model",
      "host/src/params",
      "host/src/ports",
      "host/src/regions.ts",
      "host/src/search",
      "host/src/system-clock.ts",
      "host/src/version.ts",
    ],
    packages: ["chokidar", "commander", "log-update", "picocolors", "pino", "yauzl", "yazl", "node:*"],
  },

  // The web console, in the browser. Of the host it knows the catalogue, and what holds values to it.
  "host/console/src/browser": { rooms: [] },
  "host/console/src/theme": { rooms: ["host/console/src/browser"], packages: ["react"] },
  "host/console/src/i18n": { rooms: ["host/console/src/browser"], packages: ["react"] },
  "host/console/src/api": {
    rooms: ["host/console/src/browser", "host/src/gen"],
    packages: ["@noble/hashes/*", "@tanstack/react-query", "react"],
  },
  "host/console/src/live": {
    // Of the host's side the types of what it sends.
    rooms: ["host/console/src/api", "host/console/src/browser", "host/src/console"],
    packages: ["@tanstack/react-query", "react"],
  },
  "host/console/src/parts": {
    rooms: [
      "host/console/src/api",
      "host/console/src/browser",
      "host/console/src/i18n",
      "host/console/src/live",
      "host/console/src/theme",
      "host/src/gen",
      "host/src/params",
    ],
    packages: [
      "@tanstack/react-query",
      "@tanstack/react-virtual",
      "echarts/*",
      "react",
      "react-dom",
      "react-router",
      "tdesign-icons-react/*",
      "tdesign-react/*",
    ],
  },
  "host/console/src/pages": {
    rooms: [
      // Its lists of words only: what a browser gets of it is no more than that.
      "host/src/model",
      "host/console/src/api",
      "host/console/src/browser",
      "host/console/src/i18n",
      "host/console/src/live",
      "host/console/src/parts",
    ],
    packages: ["@tanstack/react-query", "react", "react-router", "tdesign-react/*"],
  },
  "host/console/src/shell": {
    rooms: [
      "host/console/src/api",
      "host/console/src/browser",
      "host/console/src/i18n",
      "host/console/src/live",
      "host/console/src/pages",
      "host/console/src/parts",
      "host/console/src/theme",
    ],
    packages: ["@tanstack/react-query", "react", "react-router", "tdesign-react/*"],
  },
  "host/console/src/*": {
    rooms: [
      "host/console/src/api",
      "host/console/src/i18n",
      "host/console/src/live",
      "host/console/src/shell",
      "host/console/src/theme",
    ],
    packages: ["@tanstack/react-query", "react", "react-dom/*", "react-router", "tdesign-react/*", "virtual:*"],
  },

  // Samples know the packages as their readers do, by name; each is a room of its own.
  "examples/chat/src": { rooms: [], packages: ["gse-server-sdk", "ws", "node:*"] },
  "examples/hello/src": { rooms: [], packages: ["gse-server-sdk", "node:*"] },
  "examples/login-service/src": { rooms: [], packages: ["gse-host/client", "node:*"] },
  "examples/matchmaker/src": { rooms: [], packages: ["gse-host/client", "gse-host/client/latency", "node:*"] },
  "examples/tutorial/src": { rooms: [], packages: ["gse-server-sdk", "node:*"] },
  // What the SDK stands in for: gRPC by hand.
  "examples/tutorial/src/before.ts": { rooms: [], packages: ["@grpc/grpc-js", "@grpc/proto-loader", "node:*"] },
};
