import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import type { BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { useBrowser } from "../../../../test/support/use-browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface PageOptions extends BrowserContextOptions {
  /** What the browser may complain of; by default nothing. */
  readonly mayComplain?: RegExp;
}

/** A player's window on the page. The test fails if the browser has anything to complain of. */
export async function usePage(address: string, { mayComplain, ...options }: PageOptions = {}): Promise<Page> {
  const context = await useBrowser({ locale: "en-GB", ...options });
  const page = await context.newPage();
  watchPage(page, mayComplain);
  await page.goto(address);
  return page;
}

/** Fails the test if the browser has anything to complain of on this page. @param mayComplain but this */
export function watchPage(page: Page, mayComplain?: RegExp): void {
  const complaints: string[] = [];
  const complain = (text: string): void => {
    if (mayComplain?.test(text) !== true) complaints.push(text);
  };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complain(message.text());
  });
  page.on("pageerror", (error) => complain(String(error)));
  page.on("requestfailed", (request) => complain(`${request.url()} failed: ${request.failure()?.errorText ?? ""}`));
  page.on("response", (response) => {
    if (response.status() >= 400) complain(`${response.url()}: ${response.status()}`);
  });
  onTestFinished(() => {
    if (complaints.length > 0) throw new Error(`the browser complains: ${complaints.join("; ")}`);
  });
}

/** A window of a player who has been let in. */
export async function usePageInside(address: string, options: PageOptions = {}): Promise<Page> {
  const page = await usePage(address, options);
  await page.waitForSelector('[data-state="here"]');
  return page;
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Write a message").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** Waits until the log reads so: `>` one's own bubble on the right, `<` another's on the left, `-` what happened. */
export async function reads(page: Page, expected: readonly string[]): Promise<void> {
  const read = () =>
    page.locator("#lines > li").evaluateAll((lines) =>
      lines.map((line) => {
        const said = line.querySelector(".said");
        if (said === null) return `- ${line.querySelector("span")?.textContent ?? ""}`;
        const middle = line.getBoundingClientRect().left + line.getBoundingClientRect().width / 2;
        const { left, right } = said.getBoundingClientRect();
        return `${(left + right) / 2 > middle ? ">" : "<"} ${said.textContent}`;
      }),
    );
  await page.waitForFunction((n) => document.querySelectorAll("#lines > li").length >= n, expected.length);
  const found = await read();
  if (!isDeepStrictEqual(found, expected))
    throw new Error(`the log reads ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}

export const peopleOn = (page: Page): Promise<string[]> =>
  page.locator("#people-list li .person-name").allTextContents();

/** Rules of accessibility that the page breaks as it stands now, with where. */
export async function violations(page: Page): Promise<string[]> {
  // By the debugger's door: the page's policy lets no foreign script in.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const result = await axe.run();
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(", ")}`);
  });
}
