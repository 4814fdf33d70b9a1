import { createHash, createHmac } from "node:crypto";

/** What a COS signature covers of a request (https://cloud.tencent.com/document/product/436/7778). */
export interface SignedRequest {
  readonly method: string;
  /** Decoded, beginning with a slash. */
  readonly path: string;
  /** Those that are signed, by their encoded names in lower case, in the order of the list. */
  readonly params: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface SignedTimes {
  /** `<first second>;<last second>`, of Unix time. */
  readonly signTime: string;
  readonly keyTime: string;
}

/** In hexadecimal. */
export function signatureOf(secretKey: string, request: SignedRequest, { signTime, keyTime }: SignedTimes): string {
  const signKey = createHmac("sha1", secretKey).update(keyTime).digest("hex");
  const digest = createHash("sha1").update(formatString(request), "utf8").digest("hex");
  return createHmac("sha1", signKey).update(`sha1\n${signTime}\n${digest}\n`).digest("hex");
}

export const formatString = ({ method, path, params, headers }: SignedRequest): string =>
  `${method.toLowerCase()}\n${path}\n${joined(params)}\n${joined(headers)}\n`;

const joined = (pairs: SignedRequest["params"]): string =>
  pairs.map(([name, value]) => `${name}=${encoded(value)}`).join("&");

/** As COS encodes: all but letters, digits and `-_.~`. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The header "Authorization" of a request that signs neither parameters nor headers. */
export function authorizationOf(
  key: { readonly secretId: string; readonly secretKey: string },
  request: Pick<SignedRequest, "method" | "path">,
  time: string,
): string {
  const signature = signatureOf(
    key.secretKey,
    { ...request, params: [], headers: [] },
    { signTime: time, keyTime: time },
  );
  return (
    `q-sign-algorithm=sha1&q-ak=${key.secretId}&q-sign-time=${time}&q-key-time=${time}` +
    `&q-header-list=&q-url-param-list=&q-signature=${signature}`
  );
}

export interface Authorization extends SignedTimes {
  readonly secretId: string;
  readonly headerNames: readonly string[];
  readonly paramNames: readonly string[];
  readonly signature: string;
}

/** Reads `q-…=…&q-…=…`; undefined for what is no COS signature. */
export function readAuthorization(fields: ReadonlyMap<string, string>): Authorization | undefined {
  const field = (name: string): string => fields.get(name) ?? "";
  const list = (name: string): readonly string[] =>
    field(name)
      .toLowerCase()
      .split(";")
      .filter((item) => item !== "");
  const found: Authorization = {
    secretId: field("q-ak"),
    signTime: field("q-sign-time"),
    keyTime: field("q-key-time"),
    headerNames: list("q-header-list"),
    paramNames: list("q-url-param-list"),
    signature: field("q-signature"),
  };
  const isOne = field("q-sign-algorithm") === "sha1" && found.secretId !== "" && found.signature !== "";
  return isOne && [found.signTime, found.keyTime].every((time) => TIME.test(time)) ? found : undefined;
}

export const TIME = /^(\d{1,11});(\d{1,11})$/;

/** The fields of a header "Authorization". */
export const authorizationFields = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text.split("&").map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
