import { PassThrough } from "node:stream";
import picocolors from "picocolors";
import { describe, expect, test } from "vitest";
import { openStepList } from "../../src/cli/step-list.js";
import { width } from "../../src/cli/table.js";
import type { Terminal } from "../../src/cli/terminal.js";
import { cutTo, wrapped } from "../../src/cli/wrap.js";
import { useManualClock } from "../support/use-manual-clock.js";

describe("text in a narrow room", () => {
  test.each([
    ["a b c", 3, ["a b", "c"]],
    ["a  b", 4, ["a  b"]],
    ["  a bb", 3, ["  a", "bb"]],
    ["a http://long b", 4, ["a", "http://long", "b"]],
    ["", 4, [""]],
  ])("%j in %d columns has its words whole", (text, columns, lines) => {
    expect(wrapped(text, columns)).toEqual(lines);
  });

  test("is cut, with its colours ended", () => {
    expect(cutTo("abcdef", 6)).toBe("abcdef");
    expect(cutTo("abcdefg", 6)).toBe("abcde…");
    expect(cutTo("\u001b[31mabcdefg\u001b[39m", 3)).toBe("\u001b[31mab…\u001b[39m");
    expect(cutTo("你好吗", 5)).toBe("你好…");
    expect(cutTo("你好吗", 4)).toBe("你…");
  });
});

describe("steps", () => {
  /** What a terminal of that width shows of a step, line by line. */
  async function shown(columns: number | undefined, text: string): Promise<readonly string[]> {
    const stdout = Object.assign(new PassThrough(), columns === undefined ? {} : { columns });
    const clock = useManualClock();
    const colors = picocolors.createColors(false);
    const steps = openStepList({ stdout, clock, colors, isInteractive: false } as unknown as Terminal, false);
    await steps.step(
      "host",
      "starting",
      () => Promise.resolve(),
      () => text,
    );
    steps.news({ tone: "plain", about: "next", text: `ada  ${address}` });
    steps.close();
    return String(stdout.read()).trimEnd().split("\n");
  }
  const address = `http://127.0.0.1:7000/?playerSessionId=psess-${"0".repeat(17)}`;

  test.each([
    "agent 127.0.0.1:5758, cloud API http://127.0.0.1:8080, latency probe UDP 127.0.0.1:8888",
    "fleet-35d23da3-3dc92d19: NEW → DOWNLOADING → VALIDATING → BUILDING → ACTIVATING → ACTIVE",
    address,
    "short",
  ])("break no word at 80 columns: %s", async (text) => {
    const lines = await shown(80, text);
    for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
    const said = lines.slice(0, -1).join(" ");
    for (const word of [...text.split(" "), "0 ms"]) expect(said).toContain(word);
    expect(lines.join("\n")).toContain(address);
  });

  test("have one line, and their times below each other, where nobody tells how wide it is", async () => {
    const [line] = await shown(undefined, "short");
    expect(line).toBe(`  ✓ host     short${" ".repeat(73)}    0 ms`);
  });
});
