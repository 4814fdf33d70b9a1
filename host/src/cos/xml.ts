/** An element's content: text, elements by name, or several of one name. */
export type XmlContent = string | number | XmlElements | readonly XmlElements[];
export interface XmlElements {
  readonly [name: string]: XmlContent;
}

/** A document of one root; arrays repeat their element. */
export const xmlDocument = (root: XmlElements): string => `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}`;

const written = (elements: XmlElements): string =>
  Object.entries(elements)
    .map(([name, content]) =>
      (Array.isArray as (value: XmlContent) => value is readonly XmlElements[])(content)
        ? content.map((one) => element(name, one)).join("")
        : element(name, content),
    )
    .join("");

const element = (name: string, content: Exclude<XmlContent, readonly XmlElements[]>): string =>
  `<${name}>${typeof content === "object" ? written(content) : escaped(String(content))}</${name}>`;

/** Control characters, which XML has no way to write, become question marks. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
