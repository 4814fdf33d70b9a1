import { expect, test } from "vitest";
import { useConsole } from "./support/use-console.js";
import { useConsolePage } from "./support/use-console-page.js";

/** What a browser has to say of a host that is not there. */
const away = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|\/console\/events failed/;

test("a page stays readable while its host is away, and comes back to life with it", async () => {
  const console = await useConsole();
  const page = await useConsolePage(console, "/", { mayComplain: away });
  await page.getByText("Nothing runs here yet").waitFor();

  await console.stop();
  await page.getByRole("alert").getByText("The host is gone.").waitFor();
  await expect.poll(() => page.getByText("Nothing runs here yet").isVisible()).toBe(true);

  await console.start();
  await page
    .getByRole("button", { name: "Try now" })
    .click({ timeout: 500 })
    .catch(() => undefined);
  await page.getByRole("alert").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Quick start" }).click();
  await page.getByRole("button", { name: "Upload" }).click();
  await page.locator('[data-step="1"][data-state="done"]').waitFor();
});

test("a page that is opened while the host is away waits for it", async () => {
  const console = await useConsole();
  const page = await useConsolePage(console, "/", { mayComplain: away });
  await console.stop();
  await page.getByRole("alert").waitFor();
  // The files are the host's, too: what a browser kept of them is all there is to open.
  await page.evaluate(() => {
    history.replaceState(null, "", "/console/quick-start");
    dispatchEvent(new PopStateEvent("popstate"));
  });
  await page.getByRole("alert").getByText("The host is gone.").waitFor();
  await console.start();
  await page.getByRole("button", { name: "Upload" }).waitFor();
});
