import { ExpressionError } from "./expression-error.js";
import { quoted } from "./quoted.js";

/** More than any search needs; a session's id has 512 characters at most, a name 1,024. */
const MOST_CHARACTERS = 4_096;

/** What was found, shortened where it is long. */
const SHOWN = 40;

/** A place in an expression. It only goes forward, so reading takes as long as the text is. */
export class Reader {
  readonly #text: string;
  #at = 0;

  /** @throws ExpressionError when the text is too long */
  constructor(text: string) {
    this.#text = text;
    if (text.length > MOST_CHARACTERS)
      throw this.error(
        `the expression goes on here, and ${String(MOST_CHARACTERS)} characters are the most: ask for less at once`,
        MOST_CHARACTERS,
      );
    this.skipBlanks();
  }

  get at(): number {
    return this.#at;
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  skipBlanks(): void {
    this.#take(/\s*/y);
  }

  /** Takes this character, and the blanks behind it, if it comes next. */
  takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    this.skipBlanks();
    return true;
  }

  /** Takes one of these words in any case, and the blanks behind it, if it comes next. */
  takesWord<Word extends string>(...words: readonly Word[]): Word | undefined {
    const next = this.#see(word).toUpperCase();
    const found = words.find((one) => one === next);
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.skipBlanks();
    return found;
  }

  isNext(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  /** A name or a keyword, without the blanks behind it; "" when something else comes next. */
  word(): string {
    return this.#take(word);
  }

  /** All of `=`, `<` and `>` that comes next, or `!=`; "" for none. */
  operator(): string {
    return this.#take(/!=|[=<>]+/y);
  }

  /** What goes up to the next blank or `)`; "" when that comes next. @throws ExpressionError for a quote in it */
  bareValue(): string {
    const begin = this.#at;
    const value = this.#take(/[^\s)]*/y);
    const quote = value.search(/['"]/);
    if (quote >= 0)
      throw this.error(
        `found ${value.charAt(quote)}, which no value holds that stands without quotes: write a text as 'it\\'s mine'`,
        begin + quote,
      );
    return value;
  }

  /** A text in single quotes, without them; `\'` and `''` are a quote, `\\` is a backslash. @throws ExpressionError */
  quoted(): string {
    const begin = this.#at;
    let value = "";
    for (let at = begin + 1; at < this.#text.length; at++) {
      const character = this.#text.charAt(at);
      const next = this.#text.charAt(at + 1);
      const isEscape = character === "\\" && (next === "'" || next === "\\");
      if (isEscape || (character === "'" && next === "'")) {
        value += next;
        at++;
      } else if (character === "'") {
        this.#at = at + 1;
        return value;
      } else value += character;
    }
    throw this.error(`the quote that opens here is not closed; a quote inside a text is written \\', a backslash \\\\`);
  }

  /** What comes next, in words. */
  found(): string {
    if (this.isAtEnd()) return "the end";
    const next = this.#see(/[^\s()]+|[()]/y);
    return quoted(next, SHOWN);
  }

  error(message: string, at: number = this.#at): ExpressionError {
    return new ExpressionError(this.#text, at, message);
  }

  #see(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text)?.[0] ?? "";
  }

  #take(pattern: RegExp): string {
    const taken = this.#see(pattern);
    this.#at += taken.length;
    return taken;
  }
}

const word = /[^\s()=<>!'"]*/y;
