// What has to be passed on with a bundle: whose code is in it, and the words of their licences.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";

/** One text for all modules, by their paths, that went into a bundle. */
export function noticesText(heading, moduleIds) {
  return `${[heading, ...notices(moduleIds).sort()].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}

/** The packages that went in, with the words that their licences want passed on. */
function notices(moduleIds) {
  const modulesOf = new Map();
  for (const id of moduleIds) {
    const [, home] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll("\\", "/")) ?? [];
    if (home !== undefined && existsSync(id)) modulesOf.set(home, [...(modulesOf.get(home) ?? []), id]);
  }
  return [...modulesOf].map(([home, ids]) => {
    const { name, version, license } = JSON.parse(readFileSync(`${home}/package.json`, "utf8"));
    const papers = readdirSync(home, { recursive: true }).filter(
      (file) => /^(licen[cs]es?|notices?)\b/i.test(file) && statSync(`${home}/${file}`).isFile(),
    );
    const headers = ids.map(
      (id) => /^(?:\/\/.*\r?\n)+/.exec(readFileSync(id, "utf8"))?.[0].replace(/^\/\/ ?/gm, "") ?? "",
    );
    const words = [...papers.map((file) => readFileSync(`${home}/${file}`, "utf8")), ...headers].map((text) =>
      text.trim(),
    );
    return [`${name} ${version}, ${license}`, ...new Set(words)].filter((text) => text !== "").join("\n\n");
  });
}
