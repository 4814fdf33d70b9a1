import type { Completed, Place } from "./completion-place.js";

/** Completion for zsh; as it stands, or as the file `_gse` in its `fpath`. */
export function zshCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== "").map(({ path }) => quoted(path));
  const values = places.flatMap(({ path, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map(({ word, values }) => {
        const complete = values.length > 0 ? `compadd -- ${values.map(quoted).join(" ")}` : "_files";
        return `    ${quoted(`${path} ${word}`)}) ${complete}; return ;;`;
      }),
  );
  const lists = places.map(
    ({ path, words, flags }) => `    ${quoted(path)}) list=(${described(words)}); flags=(${described(flags)}) ;;`,
  );
  return `#compdef gse
# gse completion for zsh. In ~/.zshrc, after compinit: source <(gse completion zsh)
_gse() {
  local here="" next="" i
  local -a list flags
  for ((i = 2; i < CURRENT; i++)); do
    # What comes after it is a command of its own.
    if [[ "\${words[i]}" == "--" ]]; then _files; return; fi
    next="\${here:+$here }\${words[i]}"
    case "$next" in
      ${paths.join("|")}) here="$next" ;;
    esac
  done
  case "$here \${words[CURRENT-1]}" in
${values.join("\n")}
  esac
  case "$here" in
${lists.join("\n")}
  esac
  if [[ "\${words[CURRENT]}" == -* ]]; then
    _describe -o flag flags
  elif (( \${#list} )); then
    _describe command list
  else
    _files
  fi
}
if [[ "\${funcstack[1]}" == "_gse" ]]; then _gse "$@"; else compdef _gse gse; fi`;
}

/** As `_describe` takes it: `word:what it says`. */
const described = (list: readonly Completed[]): string =>
  list.map(({ word, says }) => quoted(says === "" ? word : `${word}:${says.replaceAll(":", "\\:")}`)).join(" ");

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
