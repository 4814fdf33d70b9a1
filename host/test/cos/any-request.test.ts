import { request } from "node:http";
import { assert, asyncProperty, constantFrom, array, string, tuple } from "fast-check";
import { expect, test } from "vitest";
import { cosStatuses } from "../../src/cos/cos-error.js";
import { authorizationOf } from "../../src/cos/signature.js";
import { bucket, credentials, useObjectStore, type ObjectStore } from "./use-object-store.js";

interface Answer {
  readonly status: number;
  readonly body: string;
}

function send({ address }: ObjectStore, method: string, path: string, headers: Record<string, string>, body: string) {
  const [host = "", port = ""] = address.split(":");
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request({
      host,
      port,
      method,
      path,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    outgoing.on("error", reject).on("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      incoming.on("end", () => {
        resolve({ status: incoming.statusCode ?? 0, body: text });
      });
    });
    outgoing.end(body);
  });
}

test("whatever is asked, the store answers in COS's own words, and never by a fault of its own", async () => {
  const world = await useObjectStore();
  let done = 0;
  const signed = (method: string, path: string): Record<string, string> => {
    const now = Math.floor(world.clock.now() / 1000);
    return { authorization: authorizationOf(credentials, { method, path }, `${now};${now + 60}`) };
  };
  const names = constantFrom(
    "uploads",
    "uploadId",
    "partNumber",
    "prefix",
    "max-parts",
    "acl",
    "encoding-type",
    "q-ak",
    "",
  );
  const bodies = constantFrom(
    "",
    "<CompleteMultipartUpload>",
    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part>",
    "PK",
  );
  const params = array(tuple(names, string({ maxLength: 8 })), { maxLength: 3 });
  const methods = constantFrom("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH");
  const buckets = constantFrom(bucket, bucket, bucket, "other", "..");
  await assert(
    asyncProperty(
      methods,
      buckets,
      string({ unit: "grapheme", maxLength: 12 }),
      params,
      bodies,
      async (method, at, key, query, body) => {
        const path = `/cos/${at}/${key.replace(/^\//, "")}`;
        const text = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
        const answer = await send(
          world,
          method,
          `${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}?${text}`,
          signed(method, path),
          body,
        );
        if (answer.status < 300) {
          done += 1;
          return;
        }
        const [, code = ""] = /<Code>(.*)<\/Code>/.exec(answer.body) ?? [];
        if (method !== "HEAD") expect(cosStatuses).toHaveProperty(code, answer.status);
        expect(code).not.toBe("InternalError");
      },
    ),
    { numRuns: 300 },
  );
  expect(world.faults).toEqual([]);
  expect(done).toBeGreaterThan(5);
});
