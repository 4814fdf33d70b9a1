import { stripVTControlCharacters } from "node:util";

/** Rows under headings, columns two spaces apart; colours in cells do not count for their width. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => width(line[column] ?? ""))));
  return lines
    .map((line) =>
      widths
        .map((full, column) => pad(line[column] ?? "", full))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** One thing, a line for each of its fields. */
export function fields(pairs: readonly (readonly [name: string, value: string])[]): string {
  const full = Math.max(...pairs.map(([name]) => width(name)));
  return pairs.map(([name, value]) => `${pad(name, full)}  ${value}`.trimEnd()).join("\n");
}

const pad = (cell: string, full: number): string => cell + " ".repeat(full - width(cell));

/** Terminal columns: East Asian wide characters and emoji take two. */
export function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(stripVTControlCharacters(text))) columns += isWide.test(segment) ? 2 : 1;
  return columns;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

const isWide =
  /\p{Emoji_Presentation}|\uFE0F|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;
