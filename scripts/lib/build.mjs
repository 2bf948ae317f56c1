import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alone } from "./lock.mjs";
import { outDir, pinnedNode, root } from "./paths.mjs";
import { say, step, tail } from "./progress.mjs";
import { run } from "./run.mjs";

/** Everything that a bundle is made of. */
const SOURCES = ["src", "main", "preload", "renderer", "electron.vite.config.ts", "package.json", "package-lock.json"];
const stampFile = join(outDir, ".stamp");

/** A short name for the state of all sources: their paths, sizes and times. */
function stampOfSources() {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ path) => {
    const stat = statSync(join(root, path));
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const source of SOURCES) {
    if (!existsSync(join(root, source))) continue;
    if (!statSync(join(root, source)).isDirectory()) {
      add(source);
      continue;
    }
    for (const item of readdirSync(join(root, source), { recursive: true, withFileTypes: true })) {
      if (item.isFile()) add(join(item.parentPath, item.name).slice(root.length));
    }
  }
  return hash.digest("hex");
}

const isBuilt = (/** @type {string} */ stamp) => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;

/** Bundles the program if a source has changed since the last time. Ends the process with a clear word if it cannot. */
export async function ensureBuilt() {
  if (isBuilt(stampOfSources())) return;
  await alone(async () => {
    const stamp = stampOfSources();
    if (isBuilt(stamp)) return;
    rmSync(stampFile, { force: true });
    const vite = join(root, "node_modules", "electron-vite", "bin", "electron-vite.js");
    const result = await step("Building", () =>
      run(pinnedNode(), [vite, "build", "--logLevel", "warn"], { env: { ...process.env, NO_COLOR: "1" } }),
    );
    if (result.code !== 0) {
      say(tail(result.output));
      say("The build failed; the lines above say where. Nothing was started.");
      process.exit(1);
    }
    mkdirSync(outDir, { recursive: true });
    writeFileSync(stampFile, stamp);
  });
}
