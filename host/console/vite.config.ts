import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * TDesign's colours, sizes and fonts in both themes. Its components' style sheets use these variables, and only the sheet of all
 * components, half a megabyte of it, declares them.
 */
function tdesignTheme(): Plugin {
  const name = "virtual:tdesign-theme.css";
  return {
    name: "tdesign-theme",
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) => {
      if (id !== `\0${name}`) return undefined;
      const sheet = readFileSync(createRequire(import.meta.url).resolve("tdesign-react/dist/tdesign.css"), "utf8");
      const blocks = sheet.match(/:root[^{}]*\{[^{}]*--td-[^{}]*\}/g) ?? [];
      if (!blocks.some((block) => block.includes("theme-mode='dark'") && block.includes("--td-bg-color-page")))
        throw new Error("cannot find TDesign's themes in its dist/tdesign.css: see how they are declared now");
      return blocks.join("\n");
    },
  };
}

export default defineConfig({
  root: here("."),
  base: "/console/",
  plugins: [react(), tdesignTheme()],
  build: {
    outDir: here("../dist/console"),
    emptyOutDir: true,
    target: "es2022",
    // The page's policy lets in what the host serves, and nothing that is written into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    reportCompressedSize: false,
  },
});
