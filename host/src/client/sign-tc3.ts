import { createHash, createHmac } from "node:crypto";

export interface SigningIdentity {
  readonly secretId: string;
  readonly secretKey: string;
}

export interface SignedHeaders {
  readonly authorization: string;
  /** Unix seconds. */
  readonly "x-tc-timestamp": string;
}

/** Signs the JSON body of a POST. */
export type SignBody = (body: string, nowMs: number) => SignedHeaders;

/**
 * TC3-HMAC-SHA256 for POSTs of JSON to one host and path, as Tencent's SDK signs them: the host without its port
 * (cloud-api-protocol 3). What does not change from call to call is made once, the derived key once a day.
 */
export function createTc3Signer({ secretId, secretKey }: SigningIdentity, hostname: string, path: string): SignBody {
  const head = `POST\n${path}\n\ncontent-type:application/json\nhost:${hostname}\n\ncontent-type;host\n`;
  let day: { readonly startsAt: number; readonly scope: string; readonly key: Buffer } | undefined;

  const dayOf = (seconds: number) => {
    const startsAt = seconds - (seconds % DAY_SECONDS);
    if (day?.startsAt === startsAt) return day;
    const date = new Date(startsAt * 1000).toISOString().slice(0, 10);
    const key = hmac(hmac(hmac(`TC3${secretKey}`, date), SERVICE), "tc3_request");
    day = { startsAt, scope: `${date}/${SERVICE}/tc3_request`, key };
    return day;
  };

  return (body, nowMs) => {
    const seconds = Math.floor(nowMs / 1000);
    const { scope, key } = dayOf(seconds);
    const toSign = `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${sha256(head + sha256(body))}`;
    const signature = createHmac("sha256", key).update(toSign).digest("hex");
    return {
      authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`,
      "x-tc-timestamp": String(seconds),
    };
  };
}

const SERVICE = "gse";
const DAY_SECONDS = 86_400;

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
