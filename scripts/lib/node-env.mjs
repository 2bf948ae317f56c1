import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { cacheDir, pinnedNode } from "./paths.mjs";

/**
 * The environment of a bundle that runs under the pinned Node: compiled code is kept from one start to the next, and
 * children that ask for `node` get the pinned one.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function nodeEnv() {
  const compileCache = join(cacheDir, "compiled");
  mkdirSync(compileCache, { recursive: true });
  return {
    ...process.env,
    PATH: [dirname(pinnedNode()), process.env.PATH ?? ""].join(delimiter),
    NODE_COMPILE_CACHE: compileCache,
  };
}
