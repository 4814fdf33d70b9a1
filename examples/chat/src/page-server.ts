import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";

/** The whole of what is served: nothing else of the disk can be reached, whatever the path says. */
const files = {
  "/": ["index.html", "text/html"],
  "/app.js": ["app.js", "text/javascript"],
  "/talk.js": ["talk.js", "text/javascript"],
  "/log.js": ["log.js", "text/javascript"],
  "/words.js": ["words.js", "text/javascript"],
  "/style.css": ["style.css", "text/css"],
  "/icon.svg": ["icon.svg", "image/svg+xml"],
} as const;

const headers = {
  // Only our own files, no inline script or style, no frame around us.
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  // The page's address holds the player's ticket.
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

/** The players' page, by plain HTTP; not listening yet. */
export function createPageServer(): Server {
  const pages = new Map<string, { body: Buffer; type: string }>();
  // The same place from src/ and from dist/.
  for (const [path, [file, type]] of Object.entries(files))
    pages.set(path, {
      body: readFileSync(new URL(`../page/${file}`, import.meta.url)),
      type: `${type}; charset=utf-8`,
    });

  return createServer((request, response) => {
    const page = pages.get((request.url ?? "").replace(/\?.*$/s, ""));
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (page === undefined || !isRead) {
      response.writeHead(page === undefined ? 404 : 405, { ...headers, "Content-Type": "text/plain; charset=utf-8" });
      response.end(page === undefined ? "Nothing is here\n" : "Only GET\n");
      return;
    }
    response.writeHead(200, { ...headers, "Content-Type": page.type, "Content-Length": page.body.length });
    response.end(request.method === "HEAD" ? undefined : page.body);
  });
}
