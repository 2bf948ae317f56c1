import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { alone } from "./lock.mjs";
import { pinnedNode, root } from "./paths.mjs";
import { say, step, tail } from "./progress.mjs";
import { run } from "./run.mjs";

const read = (/** @type {string} */ file) => JSON.parse(readFileSync(join(root, file), "utf8")).packages;

/** Whether node_modules holds what the lockfile asks for: npm writes a second lockfile there when it has finished. */
export function isInstalled() {
  if (!existsSync(join(root, "node_modules", ".package-lock.json"))) return false;
  const wanted = read("package-lock.json");
  const present = read("node_modules/.package-lock.json");
  for (const [path, item] of Object.entries(wanted)) {
    if (path === "") continue;
    const there = present[path];
    if (there ? there.version !== item.version : !item.optional && !item.devOptional && !item.peer) return false;
  }
  return pinnedNode() !== process.execPath || process.execPath.startsWith(join(root, "node_modules"));
}

/** npm and the Node it runs under, from outside node_modules, which is about to be replaced. */
function npm() {
  const bin = join(root, "node_modules");
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.startsWith(bin));
  return {
    command: process.platform === "win32" ? "npm.cmd" : "npm",
    env: { ...process.env, PATH: path.join(delimiter) },
  };
}

/** Installs exactly what the lockfile says, if it is not there yet. Ends the process with a clear word if it cannot. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    const { command, env } = npm();
    const result = await step("Installing dependencies (npm ci)", () =>
      run(command, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { env }),
    );
    // Where npm is told to run no install scripts, the pinned Node is still missing.
    if (result.code === 0 && pinnedNode() === process.execPath) {
      await run(command, ["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"], { env });
    }
    if (result.code === 0) return;
    say(tail(result.output));
    say("npm ci failed. Check the connection to the npm registry and the lines above, then run the command again.");
    process.exit(1);
  });
}
