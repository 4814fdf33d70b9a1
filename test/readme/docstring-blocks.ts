import { codeBlocks, type CodeBlock } from "./code-blocks.js";

/** What an example need not say: it stands beside what it is an example of. */
const prelude =
  `import { GameServer, GseClient, GseError, isUnreachable } from "gse-server-sdk"; ` +
  `import { TestGse } from "gse-host/testing"; import type { Socket } from "node:net"; ` +
  `declare const game: GameServer; declare const client: GseClient; declare const gse: TestGse; declare const socket: Socket; `;

/** The fenced blocks in the docstrings of a source, each as a module that can be compiled, at its line of the source. */
export function docstringBlocks(source: string): readonly CodeBlock[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(({ 0: comment, index }) => {
    const linesAbove = source.slice(0, index).split("\n").length - 1;
    const text = comment.replace(/^[ \t]*\/?\*+[ /]?/gm, "");
    return codeBlocks(text).map((block) => ({
      ...block,
      line: block.line + linesAbove,
      // In a block of its own, so that an example may make a `game` of its own.
      text: block.text.startsWith("import ") ? block.text : `${prelude}{ ${block.text}\n}`,
    }));
  });
}
