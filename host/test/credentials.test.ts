import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { credentialsFile, CredentialsError, loadOrMakeCredentials, readCredentials } from "../src/credentials.js";
import { useTempDir } from "./support/use-temp-dir.js";

describe("credentials", () => {
  test("are made at the first start, for their owner only, and are the same ever after", () => {
    const dataDir = join(useTempDir(), "data");
    expect(readCredentials(dataDir)).toBeUndefined();
    const made = loadOrMakeCredentials(dataDir);
    expect(made.secretId).toMatch(/^AKID[\w-]{32}$/);
    expect(made.secretKey).toMatch(/^[\w-]{32}$/);
    expect(loadOrMakeCredentials(dataDir)).toEqual(made);
    expect(readCredentials(dataDir)).toEqual(made);
    expect(statSync(credentialsFile(dataDir)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(credentialsFile(dataDir), "utf8"))).toEqual(made);
    expect(loadOrMakeCredentials(useTempDir())).not.toEqual(made);
  });

  test.each([
    "",
    "{",
    "[]",
    "null",
    "{}",
    '{"secretId":"a"}',
    '{"secretId":"","secretKey":"b"}',
    '{"secretId":1,"secretKey":2}',
  ])("that stand there as %j are refused by the file's name, and left as they are", (text) => {
    const dataDir = useTempDir();
    writeFileSync(credentialsFile(dataDir), text);
    for (const read of [readCredentials, loadOrMakeCredentials])
      expect(() => read(dataDir)).toThrow(`cannot read the credentials in "${credentialsFile(dataDir)}"`);
    expect(readFileSync(credentialsFile(dataDir), "utf8")).toBe(text);
  });

  test("that may not be read are told of by the file's name, and with what would do", () => {
    const dataDir = useTempDir();
    mkdirSync(credentialsFile(dataDir));
    expect(() => readCredentials(dataDir)).toThrow(CredentialsError);
    expect(() => readCredentials(dataDir)).toThrow(
      /credentials\.json": EISDIR.*; do so as the user of the host, or set TENCENTCLOUD/,
    );
  });
});
