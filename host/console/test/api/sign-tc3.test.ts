import { expect, onTestFinished, test, vi } from "vitest";
import { createTc3Signer } from "../../../src/client/sign-tc3.js";
import { importSecretKey, signTc3 } from "../../src/api/sign-tc3.js";

const secretId = "AKID0123";
const secretKey = "a secret, 密钥";
const request = { hostname: "gse.example", path: "/", body: '{"Name":"房间"}', nowMs: 1_700_000_000_000 };

test.each(["webCrypto", "libraryHashes"] as const)("%s signs as the host's own client does", async (name) => {
  vi.stubGlobal("window", globalThis);
  onTestFinished(() => void vi.unstubAllGlobals());
  const hashes =
    name === "webCrypto"
      ? (await import("../../src/api/crypto/web-crypto.js")).webCrypto
      : (await import("../../src/api/crypto/library-hashes.js")).libraryHashes;
  const key = await importSecretKey(hashes, secretKey);
  const signed = await signTc3(hashes, { secretId, key, token: undefined }, request);
  const expected = createTc3Signer(
    { secretId, secretKey },
    request.hostname,
    request.path,
  )(request.body, request.nowMs);
  expect(signed).toEqual({ "content-type": "application/json", ...expected });
});
