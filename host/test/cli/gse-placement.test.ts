import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { useDevHost } from "./use-dev-host.js";
import type { GseRun } from "./use-gse.js";
import { useRegions } from "./use-regions.js";

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;

// gse-semantics g: the players of the documentation's cases.
const measured = [
  ...["ada:ap-shanghai=100", "ada:na-siliconvalley=50"],
  ...["bob:ap-shanghai=60", "bob:na-siliconvalley=80"],
];

describe("gse placement", { timeout: 60_000 }, () => {
  test("places players near all of them, waits, and prints where they go", async () => {
    const host = await useRegions();
    await host.fleetIn("ap-shanghai", "near");
    await host.fleetIn("na-siliconvalley", "far");
    const to = ["--to", "near", "na-siliconvalley:far"];
    await host.run(
      "queue",
      "create",
      "staged",
      ...to,
      "--latency",
      "80ms:10s",
      "100ms:10s",
      "150ms",
      "--timeout",
      "30",
    );
    await host.run("queue", "create", "one", ...to, "--latency", "150ms", "--timeout", "30");
    const players = ["--player", "ada", "bob=blue", "--latency", ...measured, "--wait"];

    const staged = await host.run("placement", "start", "staged", "--id", "match-1", ...players);
    expect(staged.code).toBe(0);
    expect(staged.stdout).toMatch(/^✓ match-1 is open to players at 127\.0\.0\.1:\d+ in na-siliconvalley \(/);
    expect(staged.stdout).toMatch(/^status +FULFILLED$/m);
    expect(staged.stdout).toMatch(/^PLAYER +PLAYER SESSION\nada +psess-\S+\nbob +psess-\S+$/m);
    const one = json(await host.run("placement", "start", "one", "--id", "match-2", ...players, "--json"));
    expect(one).toMatchObject({ Status: "FULFILLED", GameServerSessionRegion: "ap-shanghai" });
    expect((await host.run("placement", "show", "match-1")).stdout).toMatch(/^region +na-siliconvalley$/m);
  });

  test("shows and stops the latest", async () => {
    const host = await useDevHost();
    expect((await host.run("placement", "show", "latest")).stderr).toMatch(
      /^gse: there is no placement yet; start one/,
    );
    await host.run("queue", "create", "arena", "--to", "fleet-dev");
    for (const id of ["match-1", "match-2"]) await host.run("placement", "start", "arena", "--id", id);
    expect(json(await host.run("placement", "show", "latest", "--json"))).toMatchObject({ PlacementId: "match-2" });
    expect(json(await host.run("placement", "stop", "latest", "--json"))).toMatchObject({
      PlacementId: "match-2",
      Status: "CANCELLED",
    });
  });

  test("waits for room, and is stopped; what was not placed has exit code 1", async () => {
    const host = await useRegions();
    const fleet = await host.fleetIn("ap-shanghai", "near");
    await host.run("queue", "create", "arena", "--to", "near");
    for (const name of ["first", "second"])
      await host.run("session", "create", "--fleet", fleet, "--name", name, "--no-wait");
    const waiting = host.start("placement", "start", "arena", "--id", "match-1", "--wait", "--json");
    const shown = async () => host.run("placement", "show", "match-1", "--json");
    await expect.poll(async () => (await shown()).code, { timeout: 15_000 }).toBe(0);
    expect(json(await shown())).toMatchObject({ Status: "PENDING", IpAddress: "" });
    expect((await host.run("placement", "stop", "match-1")).stdout).toMatch(/^status +CANCELLED$/m);
    const ended = await waiting.exited;
    expect([ended.code, json(ended)]).toEqual([1, expect.objectContaining({ Status: "CANCELLED" })]);
  });

  test("takes what was measured for each player, for all of them, or from a file", async () => {
    const host = await useRegions();
    await host.fleetIn("ap-shanghai", "near");
    await host.run("queue", "create", "arena", "--to", "near", "--timeout", "1");
    const latencies = {
      PlayerLatencies: [{ PlayerId: "bob", RegionIdentifier: "ap-tokyo", LatencyInMilliseconds: 7 }],
    };
    writeFileSync(join(host.cwd, "bob.json"), JSON.stringify(latencies));
    const of = ["--player", "ada", "bob", "--latency", "ap-shanghai=40ms", "@bob.json"];
    const begun = json(await host.run("placement", "start", "arena", ...of, "--json"));
    expect(begun).toMatchObject({
      PlacementId: expect.stringMatching(/^[\da-f-]{36}$/) as unknown,
      PlayerLatencies: [
        { PlayerId: "ada", RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: 40 },
        { PlayerId: "bob", RegionIdentifier: "ap-shanghai", LatencyInMilliseconds: 40 },
        ...latencies.PlayerLatencies,
      ],
    });
    writeFileSync(join(host.cwd, "bob.json"), "{}");
    const wrong = await host.run("placement", "start", "arena", "--latency", "@bob.json");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/not what "gse latency --player ID --json"/)]);
    const whose = await host.run("placement", "start", "arena", "--latency", "ap-shanghai=40");
    expect([whose.code, whose.stderr]).toEqual([2, expect.stringMatching(/whose\? Name the players with --player/)]);
    const unknown = await host.run("placement", "start", "nowhere");
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^ResourceNotFound: /)]);
  });
});
