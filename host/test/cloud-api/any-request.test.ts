import fc from "fast-check";
import { expect, test } from "vitest";
import { CloudApiError, type ActionName } from "../../src/client/index.js";
import { upSettings } from "../../src/engine/index.js";
import { actions } from "../../src/gen/cloud-api.js";
import { checkRequest } from "../../src/params/check-request.js";
import { anyRequest } from "./support/any-request.js";
import { facts } from "./support/catalogue.js";
import { useCloudApi } from "./support/use-cloud-api.js";

const actionNames = Object.keys(actions) as ActionName[];

test("Any request that the catalogue lets pass works, or is refused under a code that its action lists", async () => {
  const api = await useCloudApi({
    settings: { quotas: { ...upSettings.quotas, fleets: 1_000_000, instances: 1_000_000, instancesOfType: 1_000_000 } },
  });
  const AssetId = await api.asset();
  const fleets = [await api.fleet({ AssetId }), await api.fleet({ Name: "other" })];
  const [FleetId] = fleets;
  const { Instances: instances } = await api.client.call("DescribeInstances", { FleetId });
  const known = {
    AssetId: [AssetId],
    FleetId: [...fleets, "fleet-none"],
    InstanceId: instances.map(({ InstanceId }) => InstanceId),
    IpAddress: ["127.0.0.1"],
    GameServerSessionId: [await api.session(), await api.session({ fleetId: "fleet-by-hand" })],
    PlayerId: ["ada", "bob"],
    LaunchPath: ["server", "/local/game/server"],
    EventCode: ["FLEET_CREATED"],
    FilterExpression: ["", "playerSessionCount>=0 AND NOT hasAvailablePlayerSessions=false", "maximumSessions=>2"],
    SortExpression: ["", "creationTimeMillis DESC", "gameServerSessionName UP"],
    StartTime: ["2020-10-20T01:37:08Z"],
  };
  const outcomes = new Map<ActionName, Set<string>>();
  const call = fc
    .constantFrom(...actionNames)
    .chain((action) => fc.tuple(fc.constant(action), anyRequest(action, known)));
  await fc.assert(
    fc.asyncProperty(call, async ([action, request]) => {
      expect(checkRequest(action, request)).toMatchObject({ ok: true });
      const code = await api.client.call(action, request).then(
        () => "",
        (error: unknown) => {
          if (error instanceof CloudApiError) return error.code;
          throw error;
        },
      );
      expect(["", ...facts.actions[action]!.errors]).toContain(code);
      outcomes.set(action, (outcomes.get(action) ?? new Set()).add(code));
    }),
    { numRuns: 2_000 },
  );
  // It also gets through: a test of refusals alone would say little.
  const done = [...outcomes].filter(([, codes]) => codes.has(""));
  expect(done.length).toBeGreaterThan(20);
});
