import { once } from "node:events";
import { Console } from "node:console";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import type { Logger } from "gse-server-sdk";
import { toLog } from "../src/log.js";

describe("the SDK's log", () => {
  test("goes to a pino-shaped logger details first", () => {
    const seen: unknown[] = [];
    const write =
      (level: string) =>
      (...args: unknown[]): void =>
        void seen.push([level, ...args]);
    const log = toLog({ debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") });
    log.debug({ a: 1 }, "one");
    log.info({}, "two");
    log.warn({}, "three");
    log.error({ err: "e" }, "four");
    expect(seen).toEqual([
      ["debug", { a: 1 }, "one"],
      ["info", {}, "two"],
      ["warn", {}, "three"],
      ["error", { err: "e" }, "four"],
    ]);
  });

  test("keeps the logger's own `this`", () => {
    class Counting {
      lines = 0;
      debug(): void {
        this.lines += 1;
      }
      info(): void {
        this.lines += 1;
      }
      warn(): void {
        this.lines += 1;
      }
      error(): void {
        this.lines += 1;
      }
    }
    const logger = new Counting();
    toLog(logger).warn({}, "x");
    expect(logger.lines).toBe(1);
  });

  test("goes to a console message first", () => {
    const out = new PassThrough();
    toLog(new Console(out)).info({ pid: 7 }, "ready");
    expect(String(out.read())).toBe("ready { pid: 7 }\n");
  });

  test("goes out as Node warnings where there is no logger, and only what matters", async () => {
    const log = toLog(undefined);
    const warned = once(process, "warning");
    log.debug({}, "not this");
    log.info({}, "nor this");
    log.error({ err: new Error("why") }, "but this");
    const [warning] = (await warned) as [Error & { detail?: string }];
    expect(warning).toMatchObject({ name: "GseServerSdk", message: "but this" });
    expect(warning.detail).toContain("Error: why");
  });

  test("never fails for a logger that does", () => {
    const broken = (): never => {
      throw new Error("disk full");
    };
    const logger: Logger = { debug: broken, info: broken, warn: broken, error: broken };
    expect(() => toLog(logger).error({}, "x")).not.toThrow();
  });
});
