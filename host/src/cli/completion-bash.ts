import type { Place } from "./completion-place.js";

/** Completion for bash, the old 3.2 of macOS included. */
export function bashCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== "").map(({ path }) => `"${path}"`);
  const values = places.flatMap(({ path, flags }) =>
    flags
      .filter(({ takesValue }) => takesValue)
      .map(({ word, values }) => `    "${path} ${word}") words="${values.join(" ")}"; takes=1 ;;`),
  );
  const lists = places.map(({ path, words, flags }) => {
    const named = (list: readonly { readonly word: string }[]): string => list.map(({ word }) => word).join(" ");
    return `    "${path}") words="${named(words)}"; flags="${named(flags)}" ;;`;
  });
  return `# gse completion for bash. In ~/.bashrc: source <(gse completion bash)
_gse() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" path="" next="" words="" flags="" takes="" i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    # What comes after it is a command of its own.
    [[ "\${COMP_WORDS[i]}" == "--" ]] && return 0
    next="\${path:+$path }\${COMP_WORDS[i]}"
    case "$next" in
      ${paths.join("|")}) path="$next" ;;
    esac
  done
  case "$path $prev" in
${values.join("\n")}
  esac
  if [[ -z "$takes" ]]; then
    case "$path" in
${lists.join("\n")}
    esac
    if [[ "$cur" == -* ]]; then words="$flags"; fi
  fi
  if [[ -n "$words" ]]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); fi
}
complete -o default -F _gse gse`;
}
