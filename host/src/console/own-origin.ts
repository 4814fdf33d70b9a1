import { headerOf, type RawRequest } from "../cloud-api/index.js";
import { ConsoleRefusal } from "./console-refusal.js";

/**
 * Refuses what the page of another site sends. Its scheme is not looked at: a proxy in front may have ended the TLS. A program
 * that is no browser sends no Origin.
 */
export function checkOrigin(request: RawRequest): void {
  const origin = headerOf(request, "origin");
  const site = headerOf(request, "sec-fetch-site") ?? "same-origin";
  const host = (headerOf(request, "host") ?? "").toLowerCase();
  const isOwn =
    origin === undefined ||
    (URL.canParse(origin) && [host, withoutDefaultPort(host)].includes(new URL(origin).host.toLowerCase()));
  if (isOwn && (site === "same-origin" || site === "none")) return;
  throw new ConsoleRefusal(
    403,
    "UnauthorizedOperation",
    `only the console's own page may ask this, and the request comes from ${JSON.stringify((origin ?? site).slice(0, 100))}: open the console at the address of this host`,
  );
}

/** As URLs write it: a browser leaves the port out where it is its scheme's own. */
const withoutDefaultPort = (host: string): string => host.replace(/:(?:80|443)$/, "");
