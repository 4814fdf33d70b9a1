import { createConnection } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { actions } from "../../src/gen/cloud-api.js";
import { codeIn, send, sendCapi, type Answer } from "./support/send.js";
import { useCloudApi } from "./support/use-cloud-api.js";

const alive = { Action: "DescribeGameServerSessions", FleetId: "fleet-1" };

/** An envelope under 200 or 403, a page, or one of HTTP's own refusals; never the server's fault, never silence. */
function isClean({ status, text, type }: Answer): boolean {
  if (type.startsWith("application/json") && (status === 200 || status === 403))
    return text.startsWith('{"Response":{');
  return status === 200 ? type.startsWith("text/") : status >= 400 && status < 500;
}

const headerValue = fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, ""));
const headerName = fc.constantFrom(
  "authorization",
  "content-type",
  "accept",
  "origin",
  "x-tc-action",
  "x-tc-version",
  "x-tc-timestamp",
  "x-tc-region",
  "x-tc-token",
  "host",
  "expect",
  "range",
  "content-encoding",
  "upgrade-insecure-requests",
);
const body = fc.oneof(
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.webQueryParameters().map((text) => Buffer.from(text)),
);
const path = fc
  .tuple(fc.constantFrom("/", "/capi", "/capi/", "/healthz", "//", "/%", "/cos/x", "/v1/ping"), fc.webQueryParameters())
  .map(([where, query]) => (query === "" ? where : `${where}?${query}`));

describe("The cloud API, given anything at all", () => {
  test("answers any request in its envelope or with a clean refusal", async () => {
    const { address } = await useCloudApi();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"),
        path,
        fc
          .dictionary(headerName, headerValue, { maxKeys: 5 })
          .map((headers) => ({ ...headers, ...("expect" in headers ? { expect: "x" } : {}) })),
        body,
        async (method, where, headers, payload) => {
          const answer = await send(address, { method, path: where, headers, body: payload });
          expect(isClean(answer), `${answer.status} ${answer.type} ${answer.text}`).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
    expect(codeIn(await sendCapi(address, alive))).toBe("");
  });

  test("answers any unsigned call with the catalogue's codes, and never InternalError", async () => {
    const { address } = await useCloudApi();
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom("fleet-1", "", 0, -1, 1e300, "__proto__"));
    const call = fc.constantFrom(...Object.entries(actions)).chain(([action, { request }]) =>
      fc
        .record(Object.fromEntries(request.map(({ name }) => [name, value])), {
          requiredKeys: [],
          noNullPrototype: true,
        })
        .map((params) => ({ Action: action, ...params })),
    );
    await fc.assert(
      fc.asyncProperty(call, async (params) => {
        expect(codeIn(await sendCapi(address, params))).not.toBe("InternalError");
      }),
      { numRuns: 400 },
    );
  });

  test("survives bytes that are not HTTP", async () => {
    const { address } = await useCloudApi();
    const [host, port] = address.split(":");
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 100 }), async (bytes) => {
        await new Promise<void>((resolve, reject) => {
          const socket = createConnection({ host, port: Number(port) });
          socket.on("connect", () => socket.end(Buffer.from(bytes)));
          socket.on("error", (error: NodeJS.ErrnoException) => {
            if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve();
            else reject(error);
          });
          socket.on("data", () => undefined);
          socket.on("close", () => {
            resolve();
          });
        });
      }),
      { numRuns: 50 },
    );
    expect(codeIn(await sendCapi(address, alive))).toBe("");
  });
});
