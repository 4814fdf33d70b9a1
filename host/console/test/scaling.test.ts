import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsolePage } from "./support/use-console-page.js";

const dialog = (page: Page) => page.getByRole("dialog");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

// Real game servers come and go in each.
describe("the scaling of a fleet", { timeout: 60_000 }, () => {
  test("is by hand or automatic, within bounds, with a buffer that others may change, too", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    const fleet = async () => (await api.call("DescribeFleetAttributes", { FleetIds: [FleetId] })).FleetAttributes[0];
    const policies = async () => (await api.call("DescribeScalingPolicies", { FleetId })).ScalingPolicies;
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    await page.getByRole("radio", { name: "By hand" }).check();
    await expect.poll(fleet).toMatchObject({ StoppedActions: ["AUTO_SCALING"] });
    await page.getByLabel("Desired").waitFor();

    await page.getByLabel("Kept free").fill("100");
    await button(page, "Set the buffer").click();
    await page.getByText("1 to 99").waitFor();
    await page.getByLabel("Kept free").fill("30");
    await page.getByText("With 2 processes an instance, one serves 1 session; one more brings the next").waitFor();
    await button(page, "Set the buffer").click();
    await button(page, "Change the buffer").waitFor();
    expect(await policies()).toMatchObject([
      { Name: "buffer", PolicyType: "TargetBased", TargetConfiguration: { TargetValue: 30 } },
    ]);

    await page.getByRole("radio", { name: "Automatic" }).check();
    await expect.poll(fleet).toMatchObject({ StoppedActions: [] });
    await page.getByText("Buffer and rules decide once a minute").waitFor();
    await page.getByLabel("Desired").waitFor({ state: "detached" });
    await page.getByLabel("Minimum").fill("4");
    await page.getByLabel("Maximum").fill("3");
    await button(page, "Save").click();
    await page.getByText("Minimum ≤ maximum").waitFor();
    await page.getByLabel("Minimum").fill("0");
    await button(page, "Save").click();
    await page.getByText("Saved").waitFor();
    const { FleetCapacity } = await api.call("DescribeFleetCapacity", { FleetIds: [FleetId] });
    expect(FleetCapacity[0]?.InstanceCounts).toMatchObject({ MiniNum: 0, MaxiNum: 3 });

    await api.call("PutScalingPolicy", {
      ...{ FleetId, Name: "buffer", PolicyType: "TargetBased" },
      ...{ MetricName: "PercentAvailableGameSessions", TargetConfiguration: { TargetValue: 45 } },
    });
    await expect.poll(() => page.getByLabel("Kept free").inputValue()).toBe("45");
    await button(page, "Delete the buffer").click();
    expect(await dialog(page).getByRole("listitem").allTextContents()).toEqual(["45 % of the sessions are kept free"]);
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await button(page, "Set the buffer").waitFor();
    await page.getByText("There is neither a buffer nor a rule yet").waitFor();
    expect(await policies()).toEqual([]);
  });

  test("has rules that are said as sentences; they are added, changed and deleted", async () => {
    const { api, fleetId: FleetId, ...console } = await useFilledConsole();
    const policies = async () => (await api.call("DescribeScalingPolicies", { FleetId })).ScalingPolicies;
    await api.call("StopFleetActions", { FleetId, Actions: ["AUTO_SCALING"] });
    const page = await useConsolePage({ api, ...console }, `/fleets/${FleetId}/scaling`);
    await page.getByText("No rule").waitFor();
    await button(page, "Add a rule").click();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("1 to 1024 characters").or(dialog(page).getByText("Needed")).waitFor();
    await dialog(page).getByLabel("Name").fill("full");
    await dialog(page).getByLabel("Is", { exact: true }).selectOption("<=");
    await dialog(page).getByLabel("This number").fill("1e3");
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("A number").waitFor();
    await dialog(page).getByLabel("This number").fill("12.5");
    await dialog(page)
      .getByText("When the share of free processes is at most 12.5 % for 2 minutes, add 20 %.")
      .waitFor();
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await row(page, "full").getByText("When the share of free processes is at most 12.5 %").waitFor();
    expect(await policies()).toMatchObject([
      {
        ...{ Name: "full", PolicyType: "RuleBased", MetricName: "PercentAvailableGameServerSessions" },
        ...{ ComparisonOperator: "<=", Threshold: "12.5", EvaluationPeriods: "2" },
        ...{ ScalingAdjustmentType: "PercentChangeInCapacity", ScalingAdjustment: "20" },
      },
    ]);

    await button(page, "Add a rule").click();
    await dialog(page).getByLabel("Name").fill("full");
    await dialog(page).getByRole("button", { name: "Add", exact: true }).click();
    await dialog(page).getByText("Another policy has this name").waitFor();
    await page.keyboard.press("Escape");

    await button(page, "Edit full").click();
    await dialog(page).getByLabel("When", { exact: true }).selectOption("CurrentPlayerSessions");
    await dialog(page).getByLabel("Then", { exact: true }).selectOption("remove");
    await dialog(page).getByLabel("By", { exact: true }).fill("2");
    await dialog(page).getByRole("button", { name: "Save" }).click();
    await row(page, "full").getByText("at most 12.5 for 2 minutes, remove 2 instances").waitFor();
    expect(await policies()).toMatchObject([{ ScalingAdjustmentType: "ChangeInCapacity", ScalingAdjustment: "-2" }]);

    await api.call("PutScalingPolicy", {
      ...{ FleetId, Name: "night", PolicyType: "RuleBased", MetricName: "CurrentPlayerSessions" },
      ...{ ComparisonOperator: "<", Threshold: 1, EvaluationPeriods: 30 },
      ...{ ScalingAdjustmentType: "ExactCapacity", ScalingAdjustment: 1 },
    });
    await row(page, "night").getByText("for 30 minutes, have 1 instance.").waitFor();
    await button(page, "Delete full").click();
    await dialog(page).getByRole("button", { name: "Delete" }).click();
    await row(page, "full").waitFor({ state: "detached" });
    expect(await policies()).toMatchObject([{ Name: "night" }]);
  });
});
