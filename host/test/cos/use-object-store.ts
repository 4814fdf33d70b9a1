import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import COS from "cos-nodejs-sdk-v5";
import Fastify from "fastify";
import { onTestFinished } from "vitest";
import { PackageStore, type PackageStoreOptions } from "../../src/cos/index.js";
import { useManualClock, type ManualClock } from "../support/use-manual-clock.js";
import { useTempDir } from "../support/use-temp-dir.js";

export const credentials = { secretId: "AKIDtest", secretKey: "Schlüssel-密钥" };
export const region = "ap-shanghai";
export const bucket = "gse-ap-shanghai-1250000000";

export interface ObjectStore {
  readonly clock: ManualClock;
  readonly store: PackageStore;
  readonly dataDir: string;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** What the host could not do. */
  readonly faults: readonly string[];
  /** All files and folders of packages, sorted, our random names as `<blob>`. */
  files(): readonly string[];
  /** The parts of a URL: where a package of that key is sent. */
  url(key: string): string;
}

/** The real store on a port of its own, without a host around it. */
export async function useObjectStore(given: Partial<PackageStoreOptions> = {}): Promise<ObjectStore> {
  const dataDir = given.dataDir ?? useTempDir();
  // The SDK signs by the machine's time, so that is where ours starts.
  const clock = useManualClock(Date.now());
  const faults: string[] = [];
  const store = await PackageStore.open({
    clock,
    credentials,
    uuid: randomUUID,
    assetBlobs: [],
    maxTotalBytes: 100 * 1024 ** 2,
    onFault: (doing) => faults.push(doing),
    ...given,
    dataDir,
  });
  const app = Fastify({ exposeHeadRoutes: false });
  app.post("/other", async () => "read");
  store.serve(app);
  await app.listen({ host: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    store.close();
    app.server.closeAllConnections();
    await app.close();
  });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("it listens nowhere");
  const at = `127.0.0.1:${address.port}`;
  return {
    clock,
    store,
    dataDir,
    address: at,
    faults,
    files: () =>
      readdirSync(join(dataDir, "blobs"), { recursive: true, encoding: "utf8" })
        .map((name) => name.replace(/[0-9a-f]{32}/g, "<blob>"))
        .sort(),
    url: (key) => `http://${at}/cos/${bucket}/${key.split("/").map(encodeURIComponent).join("/")}`,
  };
}

/** Where a store sends what: in the path, or as the host's name, as on Tencent's cloud. */
export type AddressForm = "path" | "host";

/** Tencent's own SDK of COS, unmodified, turned to `address`. */
export function useCosSdk(address: string, keys: COS.COSOptions, form: AddressForm = "path"): COS {
  // It sends even calls to 127.0.0.1 through a proxy that the environment names.
  for (const name of ["http_proxy", "HTTP_PROXY"]) {
    const before = process.env[name];
    if (before === undefined) continue;
    Reflect.deleteProperty(process.env, name);
    onTestFinished(() => {
      process.env[name] = before;
    });
  }
  return new COS({
    Protocol: "http:",
    ...(form === "path" ? { Domain: `${address}/cos/{Bucket}` } : { Ip: address }),
    KeepAlive: false,
    // What it remembers of uploads in parts.
    ConfCwd: useTempDir(),
    ...keys,
  });
}

/** The keys that GetUploadFederationToken gives, in the SDK's words. */
export function temporaryKeys({ store }: ObjectStore): { SecretId: string; SecretKey: string; SecurityToken: string } {
  const { secretId, secretKey, token } = store.temporaryKeys();
  return { SecretId: secretId, SecretKey: secretKey, SecurityToken: token };
}

/** The Authorization of GetUploadCredentials. */
export function grantOf({ store }: ObjectStore, key: string): string {
  const grant = store.grant({ region, key });
  if (!grant.ok) throw new Error(grant.refusal.message);
  return grant.value.authorization;
}

/** What COS answered: its status, and the code of its error, "" for none. */
export async function answerOf(call: Promise<Response>): Promise<{ status: number; code: string; message: string }> {
  const answer = await call;
  const text = await answer.text();
  const [, code = ""] = /<Code>(.*)<\/Code>/.exec(text) ?? [];
  const [, message = ""] = /<Message>(.*)<\/Message>/s.exec(text) ?? [];
  return { status: answer.status, code, message };
}
