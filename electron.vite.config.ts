import { fileURLToPath } from "node:url";
import { defineConfig } from "electron-vite";
import { mergeConfig, type Plugin } from "vite";
import renderer from "./renderer/vite.config.ts";

/** Every process and worker starts from a bundle of its own. */
const entries = {
  electron: "main/electron.ts",
  serve: "main/serve.ts",
  cli: "main/cli.ts",
  demo: "main/demo.ts",
  "miner-process": "main/miners/miner-process.ts",
  "practice-worker": "main/practice/practice-worker.ts",
  "practice-validators": "main/practice/validators/practice-validators.ts",
  "key-worker": "main/keys/key-worker.ts",
  "rehearsal-process": "main/rehearsal/rehearsal-process.ts",
  // The library starts its executor's thread from the file of this name beside its own.
  "node-wasm-executor": "node_modules/@acala-network/chopsticks-core/dist/esm/wasm-executor/node-wasm-executor.js",
};

/** The library's logger runs a thread that a bundle has no file for; a rehearsal has nothing to log. */
const quietFork: Plugin = {
  name: "quiet-fork",
  enforce: "pre",
  resolveId: (source, importer) =>
    /\/logger\.js$/.test(source) && importer?.includes("/@acala-network/chopsticks-core/")
      ? fileURLToPath(new URL("main/rehearsal/quiet-logger.ts", import.meta.url))
      : null,
};

/**
 * All of main is bundled, dependencies included: start-up reads a few files instead of two thousand. Only what has
 * native code stays outside. Bundles and chunks lie flat, as `main/ports/entries.ts` expects.
 */
export default defineConfig({
  main: {
    plugins: [quietFork],
    build: {
      externalizeDeps: false,
      outDir: "out/main",
      target: "node24",
      minify: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: entries,
        external: ["electron", "keytar"],
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
      },
    },
  },
  // A sandboxed preload script is one CommonJS file, which shares nothing with the next.
  preload: {
    build: {
      externalizeDeps: false,
      isolatedEntries: true,
      outDir: "out/preload",
      minify: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: { index: "preload/index.ts", confirm: "preload/confirm.ts" },
        external: ["electron"],
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: mergeConfig(renderer, {
    build: { reportCompressedSize: false, rollupOptions: { input: "renderer/index.html" } },
  }),
});
