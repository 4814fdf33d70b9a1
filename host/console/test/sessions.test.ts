import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SqliteJournal } from "../../src/journal/index.js";
import type { FleetId, GameServerSessionId } from "../../src/model/index.js";
import { systemClock } from "../../src/system-clock.js";
import { aSession, noChanges } from "../../test/support/builders.js";
import { useFilledConsole } from "./support/filled-console.js";
import { useConsolePage } from "./support/use-console-page.js";
import { useConsole } from "./support/use-console.js";

const dialog = (page: Page) => page.getByRole("dialog");
const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

// Real game servers come and go in each.
describe("the sessions", { timeout: 60_000 }, () => {
  test("are searched by an expression; one that cannot be read is shown where it goes wrong", async () => {
    const page = await useConsolePage(await useFilledConsole(), "/sessions");
    await row(page, "Harbour").getByText("2 / 10").waitFor();
    const expression = page.getByLabel("Filter expression");
    await expression.fill("playerSessionCount>=2 AND maximumSessions=many");
    await page.getByRole("button", { name: "Search" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("The expression cannot be read at column 43").waitFor();
    expect(await alert.locator("mark").textContent()).toBe("m");
    expect(await alert.textContent()).toContain('"maximumSessions" is compared with a number, as in 10');

    await expression.fill("playerSessionCount>=3");
    await expression.press("Enter");
    await page.getByText("No active session fits").waitFor();
    await page.getByText("How to write an expression").click();
    await page.getByRole("button", { name: "playerSessionCount>=2 AND hasAvailablePlayerSessions=true" }).click();
    await row(page, "Harbour").waitFor();
    expect(new URL(page.url()).searchParams.get("filter")).toBe(
      "playerSessionCount>=2 AND hasAvailablePlayerSessions=true",
    );
  });

  test("are looked into: players join, are turned away, the log is saved, and the end is asked for and seen", async () => {
    const { api, fleetId, sessionId, ...console } = await useFilledConsole();
    const page = await useConsolePage({ api, ...console }, `/fleets/${fleetId}/sessions`);
    await page.getByRole("button", { name: "Look at Harbour" }).click();
    await row(page, "ada").getByText("Reserved").waitFor();
    await dialog(page).getByLabel("Player ID").fill("cleo");
    await dialog(page).getByRole("button", { name: "Join a player" }).click();
    await row(page, "cleo").waitFor();
    await dialog(page).getByRole("radio", { name: "Are turned away" }).check();
    await dialog(page).getByLabel("Player ID").fill("dora");
    await expect
      .poll(async () => {
        const { GameServerSessions } = await api.call("DescribeGameServerSessions", { GameServerSessionId: sessionId });
        return GameServerSessions[0]?.PlayerSessionCreationPolicy;
      })
      .toBe("DENY_ALL");
    await dialog(page).getByRole("button", { name: "Join a player" }).click();
    await dialog(page).getByRole("alert").getByText("ResourceUnavailable").waitFor();

    const saved = page.waitForEvent("download");
    await dialog(page).getByRole("button", { name: "Download log" }).click();
    const log = await saved;
    expect(log.suggestedFilename()).toMatch(/\.zip$/);
    // What every ZIP begins with.
    expect(
      readFileSync(await log.path())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");

    const protectionOf = async () => {
      const { GameServerSessionDetails } = await api.call("DescribeGameServerSessionDetails", { FleetId: fleetId });
      return GameServerSessionDetails[0]?.ProtectionPolicy;
    };
    await dialog(page).getByRole("radio", { name: "Full", exact: true }).check();
    await expect.poll(protectionOf).toBe("FullProtection");
    await dialog(page).getByRole("radio", { name: "None", exact: true }).check();
    await expect.poll(protectionOf).toBe("NoProtection");
    await dialog(page).getByRole("button", { name: "End session" }).click();
    const question = dialog(page).filter({ hasText: "End the session Harbour?" }).last();
    expect(await question.locator(".confirm-ends li").first().textContent()).toBe("The game of 3 players");
    await question.getByRole("button", { name: "End session" }).click();
    await dialog(page).locator('.session-dialog-head [data-status="TERMINATED"]').waitFor();
    await page.keyboard.press("Escape");
    await row(page, "Harbour").locator('[data-status="TERMINATED"]').waitFor();
  });

  test("are made by hand, to try, and come into a list that is open", async () => {
    const { api, fleetId, ...console } = await useFilledConsole();
    const page = await useConsolePage({ api, ...console }, "/sessions");
    await row(page, "Harbour").waitFor();
    await api.call("CreateGameServerSession", { FleetId: fleetId, Name: "Bridge", MaximumPlayerSessionCount: 4 });
    await row(page, "Bridge").getByText("0 / 4").waitFor();
    await page.getByRole("button", { name: "Create session" }).click();
    await dialog(page).getByRole("button", { name: "Create session" }).click();
    await dialog(page).getByRole("alert").getByText("ResourceInsufficient").waitFor();
  });

  test("are drawn again as often as changes come, one row at a time, and no other", async () => {
    const { api, sessionId, ...console } = await useFilledConsole();
    const page = await useConsolePage({ api, ...console }, "/sessions");
    await row(page, "Harbour").waitFor();
    await page.evaluate(countPatches);
    const startedAtMs = performance.now();
    for (let n = 1; n <= CHANGES; n++)
      await api.call("UpdateGameServerSession", { GameServerSessionId: sessionId, Name: `Harbour ${n}` });
    await row(page, `Harbour ${CHANGES}`).waitFor();
    const patches = await page.evaluate(
      () => (window as unknown as { patches: { texts: number; rows: number } }).patches,
    );
    // The host tells ten times a second at most, and each time is seen.
    const most = Math.ceil((performance.now() - startedAtMs) / 100) + 1;
    expect(patches.texts).toBeGreaterThan(1);
    expect(patches.texts).toBeLessThanOrEqual(Math.min(most, CHANGES));
    expect(patches.rows).toBe(0);
  });

  test("are ten thousand, fetched as one scrolls, of which few are drawn", async () => {
    const console = await useConsole();
    await console.stop();
    keepSessions(console.dataDir, SESSIONS);
    await console.start();
    const page = await useConsolePage(console, "/sessions?fleet=fleet-many&state=ALL");
    const list = page.getByRole("group", { name: "Sessions" });
    await page.getByText("100 sessions so far").waitFor();
    for (let isWhole = false; !isWhole;) {
      await list.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
      isWhole = await page.getByText("10,000 sessions", { exact: true }).isVisible();
      expect(await list.getByRole("row").count()).toBeLessThan(80);
    }
    await list.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await row(page, "room 1").last().waitFor();
    expect(await list.getByRole("table").getAttribute("aria-rowcount")).toBe("10001");
  });
});

const CHANGES = 300;
const SESSIONS = 10_000;

/** Counts what the list's texts are changed to, and the rows that come or go. */
function countPatches(): void {
  const patches = { texts: 0, rows: 0 };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData" && target.parentElement?.closest("th") !== null) patches.texts++;
      if (type === "childList" && [...addedNodes].some(({ nodeName }) => nodeName === "TR")) patches.rows++;
    }
  }).observe(document.querySelector(".data-table tbody") ?? document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  Object.assign(window, { patches });
}

/** As many that have ended, as a host keeps them. */
function keepSessions(dataDir: string, count: number): void {
  const journal = new SqliteJournal(dataDir);
  const beganAtMs = systemClock.now() - count * 1_000;
  const sessions = Array.from({ length: count }, (_, index) =>
    aSession({
      id: `qcs::gse:ap-shanghai:uin/100000000001:gameserversession/fleet-many/gssess-${index + 1}` as GameServerSessionId,
      ...{ seq: index + 1, fleetId: "fleet-many" as FleetId, name: `room ${index + 1}`, status: "TERMINATED" },
      ...{ createdAtMs: beganAtMs + index * 1_000, endedAtMs: beganAtMs + index * 1_000 + 500 },
    }),
  );
  journal.commit({ ...noChanges, sessions });
  journal.close();
}
