import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from "electron";
import type { DesktopMemory } from "../desktop-state.ts";
import { PAGE_ORIGIN } from "../security/origins.ts";
import { pagePreferences } from "../security/page-preferences.ts";
import { MIN_SIZE, windowBounds } from "./window-bounds.ts";

/** The window is shown when its page is painted, or after this long in any case: a late page beats no window. */
const SHOW_FALLBACK_MS = 4_000;

export interface MainWindowOptions {
  readonly memory: DesktopMemory;
  readonly preload: string;
  readonly partition: string;
  readonly icon: string;
  readonly devTools: boolean;
}

/** Makes the app's window. It appears when its first page is painted. */
export function createMainWindow({ memory, preload, partition, icon, devTools }: MainWindowOptions): BrowserWindow {
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const options: BrowserWindowConstructorOptions = {
    ...windowBounds(memory.get().bounds, areas),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: "Tausmith",
    icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: "#101214",
    webPreferences: pagePreferences(preload, partition, devTools),
  };
  const window = new BrowserWindow(options);
  if (memory.get().maximized) window.maximize();

  const show = (): void => {
    clearTimeout(fallback);
    if (!window.isDestroyed()) window.show();
  };
  const fallback = setTimeout(show, SHOW_FALLBACK_MS);
  window.once("ready-to-show", show);
  window.once("closed", () => clearTimeout(fallback));
  const remember = (): void => {
    if (window.isMinimized() || window.isDestroyed()) return;
    memory.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  window.on("resized", remember);
  window.on("moved", remember);
  window.on("close", remember);
  // The title is ours; a page cannot pretend to be another program.
  window.on("page-title-updated", (event) => event.preventDefault());
  return window;
}

/** Loads the app's pages. */
export const loadPages = (window: BrowserWindow): Promise<void> => window.loadURL(`${PAGE_ORIGIN}/`);
