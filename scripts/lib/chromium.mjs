import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installPackages, onPath } from "./debian.mjs";
import { pinnedNode, root } from "./paths.mjs";
import { step } from "./progress.mjs";
import { run } from "./run.mjs";

const DOWNLOAD_LIMIT_MS = 240_000;
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Whether the browser starts at all: a downloaded one may miss system libraries. */
const works = async (file) => (await run(file, ["--version"], { timeoutMs: 30_000 })).code === 0;

/**
 * A Chromium for the end-to-end tests: the one CHROMIUM_PATH names, one that is installed, Playwright's own, or the
 * distribution's package.
 *
 * @returns {Promise<string | undefined>} its executable
 */
export async function ensureChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const installed = onPath(...NAMES) ?? (existsSync(MAC) ? MAC : undefined);
  if (installed && (await works(installed))) return installed;

  const own = createRequire(join(root, "package.json"))("playwright-core").chromium.executablePath();
  if (!existsSync(own)) {
    await step("Downloading Playwright's Chromium", () =>
      run(pinnedNode(), [join(root, "node_modules/playwright-core/cli.js"), "install", "chromium"], {
        timeoutMs: DOWNLOAD_LIMIT_MS,
      }),
    );
  }
  if (existsSync(own) && (await works(own))) return own;
  await installPackages("chromium");
  return onPath(...NAMES);
}

/** What to do where no Chromium could be had. */
export const chromiumHint =
  "The end-to-end tests need Chromium: install it, or set CHROMIUM_PATH to its executable, and run npm test again.";
