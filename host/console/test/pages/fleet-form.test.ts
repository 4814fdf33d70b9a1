import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limitsOf, problemOf } from "../../src/parts/form/limits.js";
import { copyRequestOf, createRequestOf, draftOf, newFleet } from "../../src/pages/fleets/form/fleet-draft.js";
import { hasProblems, tooManyProcesses } from "../../src/pages/fleets/form/fleet-problems.js";
import { checkRequest } from "../../../src/params/check-request.js";

/** What people type, and what nobody should. */
const text = fc.oneof(
  fc.constantFrom("", "chat", "x".repeat(50), "x".repeat(51), "房间", "😀".repeat(50), "x".repeat(1025)),
  fc.string({ unit: "grapheme" }),
);
const number = fc.oneof(
  fc.constantFrom("", "0", "1", "-1", "5", "50", "51", "1.5", "1e3", "600", "601", "1440", "ten", "99999999999"),
  fc.integer().map(String),
);
const port = fc.oneof(number, fc.constantFrom("1024", "1025", "7000", "60000", "60001"));
const draft = fc.record({
  ...{ name: text, description: text, assetId: fc.constantFrom("", "asset-1"), copies: number },
  processes: fc.array(fc.record({ path: text, parameters: text, count: number }), { maxLength: 3 }),
  ...{ activationTimeout: number, maxActivations: number, instanceType: fc.constantFrom("", "S5.LARGE8") },
  ports: fc.array(
    fc.record({
      protocol: fc.constantFrom("TCP" as const, "UDP" as const),
      ...{ from: port, to: port, ipRange: fc.constantFrom("", "0.0.0.0/0", "10.0.0.0/33", "everybody") },
    }),
    { maxLength: 2 },
  ),
  protection: fc.constantFrom("NoProtection" as const, "TimeLimitProtection" as const, "FullProtection" as const),
  ...{ bandwidth: number, timeLimit: number, sessionsPerCreator: number, periodMinutes: number },
  tags: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
});
const good = {
  ...newFleet,
  name: "chat",
  assetId: "asset-1",
  processes: [{ path: "chat", parameters: "", count: "1" }],
};

describe("the fleet form", () => {
  test("lets nothing through that the catalogue would refuse", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          draft,
          draft.map(({ name, ports }) => ({ ...good, name, ports })),
        ),
        (typed) => {
          if (!hasProblems(typed, false))
            expect(checkRequest("CreateFleet", createRequestOf(typed))).toMatchObject({ ok: true });
          if (!hasProblems(typed, true))
            expect(checkRequest("CopyFleet", copyRequestOf(typed, "fleet-1"))).toMatchObject({ ok: true });
        },
      ),
    );
  });

  test("finds no fault with the defaults and what only the user knows", () => {
    expect(hasProblems(good, true)).toBe(false);
    expect(createRequestOf(good)).toMatchObject({
      RuntimeConfiguration: { MaxConcurrentGameServerSessionActivations: 0 },
      NewGameServerSessionProtectionPolicy: "NoProtection",
    });
    expect(createRequestOf(good)).not.toHaveProperty("GameServerSessionProtectionTimeLimit");
  });

  test("counts the processes of all launch paths together", () => {
    const processes = [30, 21].map((count) => ({ path: "chat", parameters: "", count: String(count) }));
    expect(tooManyProcesses(processes)).toBe(51);
    expect(hasProblems({ ...good, processes }, false)).toBe(true);
  });

  test("gives a copied fleet's values back as they were", () => {
    const request = createRequestOf({
      ...good,
      protection: "TimeLimitProtection",
      timeLimit: "90",
      description: "two",
    });
    const fleet = {
      ...{ Name: "chat", Description: "two", AssetId: "asset-1", InstanceType: "", InternetMaxBandwidthOut: 100 },
      ...{ NewGameServerSessionProtectionPolicy: "TimeLimitProtection", GameServerSessionProtectionTimeLimit: 90 },
      ResourceCreationLimitPolicy: { NewGameServerSessionsPerCreator: 2, PolicyPeriodInMinutes: 3 },
      Tags: [],
    } as unknown as Parameters<typeof draftOf>[0];
    const again = draftOf(fleet, request.RuntimeConfiguration ?? {}, request.InboundPermissions ?? []);
    expect(createRequestOf(again)).toEqual(request);
  });
});

describe("a field's limits", () => {
  test("are those of the catalogue, in characters or bytes", () => {
    expect(problemOf(limitsOf("CreateFleet", "Name"), "😀".repeat(50), true)).toBeUndefined();
    expect(problemOf(limitsOf("CreateFleet", "Name"), "", true)).toEqual({ kind: "missing" });
    expect(problemOf(limitsOf("CreateFleet", "Tags.Key"), "房".repeat(43))).toMatchObject({
      kind: "length",
      isBytes: true,
    });
    expect(problemOf(limitsOf("UpdateFleetCapacity", "ScalingInterval"), "31")).toEqual({
      kind: "range",
      min: 3,
      max: 30,
    });
    expect(problemOf(limitsOf("UpdateFleetCapacity", "ScalingInterval"), "3.5")).toEqual({ kind: "integer" });
  });

  test("of a field that no action has are a fault of the page", () => {
    expect(() => limitsOf("CreateFleet", "Nam")).toThrow(/no field "Nam" in CreateFleet/);
  });
});
