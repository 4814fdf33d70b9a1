import { createSocket } from "node:dgram";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { useTempDir } from "../support/use-temp-dir.js";
import { useDevHost } from "./use-dev-host.js";
import { gse, useGse } from "./use-gse.js";

const flags = ["--udp-ping", "0", "--region-latency", "ap-shanghai=60ms", "--region-latency", "ap-tokyo=down"];

describe("gse latency", { timeout: 60_000 }, () => {
  test("shows how far each region is, the nearest first, over HTTP and UDP", async () => {
    const host = await useDevHost(flags);
    const { code, stdout } = await host.run("latency", "--rounds", "1");
    expect(code).toBe(0);
    const [head, ...rows] = stdout.trim().split("\n");
    expect(head).toMatch(/^REGION +LATENCY$/);
    expect(rows).toHaveLength(15);
    expect(rows.at(-1)).toMatch(/^ap-tokyo +no answer$/);
    expect(rows.find((row) => row.startsWith("ap-shanghai"))).toMatch(/ \d{2,} ms$/);

    const { udpPing } = JSON.parse(await host.line(/"gse dev is up"/)) as { udpPing: string };
    const asked = ["--udp", udpPing, "--region", "ap-shanghai", "--rounds", "1", "--player", "ada", "--json"];
    expect(JSON.parse((await host.run("latency", ...asked)).stdout)).toEqual({
      PlayerLatencies: [
        { PlayerId: "ada", RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: expect.any(Number) as number },
      ],
      Unreachable: [],
    });
  });

  test("ends with 3 when no region answers, and with 2 for one that GSE did not have", async () => {
    const cwd = useTempDir();
    const nobody = await gse(["latency", "--endpoint", "127.0.0.1:1", "--region", "ap-tokyo", "--json"], { cwd });
    expect(nobody.code).toBe(3);
    expect(JSON.parse(nobody.stdout)).toMatchObject({ Error: { Code: "HostUnreachable" } });
    const wrong = await gse(["latency", "--region", "ap-tokio"], { cwd });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean "ap-tokyo"?')]);
  });
});

test(
  "a host says where its latency probe is and what it simulates, and when something else is there",
  { timeout: 60_000 },
  async () => {
    const cwd = useTempDir();
    const other = createSocket("udp4").bind(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const taken = `127.0.0.1:${String(other.address().port)}`;
    const ports = ["--api", "127.0.0.1:0", "--agent", "127.0.0.1:0"];
    const refused = await gse(["up", ...ports, "--udp-ping", taken], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`cannot listen for the latency probe on ${taken}: the address is in use`);

    const host = useGse(["up", ...ports, ...flags], { cwd });
    expect(JSON.parse(await host.line(/"gse is up"/))).toMatchObject({
      udpPing: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      regionLatency: { "ap-shanghai": 60, "ap-tokyo": "down" },
    });
    const dev = useGse(["dev", ...ports, "--log", "text", "--data", "dev", ...flags], { cwd });
    expect(await dev.line(/^ +latency/)).toMatch(
      /^ +latency +http:\/\/127\.0\.0\.1:\d+\/v1\/ping, UDP 127\.0\.0\.1:\d+ +ap-shanghai 60 ms, ap-tokyo down$/,
    );
  },
);
