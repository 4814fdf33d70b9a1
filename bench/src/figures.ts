export const whole = (value: number): string => Math.round(value).toLocaleString("en-US");
export const withDigits = (value: number, digits: number): string => value.toFixed(digits);
export const ms = (value: number): string => withDigits(value, 2);
export const share = (value: number): string => `${withDigits(value, 2)}×`;

/** A Markdown table: the first column is words, all others are figures. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = `|${heads.map((_, column) => (column === 0 ? "---" : "--:")).join("|")}|`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}
