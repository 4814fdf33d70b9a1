import { readFile } from "node:fs/promises";
import type { BrowserRules } from "../ports/index.js";

export const noBrowsers: BrowserRules = {
  allowedOrigins: [],
  allowedMethods: [],
  allowedHeaders: [],
  exposedHeaders: [],
  maxAgeSeconds: 0,
};

/** The rules in a file; without one, or with one that cannot be read, no web page may upload. */
export async function readBrowserRules(file: string): Promise<BrowserRules> {
  try {
    return { ...noBrowsers, ...(JSON.parse(await readFile(file, "utf8")) as Partial<BrowserRules>) };
  } catch {
    return noBrowsers;
  }
}

/** The headers of an answer to a page of that origin; empty where it may not, so that its browser keeps the answer from it. */
export function headersFor(rules: BrowserRules, origin: string, method: string): Readonly<Record<string, string>> {
  const isAllowed = isMatched(rules.allowedOrigins, origin) && rules.allowedMethods.includes(method);
  if (origin === "" || !isAllowed) return {};
  return {
    "access-control-allow-origin": rules.allowedOrigins.includes("*") ? "*" : origin,
    "access-control-allow-methods": rules.allowedMethods.join(", "),
    "access-control-expose-headers": rules.exposedHeaders.join(", "),
    vary: "origin",
  };
}

/** What a browser asks before it sends. */
export function headersForPreflight(
  rules: BrowserRules,
  { origin, method, headers }: { readonly origin: string; readonly method: string; readonly headers: string },
): Readonly<Record<string, string>> | undefined {
  const found = headersFor(rules, origin, method);
  const asked = headers.split(",").map((name) => name.trim().toLowerCase());
  const allowed = rules.allowedHeaders.map((name) => name.toLowerCase());
  if (Object.keys(found).length === 0 || !asked.every((name) => name === "" || isMatched(allowed, name)))
    return undefined;
  return {
    ...found,
    "access-control-allow-headers": headers,
    "access-control-max-age": String(rules.maxAgeSeconds),
  };
}

const isMatched = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => {
    const [head = "", ...tail] = pattern.split("*");
    if (tail.length === 0) return pattern === text;
    const end = tail.join("*");
    return text.length >= head.length + end.length && text.startsWith(head) && text.endsWith(end);
  });
