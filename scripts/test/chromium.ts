import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { pinnedNode, root } from "../lib/paths.mjs";
import { step } from "../lib/progress.mjs";
import { run } from "../lib/run.mjs";
import { installPackages, onPath } from "./debian.ts";

const DOWNLOAD_LIMIT_MS = 240_000;
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Whether the browser starts at all: a downloaded one may miss system libraries. */
const works = async (file: string) => (await run(file, ["--version"], { timeoutMs: 30_000 })).code === 0;

/**
 * The executable of a Chromium for the end-to-end tests: the one CHROMIUM_PATH names, one that is installed,
 * Playwright's own, or the distribution's package. Undefined where none of them can be had.
 */
export async function ensureChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const installed = onPath(...NAMES) ?? (existsSync(MAC) ? MAC : undefined);
  if (installed && (await works(installed))) return installed;

  const own = chromium.executablePath();
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
export const CHROMIUM_HINT =
  "The end-to-end tests need Chromium: install it, or set CHROMIUM_PATH to its executable, and run npm test again.";
