import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { send, type Answer } from "../cloud-api/support/send.js";
import { useTempDir } from "../support/use-temp-dir.js";
import { useConsole, type ConsoleUnderTest } from "./use-console.js";

const browser = { accept: "text/html,application/xhtml+xml" };

describe("The console's files", () => {
  test("are served as they were built, with what a browser may do with them", async () => {
    const { get } = await useApp();
    const page = await get("/console/");
    expect([page.status, page.type, page.text]).toEqual([200, "text/html; charset=utf-8", "<!doctype html>the page"]);
    expect(page.headers).toMatchObject({
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
  });

  test.each([
    ["assets/main-abc.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"],
    ["favicon.svg", "image/svg+xml", "no-cache"],
    ["sample/chat.zip", "application/zip", "no-cache"],
  ])("have their type and their time: %s", async (name, type, kept) => {
    const { get } = await useApp();
    const { status, type: found, headers, text } = await get(`/console/${name}`);
    expect([status, found, headers["cache-control"], text]).toEqual([200, type, kept, `content of ${name}`]);
  });

  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip", "gzip"],
    ["GZIP;q=0.5, br;q=0", "gzip"],
    ["br; q=0.000, gzip;q=0", undefined],
    ["identity", undefined],
    ["", undefined],
  ])("are sent compressed to a browser that accepts %j", async (accepted, encoding) => {
    const { get } = await useApp();
    const answer = await get("/console/assets/main-abc.js", { "accept-encoding": accepted });
    expect(answer.headers["content-encoding"]).toBe(encoding);
    expect(answer.text).toBe(encoding === undefined ? "content of assets/main-abc.js" : `as ${encoding}`);
    expect([answer.headers["vary"], answer.type]).toEqual(["accept-encoding", "text/javascript; charset=utf-8"]);
  });

  test("need not be sent again when they have not changed", async () => {
    const { get } = await useApp();
    const { headers } = await get("/console/");
    const tag = headers["etag"];
    if (typeof tag !== "string") throw new Error("there is no ETag");
    const again = await get("/console/", { "if-none-match": tag });
    expect([again.status, again.text, again.headers["etag"]]).toEqual([304, "", tag]);
    expect((await get("/console/", { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("answer HEAD as GET, without the content", async () => {
    const { address } = await useApp();
    const { status, type, text } = await send(address, { method: "HEAD", path: "/console/" });
    expect([status, type, text]).toEqual([200, "text/html; charset=utf-8", ""]);
  });

  test("are found by the page itself on a path that is none of them", async () => {
    const { get } = await useApp();
    for (const path of ["fleets", "fleets/fleet-1/instances", "sessions?expression=a.b", "no/such/place"])
      expect(await get(`/console/${path}`)).toMatchObject({ status: 200, text: "<!doctype html>the page" });
  });

  test.each([
    "assets/gone.js",
    "../secret.txt",
    "..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "assets/..%5c..%5csecret.txt",
    "assets/../../secret.txt",
    "/etc/passwd.txt",
    "sample/../secret.txt",
    "assets/main-abc.js.br",
    "%00.txt",
  ])("are all that is served: nothing at %s", async (path) => {
    const { get } = await useApp();
    const { status, text } = await get(`/console/${path}`);
    expect(text).not.toContain("secret");
    expect(status).toBe(404);
  });

  test("are seen when they were built anew under a running host", async () => {
    const { get, app } = await useApp();
    await get("/console/");
    writeFileSync(join(app, "new.txt"), "new");
    writeFileSync(join(app, "index.html"), "the next page");
    utimesSync(join(app, "index.html"), 1, 1);
    expect((await get("/console/")).text).toBe("the next page");
    expect((await get("/console/new.txt")).text).toBe("new");
    rmSync(app, { recursive: true });
    expect((await get("/console/")).status).toBe(503);
  });

  test("are not to be kept when one cannot be read", async () => {
    const { get, app, faults } = await useApp();
    await get("/console/");
    rmSync(join(app, "assets"), { recursive: true });
    const { status, headers } = await get("/console/assets/main-abc.js");
    expect([status, headers["cache-control"]]).toEqual([500, "no-store"]);
    expect(faults).toEqual([expect.stringMatching(/^send a file of the console: .*ENOENT/)]);
  });

  test("are where /console leads", async () => {
    const { get } = await useApp();
    const { status, headers } = await get("/console");
    expect([status, headers["location"]]).toEqual([308, "/console/"]);
  });

  test("are where a browser comes that opens the host's address; a program is answered as before", async () => {
    const { get } = await useApp();
    const { status, headers } = await get("/", browser);
    expect([status, headers["location"], headers["cache-control"]]).toEqual([302, "/console/", "no-store"]);
    expect((await get("/")).text).toContain("AuthFailure.InvalidAuthorization");
  });
});

describe("A host whose console is not built", () => {
  test("says how to build it", async () => {
    const { get } = asReader(await useConsole());
    const page = await get("/console/fleets");
    expect([page.status, page.type]).toEqual([503, "text/html; charset=utf-8"]);
    expect(page.text).toContain("npm run build");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("shows a browser that opens its address what it is", async () => {
    const { get } = asReader(await useConsole());
    const { status, text } = await get("/", browser);
    expect([status, text]).toEqual([200, expect.stringContaining("This is the cloud API")]);
  });
});

interface App {
  readonly address: string;
  readonly faults: readonly string[];
  readonly app: string;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
}

async function useApp(): Promise<App> {
  const [folder, sample] = [useTempDir(), useTempDir()];
  const app = join(folder, "app");
  mkdirSync(join(app, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(app, "favicon.svg"), "content of favicon.svg");
  writeFileSync(join(app, "assets", "main-abc.js"), "content of assets/main-abc.js");
  writeFileSync(join(app, "assets", "main-abc.js.br"), "as br");
  writeFileSync(join(app, "assets", "main-abc.js.gz"), "as gzip");
  writeFileSync(join(app, "index.html"), "<!doctype html>the page");
  writeFileSync(join(sample, "chat.zip"), "content of sample/chat.zip");
  return { app, ...asReader(await useConsole({ console: { folders: { app, sample } } })) };
}

/** A GET on a path that is sent as it is written. */
const asReader = ({ address, faults }: ConsoleUnderTest): Omit<App, "app"> => ({
  address,
  faults,
  get: (path, headers = {}) => send(address, { method: "GET", path, headers }),
});
