import { previewScaling, upSettings } from "../../src/engine/index.js";
import { createTc3Signer } from "../../src/client/sign-tc3.js";
import type { CloudApiOptions } from "../../src/cloud-api/index.js";
import { Console, type ConsoleOptions } from "../../src/console/index.js";
import { send, type Answer } from "../cloud-api/support/send.js";
import { credentials, useCloudApi, type CloudApi } from "../cloud-api/support/use-cloud-api.js";
import type { StatisticsStore } from "../../src/ports/index.js";
import { useKept } from "../statistics/use-kept.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";

export interface Keys {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

export interface LoginAnswer {
  readonly SecretId: string;
  readonly SecretKey: string;
  readonly Token: string;
  readonly ExpiresAtMs: number;
}

export interface ConsoleUnderTest extends CloudApi {
  readonly console: Console;
  readonly faults: readonly string[];
  /** What the test records there, the console tells. */
  readonly statistics: StatisticsStore;
  /** A JSON POST without a signature. */
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same, signed: by the host's own pair unless others are given. */
  signed(path: string, body?: object, keys?: Keys): Promise<Answer>;
  /** Temporary keys, by a login. */
  login(): Promise<Keys & { readonly expiresAtMs: number }>;
}

interface Options {
  readonly console?: Partial<ConsoleOptions>;
  readonly api?: Partial<CloudApiOptions>;
}

/** The real console on a cloud API of its own; the processes are played. Its web app is what the test puts into a folder. */
export async function useConsole({ console: given, api: givenApi }: Options = {}): Promise<ConsoleUnderTest> {
  const clock = useManualClock(Date.now());
  const faults: string[] = [];
  const kept = useKept(clock);
  const console = new Console({
    folders: { app: useTempDir(), sample: useTempDir() },
    clock,
    host: () => api.host,
    facts: { ...upSettings, machine: { system: "Linux 6.8.0", cpus: 2, memoryBytes: 4 * 1024 ** 3 } },
    secretKey: credentials.secretKey,
    usageOf: () => ({ cpuMs: 1_500, rssBytes: 4_096 }),
    statistics: kept.statistics,
    previewScaling,
    version: "1.2.3",
    mode: "up",
    region: "ap-shanghai",
    onFault: (doing, error) => faults.push(`${doing}: ${String(error)}`),
    ...given,
  });
  const api: CloudApi = await useCloudApi({
    clock,
    commits: {
      stopwatch: () => 0,
      committed: (_rows, _ms, changes) => {
        console.committed(changes);
      },
      refused: () => undefined,
    },
    api: { console, temporaryKeys: console.temporaryKeys, ...givenApi },
  });
  const post: ConsoleUnderTest["post"] = (path, body, headers = {}) =>
    send(api.address, {
      path,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return {
    ...api,
    console,
    faults,
    statistics: kept.store,
    post,
    signed: (path, body = {}, keys = credentials) =>
      post(path, body, signedHeaders(path, JSON.stringify(body), keys, clock.now())),
    login: async () => {
      const token = console.link("").split("#login=")[1] ?? "";
      const answer = jsonIn<LoginAnswer>(await post("/console/login", { Token: token }));
      const { SecretId, SecretKey, Token, ExpiresAtMs } = answer;
      return { secretId: SecretId, secretKey: SecretKey, token: Token, expiresAtMs: ExpiresAtMs };
    },
  };
}

/** What makes a JSON POST to that path a signed one. */
export const signedHeaders = (path: string, body: string, keys: Keys, nowMs: number): Record<string, string> => ({
  ...createTc3Signer(keys, "127.0.0.1", path)(body, nowMs),
  ...(keys.token !== undefined && { "x-tc-token": keys.token }),
});

export const jsonIn = <T>({ text }: Answer): T => JSON.parse(text) as T;

/** Status and code of a refusal. */
export const refusalIn = (answer: Answer): readonly [status: number, code: string] => [
  answer.status,
  jsonIn<{ Code: string }>(answer).Code,
];
