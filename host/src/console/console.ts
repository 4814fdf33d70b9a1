import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import type { ApiDoor, HostFacts, NeighbourRoom } from "../cloud-api/index.js";
import type { Changes, Clock, CommandHost, Statistics } from "../ports/index.js";
import { TemporaryKeyRing } from "../temporary-keys.js";
import { AppFolder } from "./app-files.js";
import { ChangeFeed } from "./change-feed.js";
import { takeJsonOnly } from "./json-room.js";
import { loginLink } from "./login-link.js";
import { OneTimeTokens } from "./one-time-tokens.js";
import type { UsageOf } from "./process-row.js";
import { serveFiles } from "./serve-files.js";
import { serveLive } from "./serve-live.js";
import { serveLogin } from "./serve-login.js";
import { serveMetrics } from "./serve-metrics.js";
import { serveScalingPreview, type PreviewScaling } from "./serve-scaling-preview.js";

export interface ConsoleOptions {
  /** Where the web app and the packed sample are; default: where `npm run build` puts them. */
  readonly folders?: ConsoleFolders;
  readonly clock: Clock;
  readonly host: () => CommandHost;
  readonly facts: HostFacts;
  /** The host's own key, of which those of a login are made. */
  readonly secretKey: string;
  readonly usageOf: UsageOf;
  readonly statistics: Statistics;
  /** The engine's. */
  readonly previewScaling: PreviewScaling;
  readonly version: string;
  readonly mode: "dev" | "up";
  /** Where the page begins. */
  readonly region: string;
  readonly onFault: (doing: string, error: unknown) => void;
}

export interface ConsoleFolders {
  readonly app: string;
  readonly sample: string;
}

/** How long a login lasts, a renewal too. */
const KEYS_LAST_MS = 12 * 3_600_000;

/** The same for the sources and for what is compiled of them. */
const builtFolders: ConsoleFolders = {
  app: fileURLToPath(new URL("../../dist/console/app/", import.meta.url)),
  sample: fileURLToPath(new URL("../../dist/console/sample/", import.meta.url)),
};

/** What the web console needs of its host besides the cloud API: a way in, its files, and news. */
export class Console implements NeighbourRoom {
  /** What a login gives; the cloud API must know them, too. */
  readonly temporaryKeys: TemporaryKeyRing;
  readonly #options: ConsoleOptions;
  readonly #app: AppFolder;
  readonly #sample: AppFolder;
  readonly #tokens = new OneTimeTokens();
  readonly #feed: ChangeFeed;
  readonly #startedAtMs: number;

  constructor(options: ConsoleOptions) {
    this.#options = options;
    const { secretKey, folders = builtFolders } = options;
    this.temporaryKeys = new TemporaryKeyRing({ purpose: "console", secretKey, lastMs: KEYS_LAST_MS });
    this.#app = new AppFolder(folders.app, "index.html");
    this.#sample = new AppFolder(folders.sample, "chat.zip");
    this.#feed = new ChangeFeed(options);
    this.#startedAtMs = options.clock.now();
  }

  isBuilt(): boolean {
    return this.#app.files().size > 0;
  }

  /** An address that logs in whoever opens it first, within 15 minutes. For a terminal only: never for a log. */
  link(base: string): string {
    return loginLink(base, this.#tokens.make(this.#options.clock.now()));
  }

  /** To be called with every row that was committed. Never throws. */
  committed(changes: Changes): void {
    this.#feed.committed(changes);
  }

  serve(app: FastifyInstance, door: ApiDoor): void {
    const { temporaryKeys } = this;
    const { clock, host, usageOf, statistics, previewScaling, version, mode, region, onFault } = this.#options;
    const about = { HostVersion: version, Mode: mode, StartedAtMs: this.#startedAtMs, Region: region };
    void app.register(async (room) => {
      takeJsonOnly(room, onFault);
      serveLogin(room, { clock, tokens: this.#tokens, temporaryKeys, door });
      serveLive(room, { clock, host, feed: this.#feed, usageOf, door, about });
      serveMetrics(room, { host, statistics, door });
      serveScalingPreview(room, { clock, host, statistics, previewScaling, door });
    });
    void app.register(async (room) => {
      serveFiles(room, { app: this.#app, sample: this.#sample, onFault });
    });
    // Before the server waits for what is under way: streams would never end by themselves.
    app.addHook("preClose", async () => {
      this.#feed.close();
    });
  }
}
