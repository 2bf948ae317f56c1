/** The rooms' walls: who may import whom. `docs/architecture.md` says why. */
const rule = (name, comment, from, to) => ({ name, severity: "error", comment, from, to });
const ELECTRON_FILES = "^main/(desktop/|electron\\.ts$)";

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule("no-circular", "A circle hides which file is the base of the other.", {}, { circular: true }),
    rule("resolvable", "Every import leads somewhere.", {}, { couldNotResolve: true }),
    rule(
      "src-is-pure",
      "src/ is what the program knows: no I/O, no platform.",
      { path: "^src/" },
      { pathNot: "^(src/|node_modules/(zod|@noble|@scure)/)" },
    ),
    rule("src-without-node", "src/ runs in the page too.", { path: "^src/" }, { dependencyTypes: ["core"] }),
    rule(
      "preload-is-thin",
      "The preload script exposes the contract and nothing else.",
      { path: "^preload/" },
      { pathNot: "^(preload/|src/contract/|src/result\\.ts$|node_modules/(electron|zod)/)" },
    ),
    rule(
      "page-without-power",
      "A page reaches the program only through the contract.",
      { path: "^renderer/", pathNot: "vite\\.config" },
      { path: "^(main|preload|test|scripts)/|node_modules/(electron|@polkadot[^/]*|keytar|fastify|ws|undici|pino)/" },
    ),
    rule(
      "page-without-node",
      "Pages run without Node.",
      { path: "^renderer/", pathNot: "vite\\.config" },
      { dependencyTypes: ["core"] },
    ),
    rule(
      "pages-apart",
      "What two pages share belongs into components, stores or lib.",
      { path: "^renderer/pages/([^/]+)/" },
      { path: "^renderer/pages/", pathNot: "^renderer/pages/$1/" },
    ),
    rule(
      "components-are-plain",
      "Components show what they are given.",
      { path: "^renderer/components/" },
      { path: "^renderer/(pages|stores)/" },
    ),
    rule("main-below-pages", "main/ never knows the page.", { path: "^main/" }, { path: "^(renderer|preload)/" }),
    rule(
      "electron-in-desktop-only",
      "Everything else runs without Electron too.",
      { path: "^(main|src|renderer)/", pathNot: ELECTRON_FILES },
      { path: "node_modules/electron/" },
    ),
    rule(
      "desktop-is-a-front",
      "Services do not know the front that carries them.",
      { path: "^main/", pathNot: ELECTRON_FILES },
      { path: "^main/desktop/" },
    ),
    rule(
      "keytar-behind-its-port",
      "One adapter talks to the OS keychain.",
      { path: "^(main|src|renderer|preload)/", pathNot: "^main/keys/keytar[^/]*\\.ts$" },
      { path: "node_modules/(keytar|@github/keytar)/" },
    ),
    rule(
      "miner-without-coldkeys",
      "The miner process holds one hotkey and cannot reach the wallet.",
      { path: "^main/miners/miner-process\\.ts$" },
      { path: "^main/keys/", reachable: true },
    ),
    rule(
      "nobody-imports-test",
      "Test helpers stay out of the program.",
      { path: "^(src|main|preload|renderer)/" },
      { path: "^test/" },
    ),
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(out|dist)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".d.ts", ".json"],
    },
  },
};
