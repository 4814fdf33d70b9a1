import { expect, test } from "vitest";
import type { AliasId, AliasRouting, FleetId } from "../../src/model/index.js";
import { aFleet } from "../support/a-fleet.js";
import { anEngine, type TestEngine } from "../support/an-engine.js";
import { create } from "../support/builders.js";
import { textLike } from "../support/text-like.js";

const to = (fleetId: FleetId): AliasRouting => ({ type: "SIMPLE", fleetId, message: "" });
const closed = (message: string): AliasRouting => ({ type: "TERMINAL", fleetId: null, message });

const createAlias = (routing: AliasRouting, region = "ap-shanghai") =>
  ({ type: "createAlias", region, name: "live", description: "", routing, tags: [] }) as const;

const createAt = (aliasId: AliasId) => {
  const { fleetId: _fleetId, ...wanted } = create();
  return { ...wanted, aliasId } as const;
};

const activeFleet = (engine: TestEngine, firstPid: number) => {
  const fleet = aFleet(engine);
  fleet.active(firstPid);
  return fleet;
};

test("an alias leads new sessions to its fleet, and to another one from the turn on in which it is switched", () => {
  const engine = anEngine();
  const [old, next] = [activeFleet(engine, 1_001), activeFleet(engine, 2_001)];
  const alias = engine.ok(createAlias(to(old.id)));
  expect(alias).toMatchObject({ id: textLike(/^alias-[\da-f]{8}-[\da-f]{8}$/), createdAtMs: engine.now() });
  const first = engine.ok(createAt(alias.id));
  expect(first).toMatchObject({ fleetId: old.id, id: textLike(new RegExp(`/${old.id}/gssess-`)) });
  engine.pass(1_000);
  expect(engine.ok({ type: "updateAlias", aliasId: alias.id, routing: to(next.id) })).toMatchObject({
    name: "live",
    updatedAtMs: engine.now(),
    createdAtMs: alias.createdAtMs,
  });
  expect(engine.ok(createAt(alias.id)).fleetId).toBe(next.id);
  expect(engine.session(first.id)).toMatchObject({ fleetId: old.id, status: "ACTIVATING" });
});

test("a TERMINAL alias refuses with its own message, and one that was deleted is not there", () => {
  const engine = anEngine();
  const fleet = activeFleet(engine, 1_001);
  const alias = engine.ok(createAlias(to(fleet.id)));
  engine.ok({ type: "updateAlias", aliasId: alias.id, routing: closed("back at noon") });
  expect(engine.refusal(createAt(alias.id))).toMatchObject({ kind: "alias-terminal", message: "back at noon" });
  engine.ok({ type: "deleteAlias", aliasId: alias.id });
  for (const command of [
    createAt(alias.id),
    { type: "updateAlias", aliasId: alias.id, name: "x" } as const,
    { type: "deleteAlias", aliasId: alias.id } as const,
  ])
    expect(engine.refusal(command)).toMatchObject({ kind: "alias-not-found", field: "AliasId" });
});

test("an alias is refused that could lead nobody anywhere", () => {
  const engine = anEngine({ servesAnyFleet: false });
  const fleet = activeFleet(engine, 1_001);
  expect(engine.refusal(createAlias({ type: "SIMPLE", fleetId: null, message: "" }))).toMatchObject({
    kind: "missing-value",
    field: "RoutingStrategy.FleetId",
  });
  expect(engine.refusal(createAlias(closed("")))).toMatchObject({
    kind: "missing-value",
    field: "RoutingStrategy.Message",
  });
  expect(engine.refusal(createAlias(to("fleet-0-0" as FleetId)))).toMatchObject({ kind: "fleet-not-found" });
  engine.ok({ type: "deleteFleet", fleetId: fleet.id });
  expect(engine.refusal(createAlias(to(fleet.id)))).toMatchObject({
    kind: "fleet-not-active",
    message: textLike(/is (DELETING|TERMINATED); name one that can host sessions/),
  });
});

test("a fleet stays as long as an alias leads to it, also after a restart", () => {
  const engine = anEngine();
  const fleet = activeFleet(engine, 1_001);
  const alias = engine.ok(createAlias(to(fleet.id)));
  engine.restart();
  expect(engine.refusal({ type: "deleteFleet", fleetId: fleet.id })).toMatchObject({
    kind: "fleet-in-use",
    message: textLike(/alias "alias-\S+" \(live\) leads to it/),
  });
  // It only keeps the name then (gse-semantics e).
  engine.ok({
    type: "updateAlias",
    aliasId: alias.id,
    routing: { type: "TERMINAL", fleetId: fleet.id, message: "gone" },
  });
  engine.ok({ type: "deleteFleet", fleetId: fleet.id });
});

test("no region has more aliases than its quota", () => {
  const engine = anEngine();
  const fleet = activeFleet(engine, 1_001);
  const made = Array.from({ length: 20 }, () => engine.ok(createAlias(to(fleet.id))));
  expect(engine.refusal(createAlias(to(fleet.id)))).toMatchObject({ kind: "quota" });
  engine.ok(createAlias(to(fleet.id), "ap-tokyo"));
  engine.ok({ type: "deleteAlias", aliasId: made[0]!.id });
  engine.ok(createAlias(to(fleet.id)));
});
