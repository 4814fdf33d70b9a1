import { describe, expect, test } from "vitest";
import { Closers } from "../src/closers.js";

describe("Closers", () => {
  test("close in reverse, one after the other, and once", async () => {
    const closed: string[] = [];
    const closers = new Closers();
    closers.add(() => closed.push("first opened"));
    closers.add(async () => {
      closed.push("begins");
      await Promise.resolve();
      closed.push("ends");
    });
    await closers.closeAll();
    expect(closed).toEqual(["begins", "ends", "first opened"]);
    await closers.closeAll();
    expect(closed).toHaveLength(3);
  });

  test("close the rest when one fails, and tell all that failed", async () => {
    const closed: string[] = [];
    const closers = new Closers();
    closers.add(() => closed.push("the rest"));
    closers.add(() => {
      throw new Error("one");
    });
    closers.add(() => Promise.reject(new Error("two")));
    const failure: unknown = await closers.closeAll().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AggregateError);
    expect((failure as AggregateError).errors).toEqual([new Error("two"), new Error("one")]);
    expect(closed).toEqual(["the rest"]);
  });
});
