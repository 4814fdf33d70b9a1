import { pino } from "pino";
import { onTestFinished } from "vitest";
import { clearAway } from "../../../src/cli/clear-away.js";
import { createCloudApiClient, type CloudApiClient } from "../../../src/client/index.js";
import { startHost, type RunningHost } from "../../../src/main.js";
import { systemClock } from "../../../src/system-clock.js";
import { useTempDir } from "../../../test/support/use-temp-dir.js";

export interface ConsoleUnderTest {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  readonly credentials: { readonly secretId: string; readonly secretKey: string };
  readonly api: CloudApiClient;
  /** To be written to while the host is stopped. */
  readonly dataDir: string;
  /** Logs in whoever opens it first. */
  link(): string;
  /** Games go on, as when a host is stopped by Ctrl-C. */
  stop(): Promise<void>;
  /** On the same address, with the same data. */
  start(): Promise<void>;
  /** Settles when it is so; looks whenever the host tells of something. */
  heard(isSo: () => Promise<boolean>): Promise<void>;
}

/** A host as `gse up` runs it, on free ports, with the console that `npm run build` made; what it launched ends with the test. */
export async function useConsole(): Promise<ConsoleUnderTest> {
  const dataDir = useTempDir();
  let apiAddress = "127.0.0.1:0";
  const open = (): Promise<RunningHost> =>
    startHost({
      mode: "up",
      apiAddress,
      agentAddress: "127.0.0.1:0",
      dataDir,
      publicAddress: "127.0.0.1",
      environment: { PATH: process.env["PATH"] },
      rateLimits: "none",
      logger: pino({ level: "silent" }),
    });
  let running: RunningHost | undefined = await open();
  const { apiUrl: url, credentials } = running;
  apiAddress = running.apiAddress;
  const api = createCloudApiClient({ endpoint: url, ...credentials });

  const stop = async (): Promise<void> => {
    await running?.close();
    running = undefined;
  };
  const start = async (): Promise<void> => {
    running ??= await open();
  };
  onTestFinished(async () => {
    // What games a stopped host left is ended by the next one.
    await start();
    if (running !== undefined)
      await clearAway(running, api, { graceMs: 500, clock: systemClock, reason: "the test is over" });
    api.close();
    await stop();
  });
  return {
    ...{ url, credentials, api, dataDir, stop, start },
    heard: (isSo) =>
      new Promise((resolve, reject) => {
        let looking = false;
        let hasNews = false;
        const look = async (): Promise<void> => {
          hasNews = true;
          if (looking) return;
          looking = true;
          try {
            while (hasNews) {
              hasNews = false;
              if (await isSo()) {
                unfollow?.();
                resolve();
                return;
              }
            }
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
          looking = false;
        };
        const unfollow = running?.host.onEvent(() => void look());
        void look();
      }),
    link: () => {
      const link = running?.consoleLink();
      if (link === undefined) throw new Error('the console is not built: run "npm run build" first');
      return link;
    },
  };
}
