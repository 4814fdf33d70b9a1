import { expect } from "vitest";

/** For `toMatchObject`: a bare pattern there is an object without keys, which everything matches. */
export const textLike = (pattern: RegExp): unknown => expect.stringMatching(pattern) as unknown;
