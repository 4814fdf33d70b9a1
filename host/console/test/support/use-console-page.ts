import type { Page } from "playwright-core";
import { usePage, type PageOptions } from "../../../../examples/chat/test/support/use-page.js";
import type { ConsoleUnderTest } from "./use-console.js";

/** What a page breaks off itself, when it is left for instance, has not failed. */
const brokenOff = "failed: net::ERR_ABORTED";

/** A window on the console. The test fails if the browser has anything to complain of. */
export function useConsoleWindow(address: string, { mayComplain, ...options }: PageOptions = {}): Promise<Page> {
  const allowed = mayComplain === undefined ? "" : `|${mayComplain.source}`;
  return usePage(address, { ...options, mayComplain: new RegExp(`${brokenOff}${allowed}`) });
}

/** The window of somebody who is logged in. */
export async function useConsolePage(console: ConsoleUnderTest, path = "/", options: PageOptions = {}): Promise<Page> {
  const page = await useConsoleWindow(console.link(), options);
  await page.locator(".live-mark-live").waitFor();
  if (path !== "/") await page.goto(`${console.url}/console${path}`);
  await page.locator("h1").waitFor();
  return page;
}
