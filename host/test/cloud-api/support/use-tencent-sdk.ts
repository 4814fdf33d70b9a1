import { onTestFinished } from "vitest";
import { gse } from "tencentcloud-sdk-nodejs/tencentcloud/services/gse/index.js";
import { credentials } from "./use-cloud-api.js";

export type TencentClient = InstanceType<typeof gse.v20191112.Client>;

/** Fields of the Client's configuration that tests vary. */
export interface TencentOptions {
  readonly signMethod?: "TC3-HMAC-SHA256" | "HmacSHA256" | "HmacSHA1";
  readonly reqMethod?: "POST" | "GET";
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly token?: string | undefined;
  readonly region?: string;
}

/** Tencent's own client, unmodified, turned to `endpoint`. */
export function useTencentSdk(endpoint: string, options: TencentOptions = {}): TencentClient {
  // It sends even calls to 127.0.0.1 through a proxy that the environment names.
  for (const name of ["http_proxy", "HTTP_PROXY"]) {
    const before = process.env[name];
    if (before === undefined) continue;
    Reflect.deleteProperty(process.env, name);
    onTestFinished(() => {
      process.env[name] = before;
    });
  }
  const { signMethod = "TC3-HMAC-SHA256", reqMethod = "POST", region = "ap-shanghai" } = options;
  return new gse.v20191112.Client({
    credential: {
      secretId: options.secretId ?? credentials.secretId,
      secretKey: options.secretKey ?? credentials.secretKey,
      ...("token" in options ? { token: options.token as string } : {}),
    },
    region,
    profile: { signMethod, httpProfile: { reqMethod, protocol: "http://", endpoint, reqTimeout: 10 } },
  });
}

/** The code under which a call of the SDK failed. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
    throw error;
  }
  throw new Error("the call succeeded");
}
