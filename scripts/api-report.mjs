// The public face of the packages, as `npm run build` made it, in etc/: one file for each door, committed, so that a change of it
// is seen by whoever reviews.
//
//   node scripts/api-report.mjs             writes the reports
//   node scripts/api-report.mjs --check     fails when one is not what the build says
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const etc = `${root}etc/`;

/** The doors of a package by the names under which users import them. */
function doorsOf(folder) {
  const { name, exports } = JSON.parse(readFileSync(`${root}${folder}package.json`, "utf8"));
  return Object.entries(exports)
    .filter(([, target]) => typeof target === "object")
    .map(([path, { types }]) => ({
      name: path === "." ? name : `${name}${path.slice(1)}`,
      types: `${root}${folder}${types.slice(2)}`,
      own: `${root}${folder}dist/`,
    }));
}

const doors = ["", "host/"].flatMap(doorsOf);
const program = ts.createProgram(
  doors.map(({ types }) => types),
  { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2023, types: ["node"], skipLibCheck: true },
);
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

const isInternal = (node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === "internal");
const isHidden = (node) => isInternal(node) || (node.name !== undefined && ts.isPrivateIdentifier(node.name));

/** Without what users cannot reach. */
const withoutHidden = (node) =>
  ts.transform(node, [
    (context) => (top) => {
      const visit = (one) =>
        (ts.isClassElement(one) || ts.isTypeElement(one)) && isHidden(one)
          ? undefined
          : ts.visitEachChild(one, visit, context);
      return visit(top);
    },
  ]).transformed[0];

const targetOf = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);

/** A name's declaration as text: `const` and `let` need the statement that they stand in. */
function print(declaration) {
  const node = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const text = printer.printNode(ts.EmitHint.Unspecified, withoutHidden(node), declaration.getSourceFile());
  return text.replace(/^(export )?(declare )?/, "");
}

/** The symbols whose names stand in a declaration. */
function namesIn(declaration) {
  const found = new Set();
  const visit = (node) => {
    if ((ts.isClassElement(node) || ts.isTypeElement(node)) && isHidden(node)) return;
    if (ts.isIdentifier(node)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol !== undefined) found.add(targetOf(symbol));
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration);
  return found;
}

/** `from` as its users write it, for what another package declares. */
function packageOf(path) {
  const foreign = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  return foreign ?? doors.find(({ own }) => path.startsWith(own))?.name ?? path;
}

function report({ name, types, own }) {
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(types)));
  const declarationsOf = (symbol) => (symbol.declarations ?? []).filter((one) => !ts.isSourceFile(one));
  const isOwn = (symbol) => declarationsOf(symbol).some((one) => one.getSourceFile().fileName.startsWith(own));

  // What `npm run generate` made is committed as it is.
  const isGenerated = (symbol) => declarationsOf(symbol)[0].getSourceFile().fileName.startsWith(`${own}gen/`);

  const lines = [];
  const seen = new Set();
  const queue = exported
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((symbol) => ({ symbol: targetOf(symbol), as: symbol.name }));
  for (const { symbol } of queue) seen.add(symbol);
  for (let at = 0; at < queue.length; at += 1) {
    const { symbol, as } = queue[at];
    const [declaration] = declarationsOf(symbol);
    if (!isOwn(symbol)) {
      const from = packageOf(declaration.getSourceFile().fileName);
      lines.push(`export { ${symbol.name === as ? as : `${symbol.name} as ${as}`} } from "${from}";`);
      continue;
    }
    if (isGenerated(symbol)) {
      lines.push(`export { ${as} } from "./gen/${basename(declaration.getSourceFile().fileName, ".d.ts")}.js";`);
      continue;
    }
    for (const one of declarationsOf(symbol)) {
      lines.push(as === undefined ? `// not exported, but named above\n${print(one)}` : `export ${print(one)}`);
      for (const named of namesIn(one)) {
        const isType = named.flags & (ts.SymbolFlags.Type | ts.SymbolFlags.Variable | ts.SymbolFlags.Function);
        const isTopLevel = declarationsOf(named).some((other) =>
          ts.isSourceFile(ts.isVariableDeclaration(other) ? other.parent.parent.parent : other.parent),
        );
        if (seen.has(named) || !isType || !isTopLevel || !isOwn(named) || isGenerated(named)) continue;
        seen.add(named);
        queue.push({ symbol: named, as: undefined });
      }
    }
  }
  const head = `# ${name}\n\nMade by \`npm run api\` from what \`npm run build\` made; do not edit.\n\n`;
  return `${head}\`\`\`ts\n${lines.join("\n\n")}\n\`\`\`\n`;
}

const reports = new Map();
const prettierOptions = await resolveConfig(`${root}package.json`);
for (const door of doors) {
  const text = await format(report(door), {
    ...prettierOptions,
    parser: "markdown",
    embeddedLanguageFormatting: "auto",
  });
  reports.set(`${door.name.replaceAll("/", ".")}.api.md`, text);
}

mkdirSync(etc, { recursive: true });
const existing = readdirSync(etc);
if (process.argv.includes("--check")) {
  const stale = [...reports].filter(
    ([file, text]) => !existing.includes(file) || readFileSync(etc + file, "utf8") !== text,
  );
  const left = existing.filter((file) => !reports.has(file));
  const names = [...stale.map(([file]) => file), ...left];
  if (names.length > 0) {
    console.error(`The public face of a package is not what etc/ says: ${names.join(", ")}`);
    console.error("If the change is meant, run `npm run api`, look at the difference, and commit it with the change");
    process.exitCode = 1;
  }
} else {
  for (const [file, text] of reports) writeFileSync(etc + file, text);
}
