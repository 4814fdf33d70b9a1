import { describe, expect, test } from "vitest";
import { anEngine } from "../../support/an-engine.js";
import { create } from "../../support/builders.js";
import { textLike } from "../../support/text-like.js";
import { aScaledFleet } from "./a-scaled-fleet.js";
import { aRule, aTarget } from "./some-numbers.js";

describe("automatic scaling by a buffer", () => {
  test("gives the numbers of GSE's tutorial: nothing at 7 sessions, a second instance at 8, back to one at 6", () => {
    const fleet = aScaledFleet({ policies: [aTarget(30)] });
    fleet.play(7);
    fleet.minutes(15);
    expect(fleet.size()).toBe(1);
    fleet.play(1);
    fleet.minutes(1);
    expect(fleet.size()).toBe(2);
    expect(fleet.told().at(-1)).toBe(
      'Policy "buffer" (keep 30 % of the sessions free): 8 of 10 sessions are taken, 20 % are free, so 2 instances are wanted. Desired instances: 2, 1 before; at least 0, at most 3.',
    );
    fleet.endGames(2);
    fleet.minutes(9);
    expect(fleet.size()).toBe(2);
    fleet.minutes(1);
    expect(fleet.size()).toBe(1);
    expect(fleet.told().at(-1)).toMatch(
      /6 of 20 sessions are taken, 70 % are free, so 1 instance is wanted\. .* This one goes: ins-\S+ \(no session\)\.$/,
    );
    expect(fleet.sessions().every(({ id }) => fleet.engine.session(id)?.status === "ACTIVE")).toBe(true);
  });

  test("has no instance left when nobody plays, and one at once when somebody wants to, whatever the cool-down", () => {
    const fleet = aScaledFleet({ policies: [aTarget()] });
    fleet.minutes(1);
    expect(fleet.size()).toBe(0);
    expect(fleet.engine.refusal(create({ fleetId: fleet.id })).kind).toBe("no-idle-process");
    expect(fleet.size()).toBe(1);
    expect(fleet.told().at(-1)).toMatch(/1 more is asked for, so 1 instance is wanted/);
    fleet.engine.refusal(create({ fleetId: fleet.id }));
    expect(fleet.size()).toBe(1);
    fleet.settle();
    fleet.play(1);
  });

  test("adds at once where a session finds no process, but not within the cool-down", () => {
    const fleet = aScaledFleet({ policies: [aTarget(1)] });
    fleet.play(10);
    fleet.engine.refusal(create({ fleetId: fleet.id }));
    expect(fleet.size()).toBe(2);
    fleet.settle();
    fleet.play(10);
    fleet.engine.refusal(create({ fleetId: fleet.id }));
    fleet.minutes(9);
    expect(fleet.size()).toBe(2);
    fleet.minutes(1);
    expect(fleet.size()).toBe(3);
  });

  test("meets load that returns with a new instance, and leaves one that goes to go", () => {
    const fleet = aScaledFleet({ policies: [aTarget(30)], design: { protectionPolicy: "FullProtection" } });
    fleet.play(8);
    fleet.minutes(11);
    const [first, second] = fleet.instances().map(({ id }) => id);
    fleet.engine.ok({ type: "stopAutoScaling", fleetId: fleet.id });
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 0 });
    fleet.minutes(30);
    expect(fleet.instances().map(({ id, status }) => [id, status])).toEqual([[first, "TERMINATING"]]);
    fleet.engine.ok({ type: "startAutoScaling", fleetId: fleet.id });
    fleet.engine.refusal(create({ fleetId: fleet.id }));
    fleet.settle();
    expect(fleet.instances()).toMatchObject([{ id: first, status: "TERMINATING" }, { status: "ACTIVE" }]);
    expect(fleet.instances()[1]?.id).not.toBe(second);
    expect(fleet.sessions().every(({ id }) => fleet.engine.session(id)?.status === "ACTIVE")).toBe(true);
  });

  test("says which instances go when somebody takes them away, and what is on them", () => {
    const fleet = aScaledFleet({ processes: 2 });
    fleet.engine.ok({ type: "stopAutoScaling", fleetId: fleet.id });
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 2 });
    fleet.settle();
    fleet.play(3);
    const [full, half] = fleet.instances().map(({ id }) => id);
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 0 });
    expect(fleet.told().at(-1)).toBe(
      "The capacity was set. Desired instances: 0, 2 before; at least 0, at most 3. " +
        `These go: ${half ?? ""} (1 session, as long as protection says), ${full ?? ""} (2 sessions, as long as protection says).`,
    );
  });

  test("takes the idle instance of the lowest weight, never a reserved one", () => {
    const fleet = aScaledFleet({ policies: [aTarget(90)] });
    fleet.play(3);
    fleet.minutes(1);
    const [busy, light, heavy] = fleet.instances().map(({ id }) => id);
    if (busy === undefined || light === undefined || heavy === undefined) throw new Error("there are not three");
    fleet.engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: heavy, weight: 1, isReserved: true });
    fleet.engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: light, weight: 4 });
    fleet.engine.ok({ type: "putScalingPolicy", fleetId: fleet.id, policy: aTarget(30) });
    fleet.minutes(30);
    expect(fleet.instances().map(({ id }) => id)).toEqual([busy, heavy]);
    fleet.engine.ok({ type: "updateInstance", fleetId: fleet.id, instanceId: heavy, isReserved: false });
    fleet.minutes(11);
    expect(fleet.instances().map(({ id }) => id)).toEqual([busy]);
  });

  test("tries instances that could not be set up again, as seldom as the size may change", () => {
    const fleet = aScaledFleet({ policies: [aTarget(30)] });
    fleet.play(8);
    fleet.engine.pass(60_000);
    const failing = fleet.instances().find(({ status }) => status === "PENDING");
    if (failing === undefined) throw new Error("none is being set up");
    fleet.run({
      type: "instanceStepDone",
      instanceId: failing.id,
      step: "download",
      outcome: { ok: false, kind: "failed", reason: "no room" },
      log: "",
    });
    fleet.minutes(9);
    expect(fleet.size()).toBe(1);
    fleet.minutes(1);
    expect(fleet.size()).toBe(2);
    expect(fleet.told().at(-1)).toMatch(/1 of 2 desired instances are missing and are set up anew/);
  });
});

describe("automatic scaling by rules", () => {
  test("acts when a rule was true for all its minutes in a row, and counts anew after one in which it was not", () => {
    const fleet = aScaledFleet({ policies: [aRule({ threshold: 3, operator: "<", minutes: 3 })] });
    fleet.play(8);
    fleet.minutes(2);
    fleet.endGames(1);
    fleet.minutes(1);
    fleet.play(1);
    fleet.minutes(2);
    expect(fleet.size()).toBe(1);
    fleet.minutes(1);
    expect(fleet.size()).toBe(2);
    expect(fleet.told().at(-1)).toMatch(
      /AvailableGameServerSessions < 3 for 3 minutes: ChangeInCapacity \+1\): it is 2, so 2 instances are wanted/,
    );
  });

  test("counts anew after a restart, and for a rule that was changed", () => {
    const fleet = aScaledFleet({ policies: [aRule({ minutes: 4, threshold: 5 })] });
    fleet.play(8);
    fleet.minutes(3);
    fleet.engine.restart();
    fleet.minutes(3);
    fleet.engine.ok({ type: "putScalingPolicy", fleetId: fleet.id, policy: aRule({ minutes: 3, threshold: 4 }) });
    fleet.minutes(2);
    expect(fleet.size()).toBe(1);
    fleet.minutes(1);
    expect(fleet.size()).toBe(2);
  });

  test("keeps the cool-down across a restart", () => {
    const fleet = aScaledFleet({
      policies: [aRule({ metric: "CurrentPlayerSessions", operator: ">=", threshold: 0 })],
    });
    fleet.minutes(1);
    expect(fleet.size()).toBe(2);
    fleet.engine.restart();
    fleet.minutes(9);
    expect(fleet.size()).toBe(2);
    fleet.minutes(1);
    expect(fleet.size()).toBe(3);
  });

  test("waits for instances to be unused before it takes them away", () => {
    const less = aRule({
      name: "less",
      metric: "CurrentPlayerSessions",
      operator: "<",
      threshold: 99,
      adjustmentType: "ExactCapacity",
      adjustment: 0,
    });
    const fleet = aScaledFleet({ policies: [less] });
    fleet.play(1);
    fleet.minutes(20);
    expect(fleet.size()).toBe(1);
    fleet.endGames(1);
    fleet.minutes(1);
    expect(fleet.size()).toBe(0);
  });
});

describe("automatic scaling", () => {
  test("leaves the desired number in charge while there is no policy, and takes it away where there is one", () => {
    const fleet = aScaledFleet();
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 2 });
    fleet.minutes(30);
    expect(fleet.size()).toBe(2);
    fleet.engine.ok({ type: "putScalingPolicy", fleetId: fleet.id, policy: aTarget() });
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 3 });
    expect(fleet.size()).toBe(2);
    expect(fleet.told().at(-1)).toMatch(/DesiredInstances counts only without policies, or after StopFleetActions/);
    fleet.minutes(1);
    expect(fleet.size()).toBe(0);
    fleet.engine.ok({ type: "stopAutoScaling", fleetId: fleet.id });
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, desired: 3 });
    fleet.minutes(30);
    expect(fleet.size()).toBe(3);
  });

  test("is started and stopped once, however often it is said", () => {
    const fleet = aScaledFleet({ policies: [aTarget(), aRule()] });
    const { engine, id: fleetId } = fleet;
    const before = fleet.told().length;
    engine.ok({ type: "startAutoScaling", fleetId });
    engine.ok({ type: "stopAutoScaling", fleetId });
    engine.ok({ type: "stopAutoScaling", fleetId });
    engine.ok({ type: "startAutoScaling", fleetId });
    expect(fleet.told().slice(before)).toEqual([
      "Automatic scaling was stopped. Desired instances: 1, as before.",
      "Automatic scaling was started: by 2 policies.",
    ]);
  });

  test("follows a range that moves at once", () => {
    const fleet = aScaledFleet({ policies: [aTarget()] });
    fleet.engine.ok({ type: "updateFleetCapacity", fleetId: fleet.id, min: 2 });
    expect(fleet.size()).toBe(2);
    fleet.minutes(30);
    expect(fleet.size()).toBe(2);
  });

  test("costs nothing where there is nothing to decide", () => {
    const fleet = aScaledFleet();
    expect(fleet.deployment.scaling.watches.size).toBe(0);
    fleet.engine.ok({ type: "putScalingPolicy", fleetId: fleet.id, policy: aTarget() });
    expect(fleet.deployment.scaling.watches.size).toBe(1);
    fleet.engine.ok({ type: "deleteScalingPolicy", fleetId: fleet.id });
    expect(fleet.deployment.scaling.watches.size).toBe(0);
  });

  test("ends with its fleet", () => {
    const fleet = aScaledFleet({ policies: [aTarget()] });
    fleet.engine.ok({ type: "deleteFleet", fleetId: fleet.id });
    expect(fleet.row().scaling.policies).toEqual([]);
    expect(fleet.deployment.scaling.watches.size).toBe(0);
    fleet.minutes(10);
    expect(fleet.row().status).toBe("TERMINATED");
  });
});

describe("a scaling policy", () => {
  test("takes the place of the one of its name; a second target-based one is refused", () => {
    const fleet = aScaledFleet({ policies: [aTarget(30), aRule()] });
    const { engine, id: fleetId } = fleet;
    engine.ok({ type: "putScalingPolicy", fleetId, policy: aTarget(40) });
    expect(fleet.row().scaling.policies).toEqual([aTarget(40), aRule()]);
    expect(engine.refusal({ type: "putScalingPolicy", fleetId, policy: aTarget(50, "other") })).toMatchObject({
      kind: "quota",
      message: textLike(/one target-based policy at most, and it has "buffer"/),
    });
    engine.ok({ type: "putScalingPolicy", fleetId, policy: aRule({ name: "buffer" }) });
    engine.ok({ type: "putScalingPolicy", fleetId, policy: aTarget(50, "other") });
    expect(fleet.row().scaling.policies.map(({ name }) => name)).toEqual(["buffer", "rule", "other"]);
  });

  test("is deleted by name, or all at once", () => {
    const fleet = aScaledFleet({ policies: [aTarget(30), aRule(), aRule({ name: "more" })] });
    const { engine, id: fleetId } = fleet;
    engine.ok({ type: "deleteScalingPolicy", fleetId, name: "rule" });
    expect(fleet.row().scaling.policies.map(({ name }) => name)).toEqual(["buffer", "more"]);
    expect(engine.refusal({ type: "deleteScalingPolicy", fleetId, name: "rule" })).toMatchObject({
      kind: "scaling-policy-not-found",
      field: "Name",
    });
    engine.ok({ type: "deleteScalingPolicy", fleetId });
    expect(fleet.row().scaling.policies).toEqual([]);
    engine.ok({ type: "deleteScalingPolicy", fleetId });
  });

  test("is refused beyond the quota, and on a fleet that is none or goes", () => {
    const engine = anEngine();
    const fleet = aScaledFleet({ engine });
    engine.restart({ quotas: { ...engine.settings.quotas, policiesPerFleet: 1 } });
    const put = (name: string) => ({ type: "putScalingPolicy", fleetId: fleet.id, policy: aRule({ name }) }) as const;
    engine.ok(put("one"));
    engine.ok(put("one"));
    expect(engine.refusal(put("two")).kind).toBe("quota");
    engine.ok({ type: "deleteFleet", fleetId: fleet.id });
    expect(engine.refusal(put("one")).kind).toBe("fleet-not-active");
  });
});
