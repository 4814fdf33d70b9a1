import { posix } from "node:path";
import type { Site } from "./use-site.js";

/** The values of these attributes, as a browser reads them. */
const valuesOf = (html: string, attributes: string): readonly string[] =>
  [...html.matchAll(new RegExp(`\\s(?:${attributes})="([^"]*)"`, "g"))].map(([, value]) =>
    (value ?? "").replaceAll("&amp;", "&"),
  );

const isElsewhere = (link: string): boolean => /^(?:[a-z]+:)?\/\//i.test(link) || /^(?:mailto|data):/.test(link);

/** Links from the site's pages to files or places of pages that are not there. */
export function deadLinks({ pages, files }: Pick<Site, "pages" | "files">): readonly string[] {
  const places = new Map([...pages].map(([path, html]) => [path, new Set(valuesOf(html, "id|name"))]));
  const dead: string[] = [];
  for (const [page, html] of pages)
    for (const link of new Set(valuesOf(html, "href|src"))) {
      if (isElsewhere(link)) continue;
      const [path = "", fragment = ""] = link.split("#").map(decodeURIComponent);
      const target = path === "" ? page : posix.join(posix.dirname(page), path);
      const isThere = files.has(target) && (fragment === "" || (places.get(target)?.has(fragment) ?? true));
      if (!isThere) dead.push(`${page}: ${link}`);
    }
  return dead;
}

/** What a page loads from another place: it would not show without a network. */
export function loadedFromElsewhere(html: string): readonly string[] {
  const loading = [...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*>/g)].map(([tag]) => tag).join("");
  return valuesOf(loading, "href|src").filter((link) => isElsewhere(link) && !link.startsWith("data:"));
}
