import type { Place } from "./completion-place.js";

/** Completion for fish 3. */
export function fishCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== "").map(({ path }) => quoted(path));
  const lines = places.flatMap(({ path, words, flags }) => {
    const here = `complete -c gse -n ${quoted(`__gse_at ${quoted(path)}`)}`;
    return [
      ...words.map(({ word, says }) => `${here} -f -a ${quoted(word)}${described(says)}`),
      ...flags.map(({ word, says, takesValue, values }) => {
        const value = values.length > 0 ? ` -x -a ${quoted(values.join(" "))}` : takesValue ? " -r" : "";
        return `${here} -l ${word.slice(2)}${value}${described(says)}`;
      }),
    ];
  });
  return `# gse completion for fish. In ~/.config/fish/config.fish: gse completion fish | source
function __gse_at
  set -l path ""
  for word in (commandline -opc)[2..]
    # What comes after it is a command of its own.
    test "$word" = "--"; and return 1
    set -l next (string trim -- "$path $word")
    contains -- $next ${paths.join(" ")}; and set path $next
  end
  test "$path" = "$argv[1]"
end
${lines.join("\n")}`;
}

const described = (says: string): string => (says === "" ? "" : ` -d ${quoted(says)}`);

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
