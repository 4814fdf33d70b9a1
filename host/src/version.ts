import { readFileSync } from "node:fs";

/** Of the package `gse-host`. */
export function version(): string {
  const file = new URL("../package.json", import.meta.url);
  const { version: found } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  return found;
}
