/**
 * A wall between rooms. A file that matches `from` (and not `except`) must not reach `forbid`, or may reach `allow`
 * only. Paths are relative to the root with `/`; a package is `pkg:<name>`, a Node module `node:<name>`. `\1` in a
 * pattern stands for what `from` captured. `deep` follows imports of imports.
 */
export interface Rule {
  readonly name: string;
  readonly why: string;
  readonly from: RegExp;
  readonly except?: RegExp;
  readonly forbid?: RegExp;
  readonly allow?: RegExp;
  readonly deep?: boolean;
}

const DESKTOP = /^main\/(desktop\/|electron\.ts$)/;

/** The walls. `docs/architecture.md` tells the reasons at length. */
export const rules: readonly Rule[] = [
  {
    name: "src-is-pure",
    why: "src/ is what the program knows: no I/O, no platform, nothing from another room",
    from: /^src\//,
    allow: /^(src\/|pkg:(zod|@noble\/.+|@scure\/.+)$)/,
  },
  {
    name: "preload-is-thin",
    why: "the preload script exposes the contract and nothing else",
    from: /^preload\//,
    allow: /^(preload\/|src\/|pkg:electron$)/,
  },
  {
    name: "page-without-power",
    why: "a page reaches the program through the contract only",
    from: /^renderer\//,
    except: /^renderer\/vite\.config\.ts$/,
    forbid:
      /^(main|preload|scripts)\/|^node:|^pkg:(electron|@polkadot.*|keytar|fastify|@fastify\/.*|ws|undici|pino|libsodium.*)$/,
  },
  {
    name: "pages-apart",
    why: "what two pages share belongs into components, stores or lib",
    from: /^renderer\/pages\/([^/]+)\//,
    forbid: /^renderer\/pages\/(?!SAME\/)/,
  },
  {
    name: "components-are-plain",
    why: "components show what they are given",
    from: /^renderer\/components\//,
    forbid: /^renderer\/(pages|stores)\//,
  },
  {
    name: "main-below-pages",
    why: "services and fronts never know a page",
    from: /^main\//,
    forbid: /^(renderer|preload)\//,
  },
  {
    name: "electron-in-desktop-only",
    why: "everything else also runs where there is no Electron",
    from: /^main\//,
    except: DESKTOP,
    forbid: /^pkg:electron$|^main\/desktop\//,
  },
  {
    name: "keytar-behind-its-port",
    why: "one adapter talks to the operating system's keychain",
    from: /^main\//,
    except: /^main\/keys\/keytar[^/]*\.ts$/,
    forbid: /^pkg:keytar$/,
  },
  {
    name: "miner-without-wallet",
    why: "a miner process holds one hotkey and has no code that could open a wallet",
    from: /^main\/miners\/miner-process\.ts$/,
    forbid: /^main\/(keys|chain|transactions|handlers|practice)\//,
    deep: true,
  },
  {
    name: "rehearsal-without-keys",
    why: "a copy of a chain is run by code that has no way to a key, nor to sending anything",
    from: /^main\/rehearsal\/rehearsal-process\.ts$/,
    forbid: /^main\/(keys|transactions|handlers|practice|offline|wallet)\//,
    deep: true,
  },
  {
    name: "fork-library-in-its-process",
    why: "the fork library is loaded in the process of a rehearsal only, and only when one is wanted",
    from: /^main\//,
    except: /^main\/rehearsal\/copy-chain\.ts$/,
    forbid: /^pkg:@acala-network\//,
  },
  {
    name: "nobody-imports-test",
    why: "test helpers stay out of the program",
    from: /^(src|main|preload|renderer)\//,
    forbid: /^test\//,
  },
];
