import { type BrowserWindow, dialog, session } from "electron";
import type { Logger } from "pino";
import type { DesktopMemory } from "../desktop-state.ts";
import { createCrashPolicy } from "../life/crash-policy.ts";
import type { BuiltPaths } from "../paths.ts";
import { openOutside } from "../security/external-links.ts";
import { guardContents, guardSession } from "../security/guard-contents.ts";
import { PAGE_ORIGIN } from "../security/origins.ts";
import { servePages } from "../security/scheme.ts";
import { createMainWindow, loadPages } from "./window.ts";

/** The pages' own session; it keeps nothing but what a page may store, such as the theme. */
const PARTITION = "persist:pages";

export interface PageWindowDeps {
  readonly memory: DesktopMemory;
  readonly paths: BuiltPaths;
  readonly devTools: boolean;
  readonly log: Pick<Logger, "error" | "warn">;
  /** The page is loaded anew; what it had subscribed to is forgotten. */
  readonly onLoad: () => void;
}

/** Serves the pages and guards their session, once a start. */
export function preparePages(paths: BuiltPaths): void {
  const pages = session.fromPartition(PARTITION);
  guardSession(pages, { origin: PAGE_ORIGIN, scanRoute: "#/offline" });
  servePages(pages, paths.pages);
}

function attendCrashes(window: BrowserWindow, log: PageWindowDeps["log"]): void {
  const decide = createCrashPolicy(() => performance.now());
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, "the page's process is gone");
    const action = decide(reason);
    if (action === "reload") void loadPages(window).catch(() => undefined);
    if (action !== "giveUp") return;
    dialog.showErrorBox(
      "Tausmith's page keeps failing",
      "Miners and keys are not affected. Close the window and open it again; if it happens again, report the log.",
    );
  });
  window.on("unresponsive", () => log.warn("the page does not respond"));
}

/** Opens the app's window with everything that keeps its page in its place. */
export function openPageWindow(deps: PageWindowDeps): BrowserWindow {
  const { memory, paths, devTools, log } = deps;
  const window = createMainWindow({
    memory,
    preload: paths.preload,
    icon: paths.icon,
    partition: PARTITION,
    devTools,
  });
  guardContents(window.webContents, { origin: PAGE_ORIGIN, onOutsideLink: openOutside });
  attendCrashes(window, log);
  window.webContents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) deps.onLoad();
  });
  void loadPages(window).catch((err) => log.error({ err }, "the pages could not be loaded"));
  return window;
}
