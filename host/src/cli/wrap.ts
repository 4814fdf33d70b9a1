import { stripVTControlCharacters } from "node:util";
import { width } from "./table.js";

/** Lines of whole words, each of so many columns at most; a word that is wider has a line of its own. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  // A word, and the blanks behind it.
  for (const part of text.split(/(?<= )(?! )/)) {
    if (line !== "" && width((line + part).trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = part;
    } else line += part;
  }
  return [...lines, line];
}

/** As much of a line as has room; what is cut away is told by a "…". Colours end as they would have. */
export function cutTo(line: string, columns: number): string {
  if (width(line) <= columns) return line;
  let room = columns - 1;
  const parts = line.split(COLOUR).map((part) => {
    if (stripVTControlCharacters(part) === "") return part;
    const kept: string[] = [];
    for (const { segment } of graphemes.segment(part)) {
      const taken = width(segment);
      if (room < 0) break;
      kept.push(taken <= room ? segment : "…");
      room = taken <= room ? room - taken : -1;
    }
    return kept.join("");
  });
  return parts.join("");
}

const ESCAPE = "\u001b";
const COLOUR = new RegExp(`(${ESCAPE}\\[[\\d;]*m)`);

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
