import { createSocket } from "node:dgram";
import { expect, test } from "vitest";
import { LatencyProbe } from "../../src/latency/index.js";
import { textLike } from "../support/text-like.js";
import { useManualClock } from "../support/use-manual-clock.js";
import { useDatagrams } from "./use-datagrams.js";
import { useProbe } from "./use-probe.js";

/** No measure of anything: only ends what would wait for ever. */
const soon = { timeout: 10_000 };

test("a datagram comes back as it was sent, whatever it is", async () => {
  const { udp } = await useProbe();
  const player = await useDatagrams(udp);
  const sent = ["ap-shanghai 17", "", "ping", "ap-atlantis 1", "x".repeat(256)];
  for (const [at, content] of sent.entries()) {
    await player.send(content);
    await player.count(at + 1);
  }
  expect(player.received).toEqual(sent);
});

test("a region seems as far away as it was told to be", async () => {
  const { udp, clock } = await useProbe({ "ap-shanghai": 40 });
  const player = await useDatagrams(udp);
  await player.send("ap-shanghai 1");
  await expect.poll(() => clock.pendingTimers, soon).toBe(1);
  await player.send("ap-shanghai-not 2");
  await player.count(1);
  await clock.advance(39);
  expect(clock.pendingTimers).toBe(1);
  await clock.advance(1);
  await player.count(2);
  expect(player.received).toEqual(["ap-shanghai-not 2", "ap-shanghai 1"]);
});

test("what is too long, and a region that is down, gets no answer", async () => {
  const { udp } = await useProbe({ "ap-shanghai": "down" });
  const player = await useDatagrams(udp);
  await player.send("x".repeat(257));
  await player.send("ap-shanghai 1");
  await player.send("ap-tokyo 1");
  await player.count(1);
  expect(player.received).toEqual(["ap-tokyo 1"]);
});

test("who asks a thousand times in a second is not answered any more, by HTTP neither, until the next one", async () => {
  const { udp, clock, get } = await useProbe();
  const player = await useDatagrams(udp);
  for (let sent = 0; sent < 1_000; sent += 50) {
    for (let at = 0; at < 50; at++) await player.send("x");
    await player.count(sent + 50);
  }
  expect((await get("/v1/ping")).status).toBe(429);
  await clock.advance(1_000);
  expect((await get("/v1/ping")).status).toBe(200);
  await player.send("next");
  await player.count(1_001);
  expect(player.received.at(-1)).toBe("next");
});

test.skipIf(process.platform !== "linux")(
  "two probes never talk to each other: what comes from such a port is not answered",
  async () => {
    const { udp } = await useProbe();
    const port = Number(udp.split(":")[1]);
    const player = await useDatagrams(udp);
    const other = createSocket("udp4");
    const heard: string[] = [];
    other.on("message", (datagram) => heard.push(datagram.toString()));
    await new Promise<void>((resolve) => {
      other.bind(port, "127.0.0.2", resolve);
    });
    await new Promise((resolve) => {
      other.send("ping", port, "127.0.0.1", resolve);
    });
    await player.send("after");
    await player.count(1);
    expect(heard).toEqual([]);
    other.close();
  },
);

test.each([
  [{ "ap-atlantis": 40 }, /^there is no region "ap-atlantis": the regions are ap-bangkok, /],
  [{ "ap-tokyo": -1 }, /^the latency of "ap-tokyo" is -1: give milliseconds from 0 to 10000, or "down"$/],
  [{ "ap-tokyo": Number.NaN }, /^the latency of "ap-tokyo" is NaN: /],
  [{ "ap-tokyo": 10_001 }, /^the latency of "ap-tokyo" is 10001: /],
])("a distance that is none is refused: %o", (distances, message) => {
  expect(() => new LatencyProbe({ clock: useManualClock(), distances })).toThrow(
    expect.objectContaining({ message: textLike(message) }),
  );
});
