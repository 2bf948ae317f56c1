import { ipcRenderer } from "electron";
import { attendConfirmPage } from "./confirm-page.ts";

// The channel's name is made for this window and dies with its first answer.
const id = process.argv.find((text) => text.startsWith("--confirm-channel="))?.slice("--confirm-channel=".length);

document.addEventListener("DOMContentLoaded", () => {
  attendConfirmPage(document, (answer) => ipcRenderer.send(`tausmith:confirm:${id}`, answer));
});
