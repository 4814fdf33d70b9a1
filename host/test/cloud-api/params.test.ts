import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkParams } from "../../src/params/check-params.js";
import { readParams } from "../../src/cloud-api/params/read-params.js";
import { isConflict, unflatten } from "../../src/cloud-api/params/unflatten.js";
import { ApiRefusal } from "../../src/cloud-api/api-refusal.js";
import { parseForm } from "../../src/cloud-api/signature/form-fields.js";
import { actions, type ActionName } from "../../src/gen/cloud-api.js";
import { facts, type FactField } from "./support/catalogue.js";
import { useTencentSdk } from "./support/use-tencent-sdk.js";

const actionNames = Object.keys(actions) as ActionName[];

/** Any value of a field's type that a form can carry: empty lists and objects vanish in it. */
function valueOf({ type }: FactField): fc.Arbitrary<unknown> {
  const element = type.replace(/\[\]$/, "");
  const one = elementOf(element);
  return type.endsWith("[]") ? fc.array(one, { minLength: 1, maxLength: 12 }) : one;
}

function elementOf(type: string): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return fc.string({ unit: "binary", maxLength: 20 });
    case "integer":
      return fc.maxSafeInteger().map((value) => value + 0);
    case "float":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
    case "boolean":
      return fc.boolean();
    default:
      return objectOf(facts.structures[type]?.fields ?? []);
  }
}

const objectOf = (fields: readonly FactField[]): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record(Object.fromEntries(fields.map((field) => [field.name, valueOf(field)])), {
      requiredKeys: [],
      noNullPrototype: true,
    })
    .filter((object) => Object.keys(object).length > 0);

const sdk = useTencentSdk("127.0.0.1:1") as unknown as { mergeData(value: object): Record<string, unknown> };

describe("Parameters in a form", () => {
  test.each(actionNames)("of %s, flattened by Tencent's SDK, come back exactly", (action) => {
    const { request } = facts.actions[action]!;
    if (request.length === 0) return;
    fc.assert(
      fc.property(objectOf(request), (input) => {
        const form = new URLSearchParams(
          Object.entries(sdk.mergeData(input)).map(([name, value]) => [name, String(value)]),
        );
        const decoded = unflatten(parseForm(form.toString()), actions[action].request);
        expect(isConflict(decoded)).toBe(false);
        expect(JSON.parse(JSON.stringify(decoded))).toEqual(JSON.parse(JSON.stringify(input)));
      }),
      { numRuns: 30 },
    );
  });

  const read = (form: string, action: ActionName = "JoinGameServerSessionBatch") =>
    readParams(action, { from: "form", fields: parseForm(form) });
  const refusal = (form: string, action?: ActionName): string => codeOf(() => read(form, action));

  test("close the gaps that null items leave, in the order of their numbers", () => {
    expect(read("GameServerSessionId=s&PlayerIds.10=c&PlayerIds.2=b&PlayerIds.0=a")).toEqual({
      GameServerSessionId: "s",
      PlayerIds: ["a", "b", "c"],
    });
  });

  test("take an empty text for a number, a list or an object as absent", () => {
    expect(read("FleetId=fleet-1&Limit=", "DescribeGameServerSessions")).toEqual({ FleetId: "fleet-1" });
    expect(read("GameServerSessionId=s&PlayerIds.0=a&PlayerDataMap=")).not.toHaveProperty("PlayerDataMap");
    expect(read("MaximumPlayerSessionCount=1&GameProperties=", "CreateGameServerSession")).toEqual({
      MaximumPlayerSessionCount: 1,
    });
  });

  test.each([
    ["a name twice", "GameServerSessionId=s&GameServerSessionId=t&PlayerIds.0=a", "InvalidParameter"],
    ["a value beside its own parts", "GameServerSessionId=s&PlayerIds=a&PlayerIds.0=a", "InvalidParameter"],
    ["a list with names for numbers", "GameServerSessionId=s&PlayerIds.first=a", "InvalidParameter"],
    ["a list with a number written oddly", "GameServerSessionId=s&PlayerIds.01=a", "InvalidParameter"],
    ["a text with parts", "GameServerSessionId.0=s&PlayerIds.0=a", "InvalidParameter"],
    ["an unknown part", "GameServerSessionId=s&PlayerIds.0=a&PlayerDataMap.Kee=a", "UnknownParameter"],
    ["the prototype for a name", "GameServerSessionId=s&PlayerIds.0=a&__proto__.x=1", "UnknownParameter"],
    ["a constructor for a name", "GameServerSessionId=s&PlayerIds.0=a&constructor=1", "UnknownParameter"],
    ["a name of dots", "GameServerSessionId=s&PlayerIds.0=a&....=1", "UnknownParameter"],
  ])("are refused with %s", (_case, form, code) => {
    expect(refusal(form)).toBe(code);
  });

  test.each(["1.5", "1e3", "0x10", "ten", "١", "--1", "1e+21"])("are refused with %s for an integer", (text) => {
    expect(refusal(`FleetId=fleet-1&Limit=${encodeURIComponent(text)}`, "DescribeGameServerSessions")).toBe(
      "InvalidParameter",
    );
  });
});

describe("Parameters in JSON", () => {
  const read = (value: unknown, action: ActionName) =>
    readParams(action, { from: "json", body: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)) });
  const refused = (value: unknown, action: ActionName): ApiRefusal => {
    try {
      read(value, action);
    } catch (error) {
      if (error instanceof ApiRefusal) return error;
      throw error;
    }
    throw new Error("it was accepted");
  };
  const create = { FleetId: "fleet-1", MaximumPlayerSessionCount: 4 };

  test.each(actionNames)("of %s are never accepted with a field it does not have", (action) => {
    expect(refused({ NoSuchField: 1 }, action)).toMatchObject({
      code: "UnknownParameter",
      message: expect.stringContaining('"NoSuchField"') as string,
    });
  });

  test("may be nothing, or an empty string, where nothing is required", () => {
    for (const body of ["", '""', "{}"]) expect(read(body, "DescribeInstanceLimit")).toEqual({});
  });

  test("count null as absent, in lists too", () => {
    expect(
      read(
        { GameServerSessionId: "s", PlayerIds: ["a", null, "b"], PlayerDataMap: null },
        "JoinGameServerSessionBatch",
      ),
    ).toEqual({ GameServerSessionId: "s", PlayerIds: ["a", "b"] });
  });

  test("are reported in the order unknown, missing, type, value", () => {
    const all = { FleetId: "no-fleet", Name: 5, Extra: 1 };
    expect(refused(all, "CreateGameServerSession").code).toBe("UnknownParameter");
    expect(refused({ FleetId: "no-fleet", Name: 5 }, "CreateGameServerSession").code).toBe("MissingParameter");
    expect(refused({ ...create, FleetId: "no-fleet", Name: 5 }, "CreateGameServerSession").code).toBe(
      "InvalidParameter",
    );
    expect(refused({ ...create, FleetId: "no-fleet" }, "CreateGameServerSession").code).toBe("InvalidParameterValue");
  });

  test.each<[string, ActionName, object, string, string]>([
    [
      "a path to the field",
      "CreateGameServerSession",
      {
        ...create,
        GameProperties: [
          { Key: "a", Value: "b" },
          { Key: 5, Value: "x" },
        ],
      },
      "InvalidParameter",
      'the parameter "GameProperties.1.Key" is 5; give a string of at most 32 characters',
    ],
    [
      "a missing part",
      "CreateGameServerSession",
      { ...create, GameProperties: [{ Key: "a" }] },
      "MissingParameter",
      'the required parameter "GameProperties.0.Value" is missing: give a string of at most 96 characters',
    ],
    [
      "an unknown part",
      "CreateGameServerSession",
      { ...create, GameProperties: [{ Key: "a", Value: "b", Colour: 1 }] },
      "UnknownParameter",
      'the parameter "GameProperties.0.Colour" is not recognized: GameProperty takes Key, Value',
    ],
    [
      "a name that is nearly one",
      "CreateGameServerSession",
      { ...create, GameProperties: [{ Key: "a", Vaule: "b" }] },
      "UnknownParameter",
      'the parameter "GameProperties.0.Vaule" is not recognized: did you mean "GameProperties.0.Value"? GameProperty takes Key, Value',
    ],
    [
      "a long text",
      "CreateGameServerSession",
      { ...create, Name: "n".repeat(1025) },
      "InvalidParameterValue",
      'the parameter "Name" is a string of 1025 characters; give a string of at most 1024 characters',
    ],
    [
      "too many items",
      "CreateGameServerSession",
      { ...create, GameProperties: Array(17).fill({ Key: "a", Value: "b" }) },
      "InvalidParameterValue",
      'the parameter "GameProperties" is a list of 17; give a list of at most 16 items, each an object with Key, Value',
    ],
    [
      "a negative count",
      "CreateGameServerSession",
      { ...create, MaximumPlayerSessionCount: -1 },
      "InvalidParameterValue",
      'the parameter "MaximumPlayerSessionCount" is -1; give an integer of 0 or more',
    ],
    [
      "a fraction for an integer",
      "CreateGameServerSession",
      { ...create, MaximumPlayerSessionCount: 1.5 },
      "InvalidParameter",
      'the parameter "MaximumPlayerSessionCount" is 1.5; give an integer of 0 or more',
    ],
    [
      "a number in quotes",
      "CreateGameServerSession",
      { ...create, MaximumPlayerSessionCount: "4" },
      "InvalidParameter",
      'the parameter "MaximumPlayerSessionCount" is "4"; give an integer of 0 or more',
    ],
    [
      "digits beyond 2^53",
      "CreateGameServerSession",
      { ...create, MaximumPlayerSessionCount: 2 ** 53 },
      "InvalidParameterValue",
      'the parameter "MaximumPlayerSessionCount" is 9007199254740992; give an integer of 0 or more',
    ],
    [
      "an unknown word",
      "DescribeGameServerSessions",
      { FleetId: "fleet-1", StatusFilter: "active" },
      "InvalidParameterValue",
      'the parameter "StatusFilter" is "active"; give one of "ACTIVE", "ACTIVATING", "TERMINATED", "TERMINATING", "ERROR"',
    ],
    [
      "a page too long",
      "DescribeGameServerSessions",
      { FleetId: "fleet-1", Limit: 101 },
      "InvalidParameterValue",
      'the parameter "Limit" is 101; give an integer of 1 to 100',
    ],
    [
      "a fleet id of another form",
      "CreateGameServerSession",
      { ...create, FleetId: "my-fleet" },
      "InvalidParameterValue",
      'the parameter "FleetId" is "my-fleet"; give a string of at most 128 characters that matches ^fleet-\\S+',
    ],
    [
      "half a character",
      "JoinGameServerSession",
      { GameServerSessionId: "s", PlayerId: "\ud83d" },
      "InvalidParameterValue",
      'the parameter "PlayerId" is "\\ud83d"; give a string of 1 to 1024 characters',
    ],
    [
      "an empty list",
      "JoinGameServerSessionBatch",
      { GameServerSessionId: "s", PlayerIds: [] },
      "InvalidParameterValue",
      'the parameter "PlayerIds" is a list of 0; give a list of 1 to 25 items, each a string of 1 to 1024 characters',
    ],
    [
      "a map for the one pair of player data",
      "JoinGameServerSessionBatch",
      { GameServerSessionId: "s", PlayerIds: ["a"], PlayerDataMap: { a: "data" } },
      "UnknownParameter",
      'the parameter "PlayerDataMap.a" is not recognized: PlayerDataMap takes Key, Value',
    ],
    [
      "a list for the one pair of player data",
      "JoinGameServerSessionBatch",
      { GameServerSessionId: "s", PlayerIds: ["a"], PlayerDataMap: [] },
      "InvalidParameter",
      'the parameter "PlayerDataMap" is a list of 0; give an object with Key, Value',
    ],
    [
      "a block of addresses that is none",
      "CreateFleet",
      { InboundPermissions: [{ FromPort: 1025, ToPort: 1026, IpRange: "10.0.0.0/33", Protocol: "TCP" }] },
      "InvalidParameterValue",
      'the parameter "InboundPermissions.0.IpRange" is "10.0.0.0/33"; give an IPv4 block such as "10.0.0.0/8"',
    ],
    [
      "a disk too small for its kind",
      "CreateFleet",
      { SystemDiskInfo: { DiskType: "CLOUD_SSD", DiskSize: 50 } },
      "InvalidParameterValue",
      'the parameter "SystemDiskInfo.DiskSize" is 50; a CLOUD_SSD disk here has 100 to 500 GB, in steps of 1',
    ],
    [
      "a filter of another action",
      "ListFleets",
      { Filters: [{ Key: "resource:resourceId", Values: ["a"] }] },
      "InvalidParameterValue",
      'the parameter "Filters.0.Key" is "resource:resourceId"; give one of resource:name, tag:key, tag:key-value',
    ],
    [
      "a tag too long in bytes",
      "CreateFleet",
      { Tags: [{ Key: "标".repeat(43), Value: "" }] },
      "InvalidParameterValue",
      'the parameter "Tags.0.Key" is a string of 43 characters; give a string of at most 127 bytes',
    ],
  ])("are refused with %s, and told where and what would do", (_case, action, params, code, message) => {
    expect(refused(params, action)).toMatchObject({ code, message });
  });

  test.each(["[]", "5", '"text"', "null", "{", "{}x", "\u0000"])("are refused when the body is %j", (body) => {
    expect(refused(body, "DescribeGameServerSessions").code).toBe("InvalidParameter");
  });

  test("are refused when the body is not UTF-8", () => {
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]);
    expect(codeOf(() => readParams("DescribeGameServerSessions", { from: "json", body }))).toBe("InvalidParameter");
  });

  test("take session ids as long as the host makes them, whatever the documentation says", () => {
    const id = `qcs::gse:local::gameserversession/fleet-1/${"x".repeat(4096)}`;
    expect(read({ GameServerSessionId: id }, "DescribeGameServerSessions")).toEqual({ GameServerSessionId: id });
    expect(read({ GameServerSessionId: id, PlayerId: "a" }, "JoinGameServerSession")).toMatchObject({
      GameServerSessionId: id,
    });
    expect(refused({ GameServerSessionId: "x".repeat(4353) }, "DescribeGameServerSessions").code).toBe(
      "InvalidParameterValue",
    );
    expect(read({ ...create, GameServerSessionId: "x".repeat(4096) }, "CreateGameServerSession")).toHaveProperty(
      "GameServerSessionId",
    );
    expect(refused({ ...create, GameServerSessionId: "x".repeat(4097) }, "CreateGameServerSession").code).toBe(
      "InvalidParameterValue",
    );
  });

  test("count an emoji as one character", () => {
    const params = { GameServerSessionId: "s", PlayerId: "🦊".repeat(1024) };
    expect(read(params, "JoinGameServerSession")).toEqual(params);
  });

  test("missing where the action lists no MissingParameter are InvalidParameter", () => {
    for (const action of actionNames) {
      const { request, errors } = actions[action];
      if (!request.some((field) => field.isRequired === true)) continue;
      expect([action, refused({}, action).code]).toEqual([
        action,
        errors.includes("MissingParameter") ? "MissingParameter" : "InvalidParameter",
      ]);
    }
  });

  test("never crash the check, and never come out as anything but the catalogue's fields", () => {
    fc.assert(
      fc.property(fc.constantFrom(...actionNames), fc.jsonValue({ maxDepth: 5 }), (action, value) => {
        const checked = checkParams(action, value, actions[action].request);
        if (!checked.ok) expect(checked.problem.message.length).toBeLessThan(2000);
      }),
    );
    fc.assert(
      fc.property(
        fc
          .constantFrom(...actionNames)
          .chain((action) =>
            fc.tuple(
              fc.constant(action),
              fc.record(
                Object.fromEntries(
                  actions[action].request.map(({ name }) => [name, fc.anything({ withNullPrototype: true })]),
                ),
              ),
            ),
          ),
        ([action, value]) => {
          checkParams(action, value, actions[action].request);
        },
      ),
    );
  });
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ApiRefusal) return error.code;
    throw error;
  }
  return "accepted";
}
