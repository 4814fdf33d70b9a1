import { timingSafeEqual } from "node:crypto";

/** Compares without telling by its duration how much of the text was right. */
export function equalTexts(a: string, b: string): boolean {
  const left = Buffer.from(a, "utf8");
  const right = Buffer.from(b, "utf8");
  return left.length === right.length && timingSafeEqual(left, right);
}
