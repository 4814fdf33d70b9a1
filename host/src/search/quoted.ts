/** What a caller wrote, in quotes and cut short; characters that would be obeyed and not shown are spelt out. */
export function quoted(text: string, longest = 64): string {
  let shown = "";
  for (const character of text) {
    const spelt = spell(character);
    if (shown.length + spelt.length > longest) return `"${shown}…"`;
    shown += spelt;
  }
  return `"${shown}"`;
}

const spell = (character: string): string =>
  /[\p{C}\p{Zl}\p{Zp}]/u.test(character)
    ? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
    : JSON.stringify(character).slice(1, -1);
