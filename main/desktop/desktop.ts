import { type BrowserWindow, app as electron, Menu, Notification, powerMonitor, utilityProcess } from "electron";
import type { CallContext } from "#main/handlers/types.ts";
import { createLogger } from "#main/log/logger.ts";
import { systemClock } from "#main/ports/clock.ts";
import { type OpenedApp, openApp } from "#main/profile/open-app.ts";
import { openHost } from "#main/transport/http/open-host.ts";
import { IPC_EVENT } from "#src/contract/ipc.ts";
import type { MinerView } from "#src/contract/miners.ts";
import { createConfirmQueue } from "./confirm/confirm-queue.ts";
import { openConfirmWindow } from "./confirm/confirm-window.ts";
import { openDesktopMemory } from "./desktop-state.ts";
import { createNotifier } from "./life/notifier.ts";
import { followPower } from "./life/power.ts";
import { createQuit } from "./life/quit.ts";
import { createTerminalDoor } from "./life/terminal-door.ts";
import { createTray } from "./life/tray.ts";
import { minersAtWork, trayModel } from "./life/tray-model.ts";
import type { BuiltPaths } from "./paths.ts";
import { registerPageIpc } from "./register.ts";
import { PAGE_ORIGIN } from "./security/origins.ts";
import { isTrustedSender } from "./security/sender.ts";
import { createUtilityProcessHost, type ForkUtility } from "./utility-process-host.ts";
import { attendClose } from "./window/close-window.ts";
import { openPageWindow, preparePages } from "./window/page-window.ts";

/** Miners stop in steps of seconds (ask, interrupt, kill); the rest takes moments. */
const QUIT_DEADLINE_MS = 20_000;

export interface DesktopOptions {
  readonly profileDir: string;
  readonly network?: string;
  readonly paths: BuiltPaths;
}

/** The app over this profile, its miners as utility processes. */
function openProfile({ profileDir, network }: DesktopOptions): Promise<OpenedApp> {
  const fork: ForkUtility = (file, args, options) =>
    utilityProcess.fork(file, args, options) as ReturnType<ForkUtility>;
  return openApp({
    profileDir,
    front: "desktop",
    ...(network === undefined ? {} : { network }),
    processHost: createUtilityProcessHost(fork, (pid, signal) => process.kill(pid, signal), process.env),
  });
}

/**
 * Runs the desktop front: window, tray, confirmation, notices, power, quit. Electron has to be ready.
 * Returns how to bring the window to the front. Errors: `PROFILE_IN_USE`, and those of `createApp`.
 */
export async function startDesktop(options: DesktopOptions): Promise<{ show(): void }> {
  const { profileDir, paths } = options;
  const log = createLogger(profileDir);
  const opened = await openProfile(options);
  const { app } = opened;
  const memory = openDesktopMemory(profileDir);
  // The terminal beside the window reaches this profile through a host without pages, except while offline is chosen.
  const door = createTerminalDoor({
    open: () => openHost({ app, profileDir, front: "desktop", port: 0, pagesDir: null }),
    failed: (err) => log.error({ err }, "the terminal's way to this app"),
  });
  await door.follow(app.services.chain.status().kind);
  app.events.subscribe("network.changed", ({ payload }) => void door.follow(payload.kind));

  let window: BrowserWindow | null = null;
  let miners: readonly MinerView[] = [];
  let quitting = false;

  const askPerson = createConfirmQueue({
    clock: systemClock,
    open: (plan) => openConfirmWindow(plan, paths.confirmPreload, window?.isVisible() ? window : null),
  });
  const context: CallContext = { front: "desktop", confirm: (plan) => askPerson(plan) };
  const page = registerPageIpc({
    dispatch: app.dispatch,
    events: app.events,
    context,
    isTrusted: (event) => isTrustedSender(event, window?.webContents.id ?? null, PAGE_ORIGIN),
    push: (event) => {
      if (window && !window.isDestroyed()) window.webContents.send(IPC_EVENT, event);
    },
    onRefused: (what) => log.warn({ what }, "a message from an unknown sender was refused"),
  });

  const show = (): void => {
    if (quitting) return;
    if (window === null) {
      window = openPageWindow({ memory, paths, devTools: !electron.isPackaged, log, onLoad: page.reset });
      attendClose(window, {
        memory,
        minersAtWork: () => minersAtWork(miners),
        quitting: () => quitting,
        quit: () => electron.quit(),
      });
      window.once("closed", () => {
        window = null;
      });
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  const tray = createTray(paths.tray, {
    open: show,
    quit: () => electron.quit(),
    minerAction: (minerId, action) => void app.dispatch(`miners.${action}`, { minerId }, context),
  });
  const quit = createQuit({
    clock: systemClock,
    deadlineMs: QUIT_DEADLINE_MS,
    steps: [
      { name: "host", run: () => door.close() },
      { name: "app", run: () => opened.close() },
      { name: "tray", run: () => tray.destroy() },
    ],
    log: (step, outcome) => log.info({ step, outcome }, "quit"),
    end: () => electron.exit(0),
  });
  electron.on("before-quit", (event) => {
    event.preventDefault();
    quitting = true;
    void quit();
  });
  electron.on("activate", show);
  // The window's own close decides; without it the tray keeps the app.
  electron.on("window-all-closed", () => undefined);

  followPower(powerMonitor, {
    lock: () => void app.dispatch("wallet.lock", {}, context),
    wake: () => void app.services.chain.select(app.services.chain.status().name).catch(() => undefined),
  });
  app.events.subscribe("miners.changed", ({ payload }) => {
    miners = payload;
    if (!quitting) tray.show(trayModel(miners));
  });
  const notify = createNotifier({
    nowMs: systemClock.nowMs,
    watched: () => window?.isFocused() ?? false,
    show: ({ title, body }) => {
      const notice = new Notification({ title: `Tausmith: ${title}`, body });
      notice.on("click", show);
      notice.show();
    },
  });
  app.events.subscribe("app.activityChanged", ({ payload }) => notify(payload));

  // The standard menu reloads, zooms and inspects; only macOS needs one, for copy and paste.
  if (electron.isPackaged && process.platform !== "darwin") Menu.setApplicationMenu(null);
  preparePages(paths);
  show();
  await app.start();
  return { show };
}
