import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir, pinnedNode, root } from "./paths.mjs";
import { step } from "./progress.mjs";
import { run } from "./run.mjs";

const DOWNLOAD_LIMIT_MS = 180_000;
const RETRY_AFTER_MS = 24 * 3_600_000;
const folder = join(root, "node_modules", "electron");
const failureFile = join(cacheDir, "electron-download-failed");

/** The runtime's executable, if it is on this machine; ELECTRON_OVERRIDE_DIST_PATH names a folder that has it. */
function present() {
  const pathFile = join(folder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8") : undefined;
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = override ? join(override, name ?? "electron") : name && join(folder, "dist", name);
  return file && existsSync(file) ? file : undefined;
}

/**
 * Downloads the runtime, within a limit; a failure is remembered for a day, so that every start does not wait for it.
 *
 * @param {boolean} again
 */
async function download(again) {
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!again && existsSync(failureFile)) {
    const [failedVersion, atMs] = readFileSync(failureFile, "utf8").split(" ");
    if (failedVersion === version && Date.now() - Number(atMs) < RETRY_AFTER_MS) return;
  }
  const result = await step("Downloading Electron's runtime", () =>
    run(pinnedNode(), [join(folder, "install.js")], { timeoutMs: DOWNLOAD_LIMIT_MS }),
  );
  if (result.code === 0) return;
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(failureFile, `${version} ${Date.now()}`);
}

/**
 * Electron's executable, or why the window cannot be opened here.
 *
 * @param {{ insist: boolean }} options `insist` tries the download again even if it failed lately
 * @returns {Promise<{ file: string } | { reason: string }>}
 */
export async function findElectron({ insist }) {
  if (process.platform === "linux") {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
      return { reason: "this machine has no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)" };
    }
    if (process.getuid?.() === 0) return { reason: "Electron's sandbox refuses to run as root" };
  }
  if (!present() && process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    return { reason: "the folder that ELECTRON_OVERRIDE_DIST_PATH names has no Electron runtime" };
  }
  if (!present()) await download(insist);
  const file = present();
  return file ? { file } : { reason: "Electron's runtime is not on this machine and could not be downloaded" };
}
