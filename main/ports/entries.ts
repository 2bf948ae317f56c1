/** Code that runs in a process or worker of its own. Each is one source file and one bundle. */
const SOURCES = {
  "miner-process": "miners/miner-process.ts",
  "practice-worker": "practice/practice-worker.ts",
  "practice-validators": "practice/validators/practice-validators.ts",
  "key-worker": "keys/key-worker.ts",
  "rehearsal-process": "rehearsal/rehearsal-process.ts",
} as const;

export type EntryName = keyof typeof SOURCES;

/**
 * The file to start for an entry: its TypeScript source where this module itself runs from source (Node 24 strips
 * the types), its bundle in `out/main/` where this module was bundled. All bundles and chunks lie flat in that folder.
 */
export function entryUrl(name: EntryName): URL {
  const here = import.meta.url;
  return here.endsWith(".ts") ? new URL(`../${SOURCES[name]}`, here) : new URL(`./${name}.js`, here);
}
