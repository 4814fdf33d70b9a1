import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { onTerminal } from "./on-terminal.js";
import { useDevHost } from "./use-dev-host.js";
import { gse, useGse } from "./use-gse.js";
import { useUp } from "./use-up.js";

const link = /http:\/\/127\.0\.0\.1:\d+\/console\/#login=[\w-]{43}/;

describe("gse console", () => {
  test("prints an address that logs in, once", async () => {
    const cwd = useTempDir();
    const up = await useUp(cwd);
    const { code, stdout, stderr } = await gse(["console", "--endpoint", up.api], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^${link.source}\n$`));
    expect(stdout).toContain(up.api);
    expect([await loginStatus(stdout), await loginStatus(stdout)]).toEqual([200, 403]);
    up.signal("SIGINT");
    expect((await up.exited).stdout).not.toContain("#login=");
  });

  test("prints it as JSON for a program", async () => {
    const host = await useDevHost();
    const { stdout } = await host.run("console", "--json");
    expect(JSON.parse(stdout)).toEqual({ Url: expect.stringMatching(link) as unknown });
  });

  test("says why there is none, with exit codes as ever", async () => {
    const host = await useDevHost();
    const wrong = { TENCENTCLOUD_SECRET_ID: "AKIDother", TENCENTCLOUD_SECRET_KEY: "other", GSE_ENDPOINT: host.api };
    const { cwd } = host;
    expect(await gse(["console"], { cwd, env: wrong })).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^AuthFailure\.SecretIdNotFound: .*\n\(\/console\/links\)\n$/) as unknown,
    });
    expect(await gse(["console", "--json"], { cwd, env: wrong })).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^\{"Error":\{"Code":"AuthFailure.SecretIdNotFound","Message":"[^"]+.*"\}\}\n$/,
      ) as unknown,
    });
    expect(await gse(["console", "--endpoint", "http://"], { cwd })).toMatchObject({ code: 2 });
    expect(await gse(["console", "--endpoint", await useForeignServer()], { cwd })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(
        "is no GSE with a console: it sent HTTP 200 and nothing for /console/links",
      ) as unknown,
    });
  });
});

describe("The console's address", () => {
  test.each(["up", "dev"])("is shown by gse %s on a terminal, and logs in", async (command) => {
    const { lines, stop, ended } = onTerminal([command, "--api", "0", "--agent", "127.0.0.1:0"], useTempDir());
    const shown = await lines(link);
    expect(await loginStatus(shown)).toBe(200);
    stop();
    expect(await ended).toBe(0);
  });

  test("is not written where it may be kept; there is said how to get one", async () => {
    const flags = ["--api", "0", "--agent", "127.0.0.1:0"];
    const dev = useGse(["dev", "--log", "text", ...flags], { cwd: useTempDir() });
    const hint = await dev.line(/prints an address for your browser/);
    expect(hint).toMatch(/console {4}gse console --endpoint 127\.0\.0\.1:\d+ prints/);
    dev.signal("SIGINT");
    expect((await dev.exited).stdout).not.toContain("#login=");
  });
});

/** What the host at the address says to its token. */
async function loginStatus(shown: string): Promise<number> {
  const url = new URL(link.exec(shown)?.[0] ?? "");
  const { status } = await fetch(new URL("login", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ Token: url.hash.slice("#login=".length) }),
  });
  return status;
}

async function useForeignServer(): Promise<string> {
  const server: Server = createServer((_request, response) => response.end("hello")).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}
