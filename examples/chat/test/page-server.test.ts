import { describe, expect, test } from "vitest";
import { useRoom } from "./support/use-room.js";

describe("the page's server", () => {
  test("serves the page and its files under a policy that lets nothing else in", async () => {
    const { origin } = await useRoom();
    for (const [path, type] of [
      ["/?playerSessionId=psess-1", "text/html; charset=utf-8"],
      ["/app.js", "text/javascript; charset=utf-8"],
      ["/style.css", "text/css; charset=utf-8"],
      ["/icon.svg", "image/svg+xml; charset=utf-8"],
    ] as const) {
      const answer = await fetch(origin + path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe(type);
      expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(answer.headers.get("content-security-policy")).not.toContain("unsafe");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  test.each([
    "/server.js",
    "/../package.json",
    "/..%2f..%2fpackage.json",
    "/page/",
    "/favicon.ico",
    "//",
    "/chat",
    "/toString",
  ])("knows nothing of %s", async (path) => {
    const { origin } = await useRoom();
    expect((await fetch(origin + path)).status).toBe(404);
  });

  test("only gives, and takes nothing", async () => {
    const { origin } = await useRoom();
    expect((await fetch(origin, { method: "POST", body: "x" })).status).toBe(405);
    const head = await fetch(origin, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});
