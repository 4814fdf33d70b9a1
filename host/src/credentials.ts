import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What signs and checks requests of the cloud API. */
export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
}

/** The file is there, and what it holds is of no use. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

export const credentialsFile = (dataDir: string): string => join(dataDir, "credentials.json");

/** The pair from `<dataDir>/credentials.json`, made at the first start and readable by its owner only. */
export function loadOrMakeCredentials(dataDir: string): Credentials {
  const found = readCredentials(dataDir);
  if (found !== undefined) return found;
  const made: Credentials = {
    // As long as Tencent's own: AKID and 32 characters, and a key of 32.
    secretId: `AKID${randomBytes(24).toString("base64url")}`,
    secretKey: randomBytes(24).toString("base64url"),
  };
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(credentialsFile(dataDir), `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    return made;
  } catch (error) {
    // Whoever comes second takes what the first has written.
    const theirs = isCode(error, "EEXIST") ? readCredentials(dataDir) : undefined;
    if (theirs !== undefined) return theirs;
    throw error;
  }
}

/**
 * The pair from `<dataDir>/credentials.json`; undefined where there is no such file.
 * @throws CredentialsError that names the file, when it may not be read, or is not `{"secretId": "…", "secretKey": "…"}`
 */
export function readCredentials(dataDir: string): Credentials | undefined {
  const file = credentialsFile(dataDir);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw new CredentialsError(
      `cannot read the credentials in "${file}": ${error instanceof Error ? error.message : String(error)}; ` +
        "do so as the user of the host, or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY",
      { cause: error },
    );
  }
  const found = parse(text);
  if (found === undefined)
    throw new CredentialsError(
      `cannot read the credentials in "${file}": it is not {"secretId": "…", "secretKey": "…"}; mend it, or delete it to have new ones made`,
    );
  return found;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

function parse(text: string): Credentials | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== "object" || value === null) return undefined;
    if (!("secretId" in value) || !("secretKey" in value)) return undefined;
    const { secretId, secretKey } = value;
    if (typeof secretId !== "string" || typeof secretKey !== "string" || secretId === "" || secretKey === "")
      return undefined;
    return { secretId, secretKey };
  } catch {
    return undefined;
  }
}
