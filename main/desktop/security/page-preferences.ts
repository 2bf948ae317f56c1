import type { WebPreferences } from "electron";

/**
 * Every flag that decides what a page may do, written out even where it equals Electron's default, so that a changed
 * default changes nothing here. `preload` is the only code of ours that runs beside a page.
 */
export const pagePreferences = (preload: string, partition: string, devTools: boolean): WebPreferences => ({
  preload,
  partition,
  devTools,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  enableBlinkFeatures: "",
  enableDeprecatedPaste: false,
  webviewTag: false,
  plugins: false,
  webgl: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  disableDialogs: true,
  autoplayPolicy: "document-user-activation-required",
  javascript: true,
  images: true,
  spellcheck: false,
  offscreen: false,
  backgroundThrottling: true,
});
