/**
 * npm start: installs and builds what is missing, then opens the window, or the browser host where no window can be.
 * `--browser` and `--window` choose; every other flag goes to the app.
 */
import { join } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { findElectron } from "./lib/electron.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { nodeEnv } from "./lib/node-env.mjs";
import { outDir, pinnedNode, root } from "./lib/paths.mjs";
import { say } from "./lib/progress.mjs";
import { hand } from "./lib/run.mjs";

/** A window that ends this soon with an error never opened: a system library is missing, or the screen is not usable. */
const NEVER_OPENED_MS = 5_000;

const flags = process.argv.slice(2);
const wantsBrowser = flags.includes("--browser");
const wantsWindow = flags.includes("--window");
const appFlags = flags.filter((flag) => flag !== "--browser" && flag !== "--window");

/** @param {string} file Electron's executable */
async function openWindow(file) {
  say("Opening Tausmith's window.");
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const begin = Date.now();
  const code = await hand(file, [root, ...appFlags], { env });
  return { code, opened: code === 0 || code >= 128 || Date.now() - begin > NEVER_OPENED_MS };
}

/** @param {string} reason why there is no window */
async function openBrowserHost(reason) {
  say(`Serving the browser host, because ${reason}.`);
  return hand(pinnedNode(), [join(outDir, "main", "serve.js"), ...appFlags], { env: nodeEnv() });
}

await ensureInstalled();
await ensureBuilt();

let reason = "--browser asks for it";
if (!wantsBrowser) {
  const electron = await findElectron({ insist: wantsWindow });
  if ("file" in electron) {
    const { code, opened } = await openWindow(electron.file);
    if (opened) process.exit(code);
    reason = `the window could not be opened (Electron ended with code ${code}; see the lines above)`;
  } else {
    reason = electron.reason;
  }
}
process.exit(await openBrowserHost(reason));
