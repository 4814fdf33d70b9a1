export interface CodeBlock {
  /** The word after the backticks: `ts`, `sh`, … */
  readonly language: string;
  readonly text: string;
  /** The line of the opening backticks, counted from 1. */
  readonly line: number;
  /** The file that the block says it quotes, and whether it quotes it whole or in part. */
  readonly from?: { readonly path: string; readonly isPart: boolean };
}

/**
 * The fenced blocks of a Markdown text. A comment on the line above says where a block comes from: `<!-- from PATH -->` for a
 * whole file, `<!-- part of PATH -->` for lines that follow each other in it.
 */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  const lines = markdown.split("\n");
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = /^(```+)\s*([\w-]*)/.exec(lines[at] ?? "");
    if (fence === null) continue;
    const end = lines.findIndex((line, index) => index > at && line.trimEnd() === fence[1]);
    if (end < 0) throw new Error(`the code block that begins in line ${at + 1} does not end`);
    const above = lines.slice(0, at).findLast((line) => line.trim() !== "") ?? "";
    const from = /^<!-- (from|part of) (\S+) -->$/.exec(above.trim());
    blocks.push({
      language: fence[2] ?? "",
      text: lines.slice(at + 1, end).join("\n"),
      line: at + 1,
      ...(from?.[2] !== undefined && { from: { path: from[2], isPart: from[1] === "part of" } }),
    });
    at = end;
  }
  return blocks;
}

/** What is wrong with a block that quotes a file, given the file's text; nothing when it is quoted truly. */
export function misquoted(block: CodeBlock, fileText: string | undefined): string | undefined {
  if (block.from === undefined) return undefined;
  const { path, isPart } = block.from;
  const where = `the block in line ${block.line}`;
  if (fileText === undefined) return `${where} quotes "${path}", which does not exist`;
  if (!isPart) return block.text.trim() === fileText.trim() ? undefined : `${where} is not what "${path}" holds`;
  const isFound = `\n${unindented(fileText)}\n`.includes(`\n${unindented(block.text.trimEnd())}\n`);
  return isFound ? undefined : `${where} is no part of "${path}"`;
}

/** A part of a file may be quoted without its indentation, so both are compared without. */
const unindented = (text: string): string => text.replace(/^[ \t]+/gm, "");
