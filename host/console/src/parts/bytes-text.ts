const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** `11.4 MiB` */
export function bytesText(bytes: number): string {
  let [size, unit] = [bytes, 0];
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${unit > 0 && size < 100 ? size.toFixed(1) : Math.round(size)} ${units[unit] ?? ""}`;
}
