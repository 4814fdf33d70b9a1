/** A command line that no shell could read either. */
export class CommandLineError extends Error {
  override readonly name = "CommandLineError";
}

const isBlank = (char: string): boolean => char === " " || char === "\t" || char === "\n";

/**
 * The words of a command line as a POSIX shell would split them: blanks part them, quotes and backslashes hold them
 * together. Nothing else means anything: no variables, patterns, `~`, `;`, `|` or `#`, for no shell runs (gse-semantics d.2).
 * @throws CommandLineError when a quote is not closed
 */
export function splitCommandLine(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    if (isBlank(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === "'" || char === '"') {
      const quoted = char === "'" ? single(line, at) : double(line, at);
      word = (word ?? "") + quoted.text;
      at = quoted.end;
    } else if (char === "\\") {
      at++;
      // A line that goes on after a backslash is one line; a backslash at the very end means itself.
      if (line.charAt(at) !== "\n") word = (word ?? "") + (line.charAt(at) || "\\");
    } else {
      word = (word ?? "") + char;
    }
  }
  return word === undefined ? words : [...words, word];
}

interface Quoted {
  readonly text: string;
  /** Where the closing quote stands. */
  readonly end: number;
}

function single(line: string, start: number): Quoted {
  const end = line.indexOf("'", start + 1);
  if (end < 0) throw notClosed(line, start);
  return { text: line.slice(start + 1, end), end };
}

function double(line: string, start: number): Quoted {
  let text = "";
  for (let at = start + 1; at < line.length; at++) {
    const char = line.charAt(at);
    if (char === '"') return { text, end: at };
    const next = line.charAt(at + 1);
    if (char === "\\" && '$`"\\\n'.includes(next) && next !== "") {
      if (next !== "\n") text += next;
      at++;
    } else {
      text += char;
    }
  }
  throw notClosed(line, start);
}

const notClosed = (line: string, start: number): CommandLineError =>
  new CommandLineError(
    `the quote at character ${String(start + 1)} of "${line}" is not closed; close it, or write \\${line.charAt(start)} for the character itself`,
  );
