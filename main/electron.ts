import { join, resolve } from "node:path";
import { app, dialog } from "electron";
import { toErrorView } from "#src/app-error.ts";
import { desktopArguments } from "./desktop/arguments.ts";
import { startDesktop } from "./desktop/desktop.ts";
import { builtPaths } from "./desktop/paths.ts";
import { registerAppScheme } from "./desktop/security/scheme.ts";
import { defaultProfileDir, openProfileDir } from "./profile/profile-dir.ts";

const { data, network } = desktopArguments(process.argv);
const profileDir = resolve(data ?? process.env.TAUSMITH_DATA ?? defaultProfileDir(process.platform, process.env));

function refuse(error: unknown): void {
  const { code, message, hint } = toErrorView(error);
  dialog.showErrorBox("Tausmith cannot start", `${message}\n\n${hint}\n\n(${code})`);
  app.exit(1);
}

async function start(): Promise<void> {
  try {
    const desktop = await startDesktop({
      profileDir,
      paths: builtPaths(import.meta.url),
      ...(network === undefined ? {} : { network }),
    });
    app.on("second-instance", () => desktop.show());
  } catch (error) {
    refuse(error);
  }
}

app.enableSandbox();
registerAppScheme();
try {
  // Chromium's own files lie inside the profile, so that each profile is one instance.
  app.setPath("userData", openProfileDir(join(profileDir, "window")));
  // Electron gets ready only when this module has been read to its end, so nothing here may wait for that.
  if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
  else app.exit(0);
} catch (error) {
  refuse(error);
}
