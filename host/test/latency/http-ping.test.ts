import { expect, test } from "vitest";
import { regions } from "../../src/regions.js";
import { useProbe } from "./use-probe.js";

/** No measure of anything: only ends what would wait for ever. */
const soon = { timeout: 10_000 };

test("every region of GSE answers, by its name in the query or as the host that GSE had for it", async () => {
  const { get } = await useProbe();
  for (const region of regions) {
    expect(await get(`/v1/ping?region=${region}`)).toMatchObject({ status: 200, text: "pong\n" });
    for (const host of [`${region}.speed.tencentgse.com`, `${region.toUpperCase()}.speed.localhost:8080`])
      expect(await get("/v1/ping", { host })).toMatchObject({ status: 200, text: "pong\n" });
  }
  expect(await get("/v1/ping")).toMatchObject({ status: 200, text: "pong\n" });
});

test("a region that GSE did not have is told by its name, with those that it had", async () => {
  const { get } = await useProbe();
  for (const answer of [
    await get("/v1/ping?region=ap-atlantis"),
    await get("/v1/ping", { host: "ap-atlantis.speed.x" }),
  ]) {
    expect(answer.status).toBe(404);
    expect(answer.text).toMatch(/^there is no region "ap-atlantis": the regions are ap-bangkok, /);
  }
  expect((await get("/v1/ping", { host: "my.speed.example.com" })).status).toBe(200);
  expect((await get(`/v1/ping?region=${"x".repeat(4_000)}`)).text.length).toBeLessThan(400);
});

test("any page may measure, and nothing on the way keeps an answer", async () => {
  const { get } = await useProbe();
  expect((await get("/v1/ping?region=ap-tokyo", { origin: "https://game.example" })).headers).toMatchObject({
    "access-control-allow-origin": "*",
    "timing-allow-origin": "*",
    "cache-control": "no-store",
  });
});

test("a region seems as far away as it was told to be; the others are not slowed down by it", async () => {
  const { clock, get } = await useProbe({ "ap-shanghai": 40, "ap-tokyo": 90 });
  let answered = "";
  const far = get("/v1/ping?region=ap-tokyo").then(() => (answered += "tokyo "));
  const near = get("/v1/ping", { host: "ap-shanghai.speed.x" }).then(() => (answered += "shanghai "));
  await expect.poll(() => clock.pendingTimers, soon).toBe(2);
  expect((await get("/v1/ping?region=ap-seoul")).status).toBe(200);

  await clock.advance(39);
  expect(clock.pendingTimers).toBe(2);
  await clock.advance(1);
  await near;
  expect(answered).toBe("shanghai ");
  await clock.advance(50);
  await far;
  expect(answered).toBe("shanghai tokyo ");
});

test("a region that is down gives no answer at all", async () => {
  const { get } = await useProbe({ "ap-shanghai": "down" });
  await expect(get("/v1/ping?region=ap-shanghai")).rejects.toThrow("socket hang up");
  expect((await get("/v1/ping?region=ap-seoul")).status).toBe(200);
});

test("an answer that nobody waits for any more waits no more, either", async () => {
  const { clock, http } = await useProbe({ "ap-shanghai": 5_000 });
  const leaving = new AbortController();
  const asked = fetch(`http://${http}/v1/ping?region=ap-shanghai`, { signal: leaving.signal });
  await expect.poll(() => clock.pendingTimers, soon).toBe(1);
  leaving.abort(new Error("gone"));
  await expect(asked).rejects.toThrow("gone");
  await expect.poll(() => clock.pendingTimers, soon).toBe(0);
});

test("who asks more than a thousand times in a second is told to ask less often, until the next one", async () => {
  const { clock, get } = await useProbe();
  for (let at = 0; at < 20; at++) await Promise.all(Array.from({ length: 50 }, () => get("/v1/ping")));
  const refused = await get("/v1/ping?region=ap-tokyo");
  expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "1"]);
  await clock.advance(1_000);
  expect((await get("/v1/ping")).status).toBe(200);
});
