// Tables of the guides that say what the code says: `npm run generate` writes them between their markers.
//
//   <!-- made from src/model/errors.ts: GseErrorCode -->
//   …
//   <!-- end -->
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("..", import.meta.url));
const guides = `${root}docs/guides/`;

const parse = (path) => {
  const text = readFileSync(root + path, "utf8");
  return { text, file: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) };
};
const oneLine = (text) => text.replace(/\s+/g, " ").trim();
const cell = (text) => oneLine(text).replaceAll("|", "\\|");
const code = (text) => `\`${text}\``;
/** A name of the code stays as it is: `processReady()`. */
const sentence = (text) => (/^\w*[a-z][A-Z(]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1));
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

function declared(source, name) {
  const found = source.file.statements.find((one) => (one.declarationList?.declarations[0] ?? one).name?.text === name);
  if (found === undefined) throw new Error(`${source.file.fileName} does not declare "${name}"`);
  return found;
}

/** What the docstring says, its `{@link X}` as code. */
function docOf(node) {
  const doc = node.jsDoc?.at(-1);
  if (doc === undefined) return "";
  const words = ts.getTextOfJSDocComment(doc.comment) ?? "";
  // Where the rule stands in GSE's semantics is for those who change the code.
  const plain = words.replace(/\s*\(gse-semantics [^)]*\)/g, "").replace(/\{@link (\w+)\}/g, "`$1`");
  return oneLine(plain);
}

/** Variables, codes and calls as code: comments leave them bare. */
const withCode = (text) => text.replace(/(?<![`\w])(GSE_\w+|[A-Z]{2,}_[A-Z_]+|\w+\(\))(?![`\w])/g, "`$1`");

/** An interface of options: name, type, what and default. */
function optionsTable(path, name) {
  const rows = declared(parse(path), name).members.map((member) => {
    const option = member.name.getText();
    const doc = docOf(member);
    if (doc === "") throw new Error(`${path}: "${name}.${option}" has no docstring, so no guide can say what it does`);
    const type = oneLine(member.type.getText().replace(/\|\s*undefined\s*$/, "")).replace(/^\((.*)\)$/, "$1");
    const shown = /=>/.test(type) ? "function" : code(type.replace(/\breadonly /g, ""));
    const needed = member.questionToken === undefined ? ", required" : "";
    return [code(option), cell(shown) + needed, cell(withCode(doc))];
  });
  return table(["option", "type", "what it does, and its default"], rows);
}

/** A closed list of names, each with its comment: `| "NAME" // what it means: what to do`. */
function namesTable(path, name) {
  const source = parse(path);
  const rows = declared(source, name).type.types.map((member) => {
    const [comment] = ts.getTrailingCommentRanges(source.text, member.end) ?? [];
    // The last one stands behind the list's semicolon.
    const [last] = ts.getTrailingCommentRanges(source.text, member.end + 1) ?? [];
    const range = comment ?? last;
    const text = range === undefined ? "" : oneLine(source.text.slice(range.pos + 2, range.end));
    if (text === "")
      throw new Error(`${path}: ${member.getText()} of "${name}" has no comment that says what it means`);
    return [code(member.literal.text), ...(/^(.*?)[:;] (.*)$/.exec(text)?.slice(1) ?? [text])];
  });
  // Where each says what to do about it, that is a column of its own.
  const isAdvised = rows.every((row) => row.length === 3);
  const shown = rows.map(([found, ...words]) => [
    found,
    ...(isAdvised ? words : [words.join(": ")]).map((text) => cell(withCode(sentence(text)))),
  ]);
  return table(["name", "means", ...(isAdvised ? ["what to do"] : [])], shown);
}

/** The variables that a file reads: the docstrings of its members begin with their names. */
function variablesTable(path, name) {
  const rows = declared(parse(path), name)
    .members.map((member) => /^(GSE_\w+): (.*)$/.exec(docOf(member)))
    .filter((found) => found !== null)
    .map(([, variable, doc]) => [code(variable), cell(withCode(sentence(doc)))]);
  return table(["variable", "what it says"], rows);
}

/** The groups of the catalogue, in the order in which a game comes to need them. */
const groups = "asset fleet instance scaling session player log alias queue placement network quota statistics".split(
  " ",
);

/** All actions of the catalogue: what they are here, by the docstrings of those that are served. */
function actionsTable(path, name) {
  const source = parse(path);
  const imported = new Map(
    source.file.statements
      .filter(ts.isImportDeclaration)
      .flatMap((one) =>
        (one.importClause?.namedBindings?.elements ?? []).map(({ name: { text } }) => [text, one.moduleSpecifier.text]),
      ),
  );
  const list = declared(source, name).declarationList.declarations[0].initializer;
  const served = new Map(list.properties.map((entry) => [entry.name.text, entry.initializer.text]));
  const whatItDoes = (action) => {
    const constant = served.get(action);
    const file = posix.join(posix.dirname(path), imported.get(constant).replace(/\.js$/, ".ts"));
    const doc = docOf(declared(parse(file), constant)).replace(/ @throws .*$/, "");
    if (doc === "") throw new Error(`${file}: "${constant}" has no docstring, so no guide can say what ${action} does`);
    return doc;
  };
  const facts = JSON.parse(readFileSync(`${root}host/catalogue/cloud-api.json`, "utf8"));
  const named = Object.entries(facts.actions).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = named.map(([action, { group, mode, refusedWith }]) => {
    if (served.has(action)) return [group, code(action), mode, cell(whatItDoes(action))];
    return [group, code(action), ...(mode === "refuse" ? ["refused", code(refusedWith)] : ["later", ""])];
  });
  const places = new Map(groups.map((group, place) => [group, place]));
  for (const [group] of rows)
    if (!places.has(group)) throw new Error(`the catalogue has a group "${group}" without a place`);
  rows.sort(([a], [b]) => places.get(a) - places.get(b));
  return table(["of", "action", "here", "what it does"], rows);
}

const marked = /(<!-- made from (\S+): (\w+) -->\n)[\s\S]*?(<!-- end -->)/g;

function tableOf(path, name) {
  const { file } = parse(path);
  const found = declared({ file }, name);
  if (ts.isTypeAliasDeclaration(found)) return namesTable(path, name);
  if (ts.isVariableStatement(found)) return actionsTable(path, name);
  return path.endsWith("/environment.ts") ? variablesTable(path, name) : optionsTable(path, name);
}

for (const name of readdirSync(guides).filter((one) => one.endsWith(".md"))) {
  const before = readFileSync(guides + name, "utf8");
  const after = before.replace(marked, (_all, head, path, of, end) => `${head}\n${tableOf(path, of)}\n\n${end}`);
  if (after !== before) writeFileSync(guides + name, after);
}
