import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CommandLineError, splitCommandLine } from "../../src/runtime/local/split-command-line.js";

describe("splitCommandLine()", () => {
  test.each([
    ["", []],
    [" \t\n ", []],
    ["-port 7000", ["-port", "7000"]],
    [`-name "The last one" -x`, ["-name", "The last one", "-x"]],
    [`a"b c"d'e f'g`, ["ab cde fg"]],
    [`'' ""`, ["", ""]],
    [`\\"a\\ b\\'`, [`"a b'`]],
    [`"a\\"b\\\\c\\n"`, [`a"b\\c\\n`]],
    [`'a\\b'`, ["a\\b"]],
    ["a\\\nb", ["ab"]],
    [`"a\\\nb"`, ["ab"]],
    ["a\\", ["a\\"]],
  ])("splits %j", (line, words) => {
    expect(splitCommandLine(line)).toEqual(words);
  });

  test.each(["$HOME", "`id`", "$(id)", "*", "~", "a;b", "a|b", "a&&b", ">x", "#x", "{a,b}", "A=1"])(
    "takes %j as it stands, for no shell runs",
    (word) => {
      expect(splitCommandLine(`x ${word} y`)).toEqual(["x", word, "y"]);
      expect(splitCommandLine(`"${word}"`)).toEqual([word]);
    },
  );

  test.each([`a 'b`, `"a`, `"a\\"`, `a"`])("refuses %j, whose quote is not closed, and says where it is", (line) => {
    expect(() => splitCommandLine(line)).toThrow(CommandLineError);
    const at = line.search(/['"]/) + 1;
    expect(() => splitCommandLine(line)).toThrow(`the quote at character ${at} of "${line}" is not closed`);
  });

  /** Pieces of a line in which a shell has nothing to expand and no command to end. */
  const plain = fc.constantFrom(..."a Z 0 9 - _ = : / . , @ % + ^ é 世 \r".split(" "));
  const quotable = fc.constantFrom(" ", "\t", "\n", ..."a b | & ; < > ( ) # * ? [ ] ~ ! { } 世 \r".split(" "));
  const text = (char: fc.Arbitrary<string>) => fc.array(char, { maxLength: 6 }).map((chars) => chars.join(""));
  const piece = fc.oneof(
    text(plain),
    fc.constantFrom(" ", "  ", "\t"),
    text(fc.oneof(quotable, fc.constantFrom('"', "\\", "$", "`"))).map((inner) => `'${inner}'`),
    text(fc.oneof(quotable, fc.constantFrom("'", "\\a", "\\ ", "\\'", '\\"', "\\\\", "\\$", "\\`", "\\\n"))).map(
      (inner) => `"${inner}"`,
    ),
    fc.oneof(plain, quotable, fc.constantFrom('"', "'", "\\", "$", "`", " ")).map((char) => `\\${char}`),
  );
  const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  /** Of many lines at once: to start a shell takes longer than all it does here. */
  const bySh = (lines: readonly string[]): readonly (readonly string[])[] => {
    const script = lines.map((each) => `set -- ${each}\nprintf '%s\\0' "$#" "$@"`).join("\n");
    const fields = execFileSync("/bin/sh", { input: script, encoding: "utf8" }).split("\0");
    return lines.map(() => fields.splice(0, Number(fields.shift())));
  };

  test("splits whatever holds nothing to expand as /bin/sh does", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 20, maxLength: 40 }), (lines) => {
        expect(lines.map(splitCommandLine)).toEqual(bySh(lines));
      }),
      { numRuns: 60 },
    );
  });
});
