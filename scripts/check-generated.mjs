// Runs `npm run generate` in a copy of the tree and compares: generated code is committed, and nobody edits it. A copy, so
// that a failing check leaves the tree as it was and other checks can read it meanwhile; and no git, so that it also works on
// an unpacked archive.
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const generated = ["src/gen", "host/src/gen", "docs/guides"];
const leftOut = new Set(["node_modules", "dist", "site", ".git", ".gse"]);

const root = fileURLToPath(new URL("..", import.meta.url));

const filesIn = async (tree) =>
  (
    await Promise.all(
      generated.map(async (folder) => (await readdir(join(tree, folder))).map((name) => `${folder}/${name}`)),
    )
  ).flat();

const textOf = (tree, file) => readFile(join(tree, file), "utf8").catch(() => undefined);

const copy = await mkdtemp(join(tmpdir(), "gse-generate-"));
try {
  await cp(root, copy, { recursive: true, filter: (from) => !leftOut.has(basename(from)) });
  await symlink(join(root, "node_modules"), join(copy, "node_modules"), "dir");
  execFileSync("npm", ["run", "--silent", "generate"], { cwd: copy, stdio: "inherit" });

  const files = new Set([...(await filesIn(root)), ...(await filesIn(copy))]);
  const different = [];
  for (const file of files) if ((await textOf(root, file)) !== (await textOf(copy, file))) different.push(file);
  if (different.length > 0) {
    console.error(`Not what \`npm run generate\` makes: ${different.join(", ")}`);
    console.error(
      "Run it and commit the result; change proto/, host/catalogue/ or scripts/, never the generated files",
    );
    process.exitCode = 1;
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}
