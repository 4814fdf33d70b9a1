import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { codeBlocks } from "../../../test/readme/code-blocks.js";
import { adjustmentOf, conditionOf } from "../../src/cli/policy-values.js";
import { instant, monthDays, weekDays } from "../../src/cli/timer-values.js";
import { useFleetHost } from "./use-fleet-host.js";

async function useChat() {
  const host = await useFleetHost();
  const FleetId = await host.fleet();
  return { ...host, FleetId };
}

describe("gse fleet scale", () => {
  test("puts policies in charge, with a buffer, and takes the charge away again", async () => {
    const host = await useChat();
    const { FleetId } = host;
    const auto = await host.run("fleet", "scale", "chat", "--auto", "--target", "40", "--max", "3", "--json");
    expect(auto).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(auto.stdout)).toMatchObject({ FleetId, InstanceCounts: { MaxiNum: 3 } });
    expect((await host.run("fleet", "show", "chat")).stdout).toMatch(/scaling +automatic/);
    const { ScalingPolicies } = await host.client.call("DescribeScalingPolicies", { FleetId });
    expect(ScalingPolicies).toMatchObject([{ Name: "buffer", TargetConfiguration: { TargetValue: 40 } }]);
    const manual = await host.run("fleet", "scale", "chat", "--manual", "--desired", "2");
    expect(manual.stdout).toMatch(/of 2 active/);
    expect((await host.run("fleet", "show", "chat")).stdout).toMatch(/scaling +by hand/);
    const both = await host.run("fleet", "scale", "chat", "--manual", "--auto");
    expect(both).toMatchObject({ code: 2 });
    expect(both.stderr).toMatch(/--auto or --manual, not both/);
  });
});

describe("gse fleet policy", () => {
  test("puts, changes, lists and deletes policies", async () => {
    const { run, FleetId } = await useChat();
    expect((await run("fleet", "policy", "list", "chat")).stdout).toBe(`${FleetId} has no scaling policy.\n`);
    await run("fleet", "policy", "put", "chat", "buffer", "--target", "30");
    const condition = ["--when", "percentAvailableGameServerSessions<10", "--for", "2"];
    const put = await run("fleet", "policy", "put", "chat", "full", ...condition, "--then", "+20%");
    expect(put).toMatchObject({ code: 0, stderr: "" });
    expect(put.stdout).toMatch(/^buffer +always +keep 30 % of the sessions free$/m);
    expect(put.stdout).toMatch(/^full +PercentAvailableGameServerSessions < 10 for 2 min +\+20 %$/m);
    expect(put.stdout).toMatch(/It is scaled by hand; policies decide after: .*fleet scale fleet-\S+ --auto/);
    const deleted = await run("fleet", "policy", "delete", "chat", "buffer", "--json");
    expect(JSON.parse(deleted.stdout)).toMatchObject([{ Name: "full", ScalingAdjustment: "20" }]);
    expect(await run("fleet", "policy", "delete", "chat", "buffer")).toMatchObject({ code: 1 });
    expect((await run("fleet", "policy", "delete", "chat", "--all")).stdout).toMatch(/has no scaling policy/);
    const unclear = await run("fleet", "policy", "put", "chat", "what");
    expect(unclear).toMatchObject({ code: 2 });
    expect(unclear.stderr).toMatch(/--target PERCENT, or --when "METRIC < NUMBER" and --then \+1/);
  });
});

describe("gse fleet timer", () => {
  test("puts, changes, lists and deletes timers", async () => {
    const { run } = await useChat();
    const at = "2030-01-04T19:00+08:00";
    const put = await run(
      "fleet",
      "timer",
      "put",
      "chat",
      "evening",
      "--at",
      at,
      "--week-days",
      "fri-sun",
      "--min",
      "1",
      "--max",
      "3",
    );
    expect(put).toMatchObject({ code: 0, stderr: "" });
    expect(put.stdout).toMatch(/^evening +fri,sat,sun +2030-01-04T19:00:00\.000\+08:00 +min 1, max 3 +waiting$/m);
    const changed = await run(
      "fleet",
      "timer",
      "put",
      "chat",
      "evening",
      "--at",
      at,
      "--manual",
      "--desired",
      "1",
      "--stopped",
    );
    expect(changed.stdout).toMatch(/^evening +once .* manual, desired 1 +stopped$/m);
    const automatic = await run(
      "fleet",
      "timer",
      "put",
      "chat",
      "night",
      "--at",
      at,
      "--month-days",
      "1-5",
      "--target",
      "20",
      "--until",
      "2031-01-01T00:00Z",
      "--json",
    );
    expect(JSON.parse(automatic.stdout)).toMatchObject([
      { TimerName: "evening", TimerStatus: 3 },
      {
        TimerFleetCapacity: { ScalingType: 2 },
        TimerConfiguration: { TimerValue: { FromDay: 1, ToDay: 5 }, EndTime: "2031-01-01T08:00:00.000+08:00" },
      },
    ]);
    expect((await run("fleet", "timer", "delete", "chat", "evening")).stdout).toMatch(/^night +days 1-5 of the month/m);
    expect(await run("fleet", "timer", "delete", "chat", "evening")).toMatchObject({ code: 1 });
    expect(await run("fleet", "timer", "put", "chat", "odd", "--at", "tomorrow")).toMatchObject({ code: 2 });
    expect((await run("fleet", "timer", "put", "chat", "odd", "--at", at)).stderr).toMatch(/say what it sets/);
  });
});

describe("the guide to scaling", { timeout: 60_000 }, () => {
  const guide = readFileSync(new URL("../../../docs/guides/scaling.md", import.meta.url), "utf8");
  const lines = codeBlocks(guide)
    .filter(({ language }) => language === "sh")
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.startsWith("gse "));

  test("has lines that do what they say, one after the other, whenever they are read", async () => {
    const host = await useChat();
    await host.fleet({ Name: "chat 2" });
    await host.run("alias", "create", "live", "--fleet", "chat");
    for (const line of lines) {
      const running = host.start(...argumentsOf(line));
      let isOver = false;
      void running.exited.then(() => (isOver = true));
      const goOn = async () => {
        // What it may wait for: the game servers of new instances.
        await host.launchedAreReady();
        return isOver;
      };
      await expect.poll(goOn, { timeout: 20_000 }).toBe(true);
      expect(await running.exited, line).toMatchObject({ code: 0, stderr: "" });
    }
    expect(lines.length).toBeGreaterThan(10);
    const { stdout } = await host.run("fleet", "timer", "list", "chat");
    expect(stdout.match(/ waiting$/gm)).toHaveLength(3);
  });

  test("has the timers of the help", () => {
    const help = readFileSync(new URL("../../src/cli/scaling-commands.ts", import.meta.url), "utf8");
    for (const [, name, at] of help.matchAll(/^ {2}gse fleet timer put chat (\w+) --at (\S+) /gm))
      expect(guide).toMatch(new RegExp(`timer put chat ${name} +--at ${at?.slice(0, 5)}`));
  });
});

/** Of a line for a shell, without its comment. */
const argumentsOf = (line: string): readonly string[] =>
  [...line.replace(/\s#.*$/, "").matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "").slice(1);

describe("what the flags of scaling take", () => {
  test.each([
    ["AvailableGameServerSessions < 5", "AvailableGameServerSessions", "<", 5],
    ["idleinstances>=2.5", "IdleInstances", ">=", 2.5],
    [" PercentIdleInstances <= 40 % ", "PercentIdleInstances", "<=", 40],
  ])("the condition %j", (text, MetricName, ComparisonOperator, Threshold) => {
    expect(conditionOf(text)).toEqual({ MetricName, ComparisonOperator, Threshold });
  });

  test.each([
    ["+1", "ChangeInCapacity", 1],
    ["-2", "ChangeInCapacity", -2],
    ["+20%", "PercentChangeInCapacity", 20],
    ["-5 %", "PercentChangeInCapacity", -5],
    ["=4", "ExactCapacity", 4],
  ])("the change %j", (text, ScalingAdjustmentType, ScalingAdjustment) => {
    expect(adjustmentOf(text)).toEqual({ ScalingAdjustmentType, ScalingAdjustment });
  });

  test("days, and times with their zone", () => {
    expect(weekDays("mon-wed,7")).toEqual([1, 2, 3, 7]);
    expect(weekDays("fri-mon")).toEqual([1, 5, 6, 7]);
    expect(weekDays("Saturday")).toEqual([6]);
    expect(monthDays("3-5")).toEqual([3, 5]);
    const at = instant(() => Date.parse("2026-01-31T17:30:00Z"));
    expect(at("2026-01-31 20:00Z")).toBe("2026-01-31T20:00:00Z");
    expect(at("2026-01-31T20:00:30+05:30")).toBe("2026-01-31T20:00:30+05:30");
    expect(Date.parse(at("2026-01-31T20:00"))).toBe(new Date(2026, 0, 31, 20).getTime());
    expect(at("18:00Z")).toBe("2026-01-31T18:00:00Z");
    expect(at("17:30Z")).toBe("2026-02-01T17:30:00Z");
    expect(at("02:00+08:00")).toBe("2026-02-01T02:00:00+08:00");
    expect(at("01:00:05+08:00")).toBe("2026-02-02T01:00:05+08:00");
    expect(at("23:00-08:00")).toBe("2026-01-31T23:00:00-08:00");
    expect(new Date(at("20:00")).getHours()).toBe(20);
  });

  test.each([
    [conditionOf, "Sessions < 5"],
    [conditionOf, "IdleInstances = 5"],
    [adjustmentOf, "1"],
    [adjustmentOf, "=20%"],
    [weekDays, "someday"],
    [weekDays, "0-3"],
    [weekDays, "mon-tue-wed"],
    [monthDays, "0-3"],
    [monthDays, "5-3"],
    [instant(() => 0), "8 o'clock"],
    [instant(() => 0), "25:00"],
  ])("and nothing else: %o of %j", (read, text) => {
    expect(() => read(text)).toThrow(/^Give /);
  });
});
