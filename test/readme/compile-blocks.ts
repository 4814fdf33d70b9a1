import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { CodeBlock } from "./code-blocks.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What the compiler says of TypeScript blocks, each a module of its own in a project that has the packages. */
export function compileBlocks(blocks: readonly CodeBlock[]): readonly string[] {
  // The files exist only here; they stand in examples/, where a package is found by its published name.
  const texts = new Map(blocks.map((block) => [`${root}examples/readme-line-${block.line}.mts`, block.text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || fileExists(name);
  host.readFile = (name) => texts.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion, true);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    if (file === undefined || start === undefined) return message;
    const blockLine = Number(/readme-line-(\d+)/.exec(file.fileName)?.[1] ?? 0);
    return `line ${blockLine + 1 + file.getLineAndCharacterOfPosition(start).line}: ${message}`;
  });
}
