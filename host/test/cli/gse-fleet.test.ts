import { describe, expect, test } from "vitest";
import { useLogs } from "../cloud-api/support/use-logs.js";
import { linesOf, type GseRun } from "./use-gse.js";
import { useFleetHost, type FleetHost } from "./use-fleet-host.js";

const json = ({ stdout }: GseRun): unknown => JSON.parse(stdout) as unknown;

/** The id that the host gave the fleet's only instance. */
async function instanceOf(host: FleetHost, FleetId: string): Promise<string> {
  const { Instances: instances } = await host.client.call("DescribeInstances", { FleetId });
  return instances[0]?.InstanceId ?? "";
}

describe("gse fleet", { timeout: 60_000 }, () => {
  test("list shows the fleets of the region, newest first", async () => {
    const host = await useFleetHost();
    expect((await host.run("fleet", "list")).stdout).toMatch(/^There is no fleet; make one with: gse fleet create/);
    const [chat, arena] = [await host.fleet(), await host.fleet({ Name: "arena\u001b[31m" })];
    await host.client.call("CreateGameServerSession", { FleetId: chat, MaximumPlayerSessionCount: 7 });
    const { code, stdout } = await host.run("fleet", "list");
    expect(code).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^FLEET +NAME +STATUS +INSTANCES +PROCESSES +SESSIONS +PLAYERS +AGE$/);
    expect(rows).toEqual([
      expect.stringMatching(new RegExp(`^${arena} +arena\\\\u001b\\[31m +ACTIVE +1 of 1 +2 +0 +0 of 0 +\\d+ s$`)),
      expect.stringMatching(new RegExp(`^${chat} +chat +ACTIVE +1 of 1 +2 +0 +0 of 7 +\\d+ s$`)),
    ]);
    expect(json(await host.run("fleet", "list", "--json"))).toMatchObject([{ FleetId: arena }, { FleetId: chat }]);
    expect(json(await host.run("fleet", "list", "--region", "na-ashburn", "--json"))).toEqual([]);
  });

  test("show tells all about one that is named by its id, its beginning, its name or latest", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet({ Description: "for chat", Tags: [{ Key: "team", Value: "red" }] });
    const { code, stdout } = await host.run("fleet", "show", "chat");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^fleet +${FleetId}$`, "m"));
    expect(stdout).toMatch(/^status +ACTIVE$/m);
    expect(stdout).toMatch(/^description +for chat$/m);
    expect(stdout).toMatch(/^tags +team=red$/m);
    expect(stdout).toMatch(/^instances +1 of 1 active, 1 idle \(0 to 1\)$/m);
    expect(stdout).toMatch(/^processes +2 of 2 ready$/m);
    expect(stdout).toMatch(/^2 +server$/m);
    expect(stdout).toMatch(/^7000-7999\/tcp@0\.0\.0\.0\/0$/m);
    expect(stdout).toMatch(new RegExp(`^${await instanceOf(host, FleetId)} +${FleetId} +Active +2 of 2 healthy`, "m"));
    expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}FLEET_STATE_ACTIVE {2}Fleet changed state to ACTIVE$/m);
    for (const meant of [FleetId, FleetId.slice(0, 12), FleetId.slice(6), "latest"])
      expect(json(await host.run("fleet", "show", meant, "--json"))).toMatchObject({
        FleetId,
        RuntimeConfiguration: { ServerProcesses: [{ LaunchPath: "server" }] },
        Capacity: { InstanceCounts: { Active: 1 } },
        Utilization: { ActiveServerProcessCount: 2 },
        Instances: [{ State: "Active" }],
      });
  });

  test("update changes what is named and nothing else; copy makes more like it", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet({ Description: "for chat" });
    expect((await host.run("fleet", "update", "chat")).stderr).toMatch(/say what to change: --name/);
    expect((await host.run("fleet", "update", "chat", "--creator-sessions", "3")).stderr).toMatch(
      /--creator-sessions N and --creator-minutes N belong together/,
    );
    const flags = ["--name", "arena", "--protection", "TimeLimitProtection", "--protection-minutes", "30"];
    const updated = await host.run(
      "fleet",
      "update",
      "chat",
      ...flags,
      "--creator-sessions",
      "3",
      "--creator-minutes",
      "5",
      "--json",
    );
    expect(json(updated)).toMatchObject({
      FleetId,
      Name: "arena",
      Description: "for chat",
      NewGameServerSessionProtectionPolicy: "TimeLimitProtection",
      GameServerSessionProtectionTimeLimit: 30,
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 3, PolicyPeriodInMinutes: 5 },
    });
    expect((await host.run("fleet", "update", "arena", "--description", "for duels")).stdout).toMatch(
      /^description +for duels$/m,
    );
    const AssetId = await host.asset("next");
    const copied = await host.run("fleet", "copy", "arena", "--asset", "next", "--name", "arena 2", "--count", "2");
    expect(copied.stdout).toMatch(/^✓ fleet-\S+ \(arena 2\) is created\n✓ fleet-\S+ \(arena 2\) is created\n$/);
    expect(json(await host.run("fleet", "show", "latest", "--json"))).toMatchObject({
      AssetId,
      Name: "arena 2",
      Description: "for duels",
    });
  });

  test("says which fleets may be meant, and which there are", async () => {
    const host = await useFleetHost();
    expect(await host.run("fleet", "show", "chat")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /there is no fleet "chat", and none was created; make one with "gse fleet create"/,
      ) as unknown,
    });
    const ids = [await host.fleet(), await host.fleet()];
    const twice = await host.run("fleet", "show", "chat");
    expect([twice.code, twice.stderr]).toEqual([
      2,
      expect.stringMatching(/"chat" may be any of 2 fleets: .*write more/),
    ]);
    for (const id of ids) expect(twice.stderr).toContain(id);
    const other = await host.run("fleet", "capacity", "arena");
    expect([other.code, other.stderr]).toEqual([
      1,
      expect.stringMatching(/there is no fleet "arena"; there are fleet-/),
    ]);
    const unknown = await host.run("fleet", "capacity", "fleet-00000000-99999999", "--json");
    expect(unknown.code).toBe(1);
    expect(json(unknown)).toMatchObject({ Error: { Code: "InvalidParameterValue" } });
  });

  test("events tells the history, the newest at the end, with the logs when they are asked for", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const { stdout } = await host.run("fleet", "events", FleetId);
    const codes = stdout.match(/FLEET_\w+/g);
    expect(codes?.[0]).toBe("FLEET_CREATED");
    expect(codes?.at(-1)).toBe("FLEET_STATE_ACTIVE");
    expect(json(await host.run("fleet", "events", FleetId, "--limit", "2", "--json"))).toMatchObject([
      { EventCode: "FLEET_STATE_ACTIVATING" },
      { EventCode: "FLEET_STATE_ACTIVE" },
    ]);
    expect(json(await host.run("fleet", "events", FleetId, "--code", "FLEET_CREATED", "--json"))).toHaveLength(1);
    const wrong = await host.run("fleet", "events", FleetId, "--code", "FLEET_CREATE");
    expect([wrong.code, wrong.stderr]).toEqual([1, expect.stringMatching(/^InvalidParameterValue: .*FLEET_CREATED/)]);
  });

  test("events --follow goes on with what comes, until Ctrl-C", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const following = host.start("fleet", "events", FleetId, "--follow", "--limit", "1");
    await following.line(/FLEET_STATE_ACTIVE/);
    for (const max of [2, 3]) {
      await host.client.call("UpdateFleetCapacity", { FleetId, MaxSize: max });
      await following.line(new RegExp(`FLEET_SCALING_EVENT .*at most ${String(max)}\\.`));
    }
    expect(following.lines().filter((line) => line.includes("FLEET_SCALING_EVENT"))).toHaveLength(2);
    following.signal("SIGINT");
    expect(await following.exited).toMatchObject({ code: 0, stderr: "" });
  });

  test("scale changes the number of instances, and makes room for it", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const { code, stdout } = await host.run("fleet", "scale", "chat", "--desired", "3");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^fleet-\S+: instances \d of 3 active.* \(0 to 3\)\n$/)]);
    await host.launchedAreReady();
    const waited = await host.run("fleet", "scale", "chat", "--min", "1", "--wait", "--json");
    expect(json(waited)).toMatchObject({ FleetId, InstanceCounts: { Active: 3, Desired: 3, MiniNum: 1, MaxiNum: 3 } });
    expect(json(await host.run("fleet", "capacity", "chat", "--json"))).toEqual(json(waited));
    const nothing = await host.run("fleet", "scale", "chat");
    expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringMatching(/--desired N, --min N or --max N/)]);
  });

  test("runtime shows what instances run, and changes it", async () => {
    const host = await useFleetHost();
    await host.fleet();
    expect((await host.run("fleet", "runtime", "chat")).stdout).toMatch(
      /^PROCESSES +LAUNCH PATH +PARAMETERS\n2 +server\nA session has 600 s to activate; any number at once on each instance\.\n$/,
    );
    const flags = ["--launch", "other", "--params", "-x 'a b'", "--processes", "3", "--activation-timeout", "20"];
    const changed = await host.run("fleet", "runtime", "chat", ...flags, "--max-activations", "2", "--json");
    expect(json(changed)).toEqual({
      GameServerSessionActivationTimeoutSeconds: 20,
      MaxConcurrentGameServerSessionActivations: 2,
      ServerProcesses: [{ LaunchPath: "other", Parameters: "-x 'a b'", ConcurrentExecutions: 3 }],
    });
    const whole = JSON.stringify({ ServerProcesses: [{ LaunchPath: "a" }, { LaunchPath: "b" }] });
    expect((await host.run("fleet", "runtime", "chat", "--runtime", whole)).stdout).toMatch(/^1 +a\n1 +b$/m);
    for (const wrong of [
      ["--processes", "3"],
      ["--launch", "x", "--runtime", "{}"],
      ["--runtime", "[]"],
    ])
      expect((await host.run("fleet", "runtime", "chat", ...wrong)).code).toBe(2);
  });

  test("ports shows where players come, and changes it", async () => {
    const host = await useFleetHost();
    await host.fleet();
    const added = await host.run("fleet", "ports", "chat", "--add", "8000/udp", "--add", "8100-8199@10.0.0.0/8");
    expect(added.stdout).toBe("7000-7999/tcp@0.0.0.0/0\n8000-8000/udp@0.0.0.0/0\n8100-8199/tcp@10.0.0.0/8\n");
    const rest = await host.run(
      "fleet",
      "ports",
      "chat",
      "--remove",
      "7000-7999/tcp@0.0.0.0/0",
      "--remove",
      "8000/udp",
    );
    expect(rest.stdout).toBe("8100-8199/tcp@10.0.0.0/8\n");
    expect((await host.run("fleet", "ports", "chat", "--add", "80")).stderr).toMatch(/FromPort" is 80; give 1025/);
    expect(await host.run("fleet", "ports", "chat", "--add", "ports")).toMatchObject({ code: 2 });
  });

  test("delete deletes a fleet, and waits until it is gone when it is told to", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const waiting = host.start("fleet", "delete", "chat", "--wait");
    await waiting.line(/FLEET_STATE_DELETING/);
    for (const { id } of host.machine.launched) host.machine.exit(id);
    expect(await waiting.exited).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`✓ ${FleetId} is gone\n$`)) as unknown,
    });
    const busy = await host.fleet({ Name: "busy" });
    await host.client.call("CreateGameServerSession", { FleetId: busy, MaximumPlayerSessionCount: 1 });
    const refused = await host.run("fleet", "delete", "busy", "--json");
    expect(refused.code).toBe(1);
    expect(json(refused)).toMatchObject({ Error: { Code: "ResourceInUse" } });
  });
});

describe("gse instance", { timeout: 60_000 }, () => {
  test("list shows the instances of a fleet or of all", async () => {
    const host = await useFleetHost();
    expect((await host.run("instance", "list")).stdout).toMatch(/^There is no instance/);
    const [chat, arena] = [await host.fleet(), await host.fleet({ Name: "arena" })];
    const { stdout } = await host.run("instance", "list");
    expect(stdout).toMatch(/^INSTANCE +FLEET +STATE +PROCESSES +SESSIONS +PLAYERS +WEIGHT +ADDRESS +AGE$/m);
    for (const id of [chat, arena])
      expect(stdout).toMatch(
        new RegExp(
          `^${await instanceOf(host, id)} +${id} +Active +2 of 2 healthy +0 of 2 +0 of 0 +5 +127\\.0\\.0\\.1 +\\d+ s$`,
          "m",
        ),
      );
    expect(json(await host.run("instance", "list", "--fleet", "arena", "--json"))).toMatchObject([
      { Instance: { FleetId: arena } },
    ]);
  });

  test("weight and reserve change an instance that is named by the beginning of its id", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const id = await instanceOf(host, FleetId);
    const row = async () => (await host.client.call("DescribeInstances", { FleetId })).Instances[0];
    expect((await host.run("instance", "weight", id.slice(0, 7), "0")).stdout).toBe(
      `✓ ${id} of ${FleetId} gets no new sessions\n`,
    );
    expect((await host.run("instance", "reserve", id.slice(4))).code).toBe(0);
    expect(await row()).toMatchObject({ Weight: 0, ReserveValue: 1 });
    expect((await host.run("instance", "list")).stdout).toMatch(/Active \(reserved\)/);
    expect(json(await host.run("instance", "reserve", id, "--off", "--json"))).toMatchObject({ InstanceId: id });
    expect(await row()).toMatchObject({ ReserveValue: 0 });
    expect(await host.run("instance", "weight", "nowhere", "1")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/there is no instance "nowhere"/) as unknown,
    });
    expect((await host.run("instance", "weight", id, "11")).stderr).toMatch(/^InvalidParameterValue: .*"Weight" is 11/);
  });
});

describe("gse fleet events --follow", { timeout: 60_000 }, () => {
  test("writes a JSON object per line for a program", async () => {
    const host = await useFleetHost();
    const FleetId = await host.fleet();
    const following = host.start("fleet", "events", "latest", "--follow", "--json");
    await following.line(/"FLEET_STATE_ACTIVE"/);
    await host.client.call("UpdateFleetCapacity", { FleetId, MaxSize: 2 });
    await linesOf(following, /"FLEET_SCALING_EVENT"/, 1);
    for (const line of following.lines()) expect(JSON.parse(line)).toMatchObject({ ResourceId: FleetId });
    following.signal("SIGTERM");
    expect(await following.exited).toMatchObject({ code: 0 });
  });
});

describe("gse fleet create", { timeout: 60_000 }, () => {
  const flags = ["--launch", "server", "--port", "7000-7999"];

  test("follows the fleet through its states, event by event, until it is ready for sessions", async () => {
    const host = await useFleetHost();
    const AssetId = await host.asset("lobby");
    const creating = host.start("fleet", "create", "--asset", "lobby", "--processes", "2", ...flags);
    await creating.line(/FLEET_STATE_ACTIVATING/);
    await host.launchedAreReady();
    const { code, stdout, stderr } = await creating.exited;
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^✓ (fleet-\S+) \(lobby\) is created\n/);
    expect(stdout.match(/FLEET_\w+/g)).toEqual([
      "FLEET_CREATED",
      "FLEET_STATE_DOWNLOADING",
      "FLEET_CREATION_EXTRACTING_BUILD",
      "FLEET_CREATION_VALIDATING_RUNTIME_CONFIG",
      "FLEET_STATE_VALIDATING",
      "FLEET_STATE_BUILDING",
      "FLEET_STATE_ACTIVATING",
      "FLEET_STATE_ACTIVE",
    ]);
    expect(stdout).toMatch(/^✓ fleet-\S+ is ACTIVE \(\d/m);
    expect(stdout).toMatch(new RegExp(`^asset +${AssetId}$`, "m"));
    expect(stdout).toMatch(/^next: gse session create --fleet fleet-\S+$/m);
  });

  test("hands the service everything that its flags say", async () => {
    const host = await useFleetHost();
    const AssetId = await host.asset();
    const made = await host.run(
      ...["fleet", "create", "--asset", AssetId.slice(0, 10), "--launch", "bin/server", "--params", "-x 1"],
      ...["--processes", "3", "--port", "7000-7099", "--port", "8000/udp@10.0.0.0/8", "--name", "arena"],
      ...["--description", "for duels", "--protection", "TimeLimitProtection", "--protection-minutes", "30"],
      ...["--activation-timeout", "15", "--max-activations", "2", "--instance-type", "S5.LARGE8", "--tag", "team=red"],
      ...["--no-wait", "--json"],
    );
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const fleet = json(made) as { readonly FleetId: string };
    expect(fleet).toMatchObject({
      AssetId,
      Name: "arena",
      Description: "for duels",
      NewGameServerSessionProtectionPolicy: "TimeLimitProtection",
      GameServerSessionProtectionTimeLimit: 30,
      InstanceType: "S5.LARGE8",
      Tags: [{ Key: "team", Value: "red" }],
      Status: "NEW",
    });
    expect(json(await host.run("fleet", "show", "arena", "--json"))).toMatchObject({
      RuntimeConfiguration: {
        GameServerSessionActivationTimeoutSeconds: 15,
        MaxConcurrentGameServerSessionActivations: 2,
        ServerProcesses: [{ LaunchPath: "bin/server", Parameters: "-x 1", ConcurrentExecutions: 3 }],
      },
      InboundPermissions: [
        { Protocol: "TCP", FromPort: 7000, ToPort: 7099, IpRange: "0.0.0.0/0" },
        { Protocol: "UDP", FromPort: 8000, ToPort: 8000, IpRange: "10.0.0.0/8" },
      ],
    });
  });

  test("says why the fleet did not become ACTIVE, with the end of the log, with exit code 1", async () => {
    const { logs, store } = useLogs();
    await store.append(
      "validate.log",
      "line 1\n/local/game/server is not in the package\nno \u001b[31mserver in here\n",
    );
    const host = await useFleetHost({ api: { logs } });
    host.machine.onSetUp = (_order, tell) => {
      tell({ step: "download", outcome: { ok: true }, log: "" });
      tell({ step: "extract", outcome: { ok: true }, log: "extract.log" });
      const reason = "/local/game/server is not in the package";
      tell({ step: "validate", outcome: { ok: false, kind: "launch-path-not-found", reason }, log: "validate.log" });
    };
    const AssetId = await host.asset();
    const { code, stdout, stderr } = await host.run("fleet", "create", "--asset", AssetId, ...flags);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FLEET_VALIDATION_LAUNCH_PATH_NOT_FOUND {2}.* is not in the package$/m);
    expect(stdout).toMatch(/FLEET_STATE_ERROR {2}Fleet changed state to ERROR$/m);
    expect(`${stdout}${stderr}`.match(/server is not in the package/g)).toHaveLength(1);
    expect(stderr).toMatch(
      /^gse: (fleet-\S+) did not become ACTIVE, it is left in ERROR; mend what is wrong, delete it with "gse fleet delete \1", and make another$/m,
    );
    expect(stderr).toMatch(/^ {4}no \\u001b\[31mserver in here$/m);
    expect((await host.run("fleet", "events", "latest", "--logs")).stdout).toMatch(
      /LAUNCH_PATH_NOT_FOUND .*\n {4}line 1\n.*\n {4}no \\u001b\[31mserver in here\n/,
    );
    const asJson = await host.run("fleet", "create", "--asset", AssetId, ...flags, "--json");
    expect(asJson.code).toBe(1);
    expect(json(asJson)).toMatchObject({
      Error: {
        Message: expect.stringMatching(
          /did not become ACTIVE, .*: \/local\/game\/server is not in the package/,
        ) as unknown,
      },
    });
  });

  test("says what is missing or wrong", async () => {
    const host = await useFleetHost();
    const create = (...args: readonly string[]) => host.run("fleet", "create", "--port", "7000", ...args);
    expect(await create("--launch", "x", "--asset", "chat")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/there is no asset "chat", nor any other in ap-shanghai; upload one/) as unknown,
    });
    for (const name of ["one", "two"]) await host.asset(name);
    const several = await create("--launch", "x", "--asset", "asset-");
    expect([several.code, several.stderr]).toEqual([
      2,
      expect.stringMatching(/"asset-" may be any of 2 assets: .*\(two\), /),
    ]);
    const none = await create("--launch", "x", "--asset", "three");
    expect([none.code, none.stderr]).toEqual([
      1,
      expect.stringMatching(/there is no asset "three" in ap-shanghai; there are /),
    ]);
    expect((await create("--asset", "one")).stderr).toMatch(/say what the fleet runs: --launch PATH/);
    expect((await create("--launch", "x")).stderr).toMatch(/required option '--asset <asset>' not specified/);
    expect((await create("--launch", "/bin/sh", "--asset", "one")).stderr).toMatch(
      /^InvalidParameterValue: .*LaunchPath/,
    );
  });
});
