import type { ActionName } from "../api/catalogue.js";

/** A call of the cloud API, to be shown. */
export interface Call {
  readonly action: ActionName;
  readonly request: object;
}

export interface CallPlace {
  /** `http://127.0.0.1:8080` */
  readonly endpoint: string;
  readonly region: string;
}

/** As one writes it in a shell; the host and the keys are found as by every command of `gse`. */
export const callAsCli = ({ action, request }: Call, { endpoint, region }: CallPlace): string =>
  `gse api ${action} ${quoted(JSON.stringify(request))}${region === "ap-shanghai" ? "" : ` --region ${region}`}${
    isUsual(endpoint) ? "" : ` --endpoint ${endpoint}`
  }`;

/** By the unsigned door of GSE Local, since curl cannot sign. */
export const callAsCurl = ({ action, request }: Call, { endpoint, region }: CallPlace): string =>
  [
    `curl ${endpoint}/capi`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(JSON.stringify({ Action: action, Region: region, ...request }))}`,
  ].join(" \\\n  ");

export const callAsTypeScript = ({ action, request }: Call, { endpoint, region }: CallPlace): string =>
  `import { createCloudApiClient } from "gse-host/client";

const gse = createCloudApiClient({
  endpoint: ${JSON.stringify(endpoint)},
  region: ${JSON.stringify(region)},
  secretId: process.env.TENCENTCLOUD_SECRET_ID,
  secretKey: process.env.TENCENTCLOUD_SECRET_KEY,
});
const response = await gse.call(${JSON.stringify(action)}, ${literal(request)});`;

const isUsual = (endpoint: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost):8080$/.test(endpoint);

/** For a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** As one writes an object in TypeScript: names without quotes where they need none. */
const literal = (value: object): string =>
  JSON.stringify(value, null, 2).replace(/^(\s*)"([A-Za-z_$][\w$]*)":/gm, "$1$2:");
