import { width } from "./table.js";

/** So many characters before the place and behind it. */
const BEFORE = 60;
const BEHIND = 20;

/** A text on one line, and a caret on the next under the character that is meant. @param column from 1 on */
export function pointedAt(text: string, column: number): string {
  const characters = Array.from(text);
  const begin = Math.max(0, column - 1 - BEFORE);
  const end = column + BEHIND;
  const before =
    (begin > 0 ? "…" : "") +
    characters
      .slice(begin, column - 1)
      .map(shown)
      .join("");
  const behind =
    characters
      .slice(column - 1, end)
      .map(shown)
      .join("") + (end < characters.length ? "…" : "");
  return `${before}${behind}\n${" ".repeat(width(before))}^`;
}

/** One character for one, so that the caret stays where it belongs. */
const shown = (character: string): string =>
  /\s/.test(character) ? " " : /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? "·" : character;
