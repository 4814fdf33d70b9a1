import type { Credentials } from "../credentials.js";
import { usageError } from "./exit.js";
import type { Terminal } from "./terminal.js";

/** TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY: both or neither. */
export function environmentCredentials(env: Terminal["env"]): Credentials | undefined {
  const secretId = env["TENCENTCLOUD_SECRET_ID"] ?? "";
  const secretKey = env["TENCENTCLOUD_SECRET_KEY"] ?? "";
  if (secretId === "" && secretKey === "") return undefined;
  if (secretId === "" || secretKey === "")
    throw usageError(
      `only ${secretId === "" ? "TENCENTCLOUD_SECRET_KEY" : "TENCENTCLOUD_SECRET_ID"} is set: ` +
        `set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or neither`,
    );
  return { secretId, secretKey };
}
