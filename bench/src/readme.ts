/** The parts of the bench, in the order in which the README shows them. */
export const titles = {
  host: "Host",
  placements: "Placements",
  scale: "Scale",
  fleet: "Fleet",
  sdk: "SDK",
  import: "Import",
  chat: "Chat",
} as const;

export type Part = keyof typeof titles;

export const parts = Object.keys(titles) as readonly Part[];

const head = `# Figures

Made by \`npm run bench\`, one part at a time by \`npm run bench -- ${parts.join("|")}\`; do not edit.
`;

/** The README with this part's section made anew, all others as they were. */
export function withSection(readme: string, part: Part, text: string): string {
  const sections = new Map<string, string>();
  for (const section of readme.split(/^## /m).slice(1)) {
    const [title = ""] = section.split("\n", 1);
    sections.set(title, section.slice(title.length).trim());
  }
  sections.set(titles[part], text.trim());
  const written = Object.values(titles).flatMap((title) => {
    const section = sections.get(title);
    return section === undefined ? [] : [`## ${title}\n\n${section}\n`];
  });
  return [head, ...written].join("\n");
}
