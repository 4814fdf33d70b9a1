// What TypeDoc does not do by itself for our site: guides go by their own headings, in groups; sources that they link to open in
// a browser as text.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Converter, JSX, PageEvent } from "typedoc";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A browser would download them, take `.ts` for a video, or show a page without what belongs to it. */
const isSource = (name) => /\.(ts|js|mjs|proto|css|json|html)$|^LICENSE$/.test(name);
const asText = (name) => (isSource(name) ? `${name}.txt` : name);

/** Code of no named language is printed text, not TypeScript. */
function markPlainText(content) {
  for (const part of content)
    if (part.kind === "code" && part.text.startsWith("```\n")) part.text = `\`\`\`text${part.text.slice(3)}`;
}

// The folders of the navigation that a newcomer finds open.
const openAtFirst = `try{for(const name of ["Guides","Modules"])localStorage["tsd-accordion-"+name]??="true"}catch{}`;

/** The modules' names as users import them, by the files that they come from. */
function doorNames() {
  const names = new Map();
  for (const folder of ["", "host/"]) {
    const { name, exports } = JSON.parse(readFileSync(`${root}${folder}package.json`, "utf8"));
    for (const [path, { types }] of Object.entries(exports))
      if (types !== undefined) {
        const source = types.replace("./dist/", `${folder}src/`).replace(/\.d\.ts$/, ".ts");
        names.set(source, `${name}${path.slice(1)}`);
      }
  }
  return names;
}

/** @param {import("typedoc").Application} app */
export function load(app) {
  const doors = doorNames();

  app.renderer.hooks.on("head.end", () =>
    JSX.createElement("script", null, JSX.createElement(JSX.Raw, { html: openAtFirst })),
  );

  // A folder is a page only where a web server says so; the site also opens from a disk.
  app.renderer.on(PageEvent.END, (page) => {
    page.contents = page.contents?.replace(/href="((?:\.\.?\/)+)"/g, 'href="$1index.html"');
  });

  app.converter.on(Converter.EVENT_BEGIN, ({ project: { files } }) => {
    const getName = files.getName.bind(files);
    const getNameToAbsoluteMap = files.getNameToAbsoluteMap.bind(files);
    files.getName = (id) => asText(getName(id) ?? "") || undefined;
    files.getNameToAbsoluteMap = () => new Map([...getNameToAbsoluteMap()].map(([name, path]) => [asText(name), path]));
  });

  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    // The page has the project's name above it already.
    const [first] = project.readme ?? [];
    if (first !== undefined) first.text = first.text.replace(/^# .+\n/, "");
    markPlainText(project.readme ?? []);
  });

  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    const [file] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
    const door = file && doors.get(relative(root, file.getSourceFile().fileName));
    if (door !== undefined && reflection.parent?.isProject()) reflection.name = door;
  });

  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    const path = relative(root, document.project.files.getReflectionPath(document));
    document.frontmatter.group = path.startsWith("docs/guides/") ? "Guides" : "The repository";
    const [first] = document.content;
    const heading = /^\s*# (.+)\n/.exec(first?.text ?? "");
    if (heading === null) throw new Error(`${path} does not begin with its title: # …`);
    document.name = heading[1];
    markPlainText(document.content);
  });
}
