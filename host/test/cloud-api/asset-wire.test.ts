import { expect, test } from "vitest";
import { sizeText } from "../../src/cloud-api/asset-wire.js";

test("a size is written short, as GSE writes it, and never less than it is", () => {
  const texts = [0, 1, 1_023, 1_024, 1_025, 9.95 * 1_024, 11 * 1_024 ** 2, 11 * 1_024 ** 2 + 1, 4 * 1_024 ** 3].map(
    sizeText,
  );
  expect(texts).toEqual(["0", "1", "1023", "1K", "1.1K", "10K", "11M", "12M", "4G"]);
});
