import { describe, expect, test } from "vitest";
import { CallRates, gseRateLimits } from "../../src/cloud-api/rate-limits.js";
import { textLike } from "../support/text-like.js";
import { responseIn, sendCapi } from "./support/send.js";
import { useCloudApi } from "./support/use-cloud-api.js";
import { codeOf, useTencentSdk } from "./support/use-tencent-sdk.js";

describe("how often an action may be called", () => {
  const takes = (rates: CallRates, count: number, nowMs: number, key = "key"): number =>
    Array.from({ length: count }, () => rates.take(key, "DescribeInstances", nowMs)).filter((isFree) => isFree).length;

  test("is as GSE has it: 1,000 times a second for five of them, 20 for the rest", () => {
    const rates = new CallRates(gseRateLimits);
    for (const action of [
      "CreateGameServerSession",
      "JoinGameServerSession",
      "JoinGameServerSessionBatch",
      "SearchGameServerSessions",
      "DescribePlayerSessions",
    ] as const)
      expect(rates.limitOf(action)).toBe(1_000);
    for (const action of ["CopyFleet", "EndGameServerSessionAndProcess", "StartGameServerSessionPlacement"] as const)
      expect(rates.limitOf(action)).toBe(20);
  });

  test("lets a second's worth pass at once, then as many as the limit says, however long nobody called", () => {
    const rates = new CallRates(gseRateLimits);
    expect(takes(rates, 50, 1_000)).toBe(20);
    expect(takes(rates, 50, 1_049)).toBe(0);
    expect(takes(rates, 50, 1_050)).toBe(1);
    expect(takes(rates, 50, 1_500)).toBe(9);
    expect(takes(rates, 50, 3_600_000)).toBe(20);
  });

  test("is counted for each key and action apart", () => {
    const rates = new CallRates(gseRateLimits);
    expect(takes(rates, 50, 0)).toBe(20);
    expect(takes(rates, 50, 0, "another")).toBe(20);
    expect(rates.take("key", "DescribeFleetEvents", 0)).toBe(true);
  });

  test("is not upset by a clock that is set back", () => {
    const rates = new CallRates(gseRateLimits);
    expect(takes(rates, 50, 1_000_000)).toBe(20);
    expect(takes(rates, 50, 0)).toBe(0);
    expect(takes(rates, 50, 50)).toBe(1);
  });
});

describe("a call too many", () => {
  test("is refused as RequestLimitExceeded, and another a moment later is not", async () => {
    const api = await useCloudApi({ api: { rateLimits: { others: 2, actions: {} } } });
    const sdk = useTencentSdk(api.address);
    const call = () => sdk.ListFleets({});
    await call();
    await call();
    expect(await codeOf(call())).toBe("RequestLimitExceeded");
    await expect(call()).rejects.toThrow('"ListFleets" may be called 2 times a second with one key');
    await api.clock.advance(500);
    await call();
  });

  test("is refused unsigned as well, apart from what is signed", async () => {
    const api = await useCloudApi({ api: { rateLimits: { others: 1, actions: {} } } });
    const code = async () => responseIn(await sendCapi(api.address, { Action: "ListFleets" })).Error?.Code;
    expect(await code()).toBeUndefined();
    expect(await code()).toBe("RequestLimitExceeded");
    await useTencentSdk(api.address).ListFleets({});
  });

  test("costs nobody anything whose signature is wrong", async () => {
    const api = await useCloudApi({ api: { rateLimits: { others: 1, actions: {} } } });
    const stranger = useTencentSdk(api.address, { secretKey: "wrong" });
    for (let i = 0; i < 3; i++) expect(await codeOf(stranger.ListFleets({}))).toBe("AuthFailure.SignatureFailure");
    await useTencentSdk(api.address).ListFleets({});
  });

  test("is none where no limits are set", async () => {
    const api = await useCloudApi();
    for (let i = 0; i < 50; i++) await api.client.call("ListFleets", {});
    expect(api.log).not.toContainEqual(textLike(/limit/i));
  });
});
