import { isLoopbackName } from "../model/index.js";
import { ApiRefusal } from "./api-refusal.js";
import { parseBody } from "./params/read-params.js";
import { headerOf, type RawRequest } from "./raw-request.js";
import { commonParameters, type VerifiedCall } from "./signature/verify-call.js";

/** Who is at the other end of a connection. */
export interface Peer {
  /** Undefined when the connection is gone. */
  readonly address: string | undefined;
}

/**
 * Refuses whoever is not a program on this machine: an unsigned call may come from a loopback address only, never from a
 * web page (which shows by its Origin, or by the foreign name in Host when DNS was turned against us) and not through a
 * proxy, which would lend strangers its own address.
 */
export function checkUnsignedCaller(request: RawRequest, peer: Peer, ownHost: string): void {
  const found = foreignSign(request, peer, ownHost);
  if (found !== undefined)
    throw new ApiRefusal(
      "UnauthorizedOperation",
      `/capi takes unsigned calls from programs on this machine only, and ${found}: sign the call and send it to /`,
    );
}

/** What shows that the caller is no program on this machine, as the end of a sentence; undefined when nothing does. */
export function foreignSign(request: RawRequest, peer: Peer, ownHost: string): string | undefined {
  if (!isLoopbackPeer(peer.address ?? "")) return `this one comes from "${peer.address ?? "a closed connection"}"`;
  for (const name of ["origin", "forwarded", "x-forwarded-for", "via"])
    if (request.headers[name] !== undefined) return `this one has the header "${name}"`;
  const host = (headerOf(request, "host") ?? "").replace(/:\d*$/, "").toLowerCase();
  const isOwn = host === ownHost.toLowerCase() && !/^(0\.0\.0\.0|::|\[::\])$/.test(host);
  if (!isOwn && !isLoopbackName(host)) return `this one calls the host "${host.slice(0, 100)}"`;
  return undefined;
}

const isLoopbackPeer = (address: string): boolean =>
  address === "::1" || isLoopbackName(address.replace(/^::ffff:/, ""));

/** GSE Local's form: one JSON object with `Action` among the parameters, whatever the content type says (gse-semantics j). */
export function readUnsignedCall(body: Buffer): VerifiedCall {
  const given = parseBody(body);
  if (typeof given !== "object" || given === null || Array.isArray(given))
    throw new ApiRefusal("InvalidParameter", 'the body is not a JSON object: send {"Action": "…"} and the parameters');
  const entries = Object.entries(given);
  const common = new Map<string, unknown>(entries.filter(([name]) => commonParameters.has(name)));
  return {
    signer: { kind: "nobody" },
    action: textOf(common, "Action"),
    version: textOf(common, "Version"),
    region: textOf(common, "Region"),
    token: undefined,
    given: { from: "object", value: Object.fromEntries(entries.filter(([name]) => !commonParameters.has(name))) },
  };
}

function textOf(common: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = common.get(name);
  if (value === undefined || value === null || typeof value === "string") return value ?? undefined;
  throw new ApiRefusal("InvalidParameter", `"${name}" is not a string: give its name in quotes`);
}
