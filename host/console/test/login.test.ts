import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { useConsole } from "./support/use-console.js";
import { useConsolePage, useConsoleWindow } from "./support/use-console-page.js";

const isLoggedIn = (page: Page): Promise<void> => page.getByRole("heading", { name: "Overview" }).waitFor();
const isAsked = (page: Page): Promise<void> => page.getByRole("heading", { name: "Log in to GSE" }).waitFor();

async function typeKeys(page: Page, id: string, key: string): Promise<void> {
  await page.getByLabel("SecretId").fill(id);
  await page.getByLabel("SecretKey").fill(key);
  await page.getByRole("button", { name: "Log in" }).click();
}

describe("the console's login", () => {
  test("by a link leaves no token in the address, and lasts over a reload", async () => {
    const console = await useConsole();
    const page = await useConsoleWindow(console.link());
    await isLoggedIn(page);
    expect(page.url()).toBe(`${console.url}/console/`);
    await page.reload();
    await isLoggedIn(page);
  });

  test("by a link that was used says what to do", async () => {
    const console = await useConsole();
    const link = console.link();
    await isLoggedIn(await useConsoleWindow(link));
    const page = await useConsoleWindow(link, { mayComplain: /403/ });
    await isAsked(page);
    await page.getByRole("alert").getByText("AuthFailure.TokenFailure").waitFor();
    expect(await page.getByRole("alert").textContent()).toMatch(/printed by `gse console`/);
    expect(page.url()).toBe(`${console.url}/console/`);
  });

  test("by the host's keys keeps none of them", async () => {
    const console = await useConsole();
    const { secretId, secretKey } = console.credentials;
    const page = await useConsoleWindow(`${console.url}/console/`);
    await isAsked(page);
    await typeKeys(page, secretId, secretKey);
    await isLoggedIn(page);
    await page.reload();
    await isLoggedIn(page);

    const kept = await page.evaluate(keptByTheBrowser);
    expect(kept.key).toEqual({ type: "secret", extractable: false, usages: ["sign"] });
    expect(kept.text).not.toContain(secretKey);
    expect(kept.text).not.toContain(secretId);
  });

  test("by keys that are wrong is refused, and can be tried again", async () => {
    const console = await useConsole();
    const { secretId, secretKey } = console.credentials;
    const page = await useConsoleWindow(`${console.url}/console/`, { mayComplain: /40[13]/ });
    await typeKeys(page, secretId, `${secretKey}x`);
    await page.getByRole("alert").getByText("AuthFailure.SignatureFailure").waitFor();
    await typeKeys(page, secretId, secretKey);
    await isLoggedIn(page);
  });

  test("works from another machine by plain http, where browsers lend no cryptography; then a reload asks for it again", async () => {
    const console = await useConsole();
    const { secretId, secretKey } = console.credentials;
    const page = await useConsoleWindow("about:blank");
    await page.addInitScript(() => {
      Object.defineProperty(window, "isSecureContext", { value: false });
      Object.defineProperty(window.crypto, "subtle", { value: undefined });
      Reflect.deleteProperty(window, "CryptoKey");
    });
    await page.goto(`${console.url}/console/`);
    await typeKeys(page, secretId, secretKey);
    await isLoggedIn(page);
    await page.reload();
    await isAsked(page);
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([
      expect.objectContaining({ name: "gse-console" }),
    ]);
  });

  test("works on a machine whose clock is wrong, and its keys are renewed before they run out", async () => {
    const console = await useConsole();
    const { secretId, secretKey } = console.credentials;
    // What is signed by the wrong time is refused once, and tells the right one.
    const page = await useConsoleWindow("about:blank", { mayComplain: /403/ });
    await page.clock.install({ time: Date.now() - 26 * 3_600_000 });
    await page.goto(`${console.url}/console/`);
    await typeKeys(page, secretId, secretKey);
    await isLoggedIn(page);
    const renewal = page.waitForResponse((answer) => answer.url().endsWith("/console/keys") && answer.ok());
    await page.clock.fastForward("11:00:00");
    await renewal;
    await page.reload();
    await isLoggedIn(page);
  });

  test("ends by a button, for good", async () => {
    const console = await useConsole();
    const page = await useConsolePage(console);
    await page.getByRole("button", { name: "Log out" }).click();
    await isAsked(page);
    await page.reload();
    await isAsked(page);
  });

  test("remembers the language that was chosen, and begins with the browser's", async () => {
    const console = await useConsole();
    const page = await useConsoleWindow(`${console.url}/console/`, { locale: "zh-CN" });
    await page.getByRole("heading", { name: "登录 GSE" }).waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await isAsked(page);
    await page.reload();
    await isAsked(page);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["gse-console.language"]);
  });
});

/** All that a page could read again: as text, and the key apart. */
async function keptByTheBrowser(): Promise<{ readonly key: object; readonly text: string }> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error("the browser's store does not open"));
      };
    });
  const texts = [
    JSON.stringify(Object.entries(localStorage)),
    JSON.stringify(Object.entries(sessionStorage)),
    document.cookie,
  ];
  let found: CryptoKey | undefined;
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames)
      for (const row of await done(
        database.transaction(store).objectStore(store).getAll() as IDBRequest<{ key: CryptoKey }[]>,
      )) {
        found = row.key;
        texts.push(JSON.stringify(row));
      }
    database.close();
  }
  if (found === undefined) throw new Error("the browser keeps no key");
  return { key: { type: found.type, extractable: found.extractable, usages: found.usages }, text: texts.join("\n") };
}
