/** Has the browser save what is at an address, as a click on a link to it would. */
export function saveFrom(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = "";
  link.click();
}
