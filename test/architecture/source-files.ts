import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

/** The TypeScript sources of all packages by their path from the repository's root, with `/` on every system. */
export function sourceFiles(): ReadonlyMap<string, string> {
  const examples = readdirSync(new URL("examples/", root)).map((name) => `examples/${name}/src`);
  const paths = ["src", "host/src", "host/console/src", ...examples].flatMap((folder) =>
    readdirSync(fileURLToPath(new URL(`${folder}/`, root)), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(new URL(path, root), "utf8")]));
}
