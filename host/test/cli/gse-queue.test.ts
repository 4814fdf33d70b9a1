import { describe, expect, test } from "vitest";
import type { GseRun } from "./use-gse.js";
import { useRegions } from "./use-regions.js";

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;

describe("gse queue", { timeout: 60_000 }, () => {
  test("makes one over regions, by names, in the order given; shows, lists and deletes it", async () => {
    const host = await useRegions();
    const near = await host.fleetIn("ap-shanghai", "arena");
    const far = await host.fleetIn("na-siliconvalley", "arena");
    expect((await host.run("queue", "list")).stdout).toMatch(
      /^There is no queue; make one with: gse queue create NAME/,
    );
    const limits = ["--latency", "80ms:10s", "100ms:10s", "150ms", "--timeout", "30"];
    const made = await host.run(
      "queue",
      "create",
      "arena",
      "--to",
      "na-siliconvalley:arena",
      "arena",
      ...limits,
      "--json",
    );
    expect(json(made)).toMatchObject({
      Name: "arena",
      TimeoutInSeconds: 30,
      Destinations: [
        { DestinationArn: expect.stringMatching(new RegExp(`^qcs::gse:na-siliconvalley:.*:fleet/${far}$`)) as unknown },
        { DestinationArn: expect.stringMatching(new RegExp(`^qcs::gse:ap-shanghai:.*:fleet/${near}$`)) as unknown },
      ],
      PlayerLatencyPolicies: [
        { MaximumIndividualPlayerLatencyMilliseconds: 80, PolicyDurationSeconds: 10 },
        { MaximumIndividualPlayerLatencyMilliseconds: 100, PolicyDurationSeconds: 10 },
        { MaximumIndividualPlayerLatencyMilliseconds: 150 },
      ],
    });
    const { stdout } = await host.run("queue", "show", "arena");
    expect(stdout).toMatch(/^queue +arena\ntime-out +30 s\nlatency +80ms:10s 100ms:10s 150ms$/m);
    expect(stdout).toMatch(
      new RegExp(`^1 +${far} +arena +na-siliconvalley +ACTIVE\n2 +${near} +arena +ap-shanghai +ACTIVE$`, "m"),
    );
    expect((await host.run("queue", "list")).stdout).toMatch(
      new RegExp(`^arena +30 s +80ms:10s 100ms:10s 150ms +${far}, ${near}$`, "m"),
    );
    expect((await host.run("queue", "delete", "arena")).stdout).toBe("✓ queue arena is deleted\n");
    expect(await host.run("queue", "show", "arena")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^ResourceNotFound: /) as unknown,
    });
  });

  test("changes what is named and nothing else, and takes destinations out and in", async () => {
    const host = await useRegions();
    const near = await host.fleetIn("ap-shanghai", "near");
    const far = await host.fleetIn("na-siliconvalley", "far");
    await host.run("alias", "create", "--name", "live", "--fleet", near);
    await host.run("queue", "create", "arena", "--to", "live", "na-siliconvalley:far", "--latency", "150");
    const idsAfter = async (...args: readonly string[]): Promise<unknown> => {
      const { Destinations, ...rest } = json(await host.run("queue", "update", "arena", "--json", ...args)) as {
        readonly Destinations: readonly { readonly DestinationArn: string }[];
      };
      return [Destinations.map(({ DestinationArn }) => /(fleet|alias)\/(.*)$/.exec(DestinationArn)?.[0]), rest];
    };
    const limits = [{ MaximumIndividualPlayerLatencyMilliseconds: 150 }];
    expect(await idsAfter("--remove", "live")).toMatchObject([
      [`fleet/${far}`],
      { TimeoutInSeconds: 600, PlayerLatencyPolicies: limits },
    ]);
    expect(await idsAfter("--add", near, "--timeout", "20")).toMatchObject([
      [`fleet/${far}`, `fleet/${near}`],
      { TimeoutInSeconds: 20, PlayerLatencyPolicies: limits },
    ]);
    expect(await idsAfter("--to", "live", "--any-latency")).toMatchObject([
      [expect.stringMatching(/^alias\/alias-/)],
      { TimeoutInSeconds: 20, PlayerLatencyPolicies: [] },
    ]);
  });

  test("says what is wrong", async () => {
    const host = await useRegions();
    await host.fleetIn("ap-shanghai", "near");
    const nowhere = await host.run("queue", "create", "arena", "--to", "far");
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringMatching(/there is no destination "far" in ap-shanghai; there are fleet-\S+ \(near\)/),
    ]);
    await host.run("queue", "create", "arena", "--to", "near");
    const twice = await host.run("queue", "create", "arena", "--to", "near");
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringMatching(/^ResourceInUse: /)]);
    expect((await host.run("queue", "delete", "nosuch")).stderr).toMatch(
      /DescribeGameServerSessionQueues names those there are\n\(.*\)\nDescribeGameServerSessionQueues is: gse queue list\n$/,
    );
    expect((await host.run("queue", "update", "arena")).stderr).toMatch(/say what to change: --to, --add/);
    expect((await host.run("queue", "update", "arena", "--to", "near", "--add", "near")).code).toBe(2);
    expect((await host.run("queue", "create", "b", "--to", "near", "--latency", "soon")).stderr).toMatch(
      /Give it as MS\[:SECONDS\]/,
    );
  });
});
