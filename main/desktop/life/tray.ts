import { join } from "node:path";
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from "electron";
import type { TrayModel, TrayState } from "./tray-model.ts";

export interface TrayActions {
  readonly open: () => void;
  readonly minerAction: (minerId: string, action: "start" | "stop") => void;
  readonly quit: () => void;
}

/** A tray that shows the miners' state and carries the few actions one wants without the window. */
export function createTray(folder: string, actions: TrayActions): { show(model: TrayModel): void; destroy(): void } {
  const template = process.platform === "darwin";
  const image = (state: TrayState) => {
    const icon = nativeImage.createFromPath(join(folder, template ? `${state}Template.png` : `${state}.png`));
    icon.setTemplateImage(template);
    return icon;
  };
  const tray = new Tray(image("idle"));
  tray.on("click", actions.open);
  return {
    show(model) {
      tray.setImage(image(model.state));
      tray.setToolTip(model.tooltip);
      const miners = model.miners.map(({ minerId, label, action }): MenuItemConstructorOptions => {
        if (action === null) return { label, enabled: false };
        const verb = action === "start" ? "Start" : "Stop";
        return { label, submenu: [{ label: verb, click: () => actions.minerAction(minerId, action) }] };
      });
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: "Open Tausmith", click: actions.open },
          { type: "separator" },
          ...miners,
          ...(miners.length > 0 ? [{ type: "separator" } as const] : []),
          { label: "Quit", click: actions.quit },
        ]),
      );
    },
    destroy: () => tray.destroy(),
  };
}
