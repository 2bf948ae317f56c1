import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Caches of the tools; gone with node_modules and never needed to be right. */
export const cacheDir = join(root, "node_modules", ".cache", "tausmith");

/** Where bundles go. */
export const outDir = join(root, "out");

/** The pinned Node that everything but these scripts runs under, whatever Node the machine has. */
export function pinnedNode() {
  const file = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(file) ? file : process.execPath;
}
