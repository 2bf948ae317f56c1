import { fileURLToPath } from "node:url";
import { convertCssVariables, defaultCssVariablesResolver } from "@mantine/core";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { mergedTheme } from "./theme/theme.ts";

const VARIABLES_ID = "virtual:mantine-variables.css";

/** What the page may load; the fronts send the same as a header. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join("; ");

/**
 * Writes Mantine's theme variables into a style sheet at build time. Mantine would insert them as an inline
 * style tag, which a strict `style-src 'self'` refuses.
 */
function mantineVariables(): Plugin {
  return {
    name: "tausmith:mantine-variables",
    resolveId: (id) => (id === VARIABLES_ID ? `\0${VARIABLES_ID}` : null),
    load: (id) =>
      id === `\0${VARIABLES_ID}` ? convertCssVariables(defaultCssVariablesResolver(mergedTheme), ":root") : null,
  };
}

/** Puts the policy into the built page as a second line of defence behind the fronts' headers. */
function policyMeta(): Plugin {
  return {
    name: "tausmith:policy-meta",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** The page's build: `vite build --config renderer/vite.config.ts` writes `out/renderer`. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [react(), mantineVariables(), policyMeta()],
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    outDir: fileURLToPath(new URL("../out/renderer", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // electron-vite would leave both as they are.
    minify: true,
    cssMinify: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
