import { type BrowserWindow, dialog } from "electron";
import type { DesktopMemory } from "../desktop-state.ts";
import { CLOSE_BUTTONS, closeAction, closeAnswer, closeQuestion } from "../life/close-policy.ts";

export interface CloseDeps {
  readonly memory: DesktopMemory;
  readonly minersAtWork: () => number;
  /** A quit is under way: the window may go. */
  readonly quitting: () => boolean;
  readonly quit: () => void;
}

async function ask(
  window: BrowserWindow,
  { memory, minersAtWork }: CloseDeps,
): Promise<"background" | "quit" | "cancel"> {
  const { response, checkboxChecked } = await dialog.showMessageBox(window, {
    type: "question",
    title: "Close Tausmith",
    ...closeQuestion(minersAtWork()),
    buttons: [...CLOSE_BUTTONS],
    defaultId: CLOSE_BUTTONS.length - 1,
    cancelId: CLOSE_BUTTONS.length - 1,
    noLink: true,
  });
  const { action, remember } = closeAnswer(response, checkboxChecked);
  if (remember && (action === "background" || action === "quit")) memory.set({ onClose: action });
  return action === "ask" ? "cancel" : action;
}

/** Closing the window never stops a miner without asking. */
export function attendClose(window: BrowserWindow, deps: CloseDeps): void {
  let asking = false;
  window.on("close", async (event) => {
    if (deps.quitting()) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    const planned = closeAction(deps.minersAtWork(), deps.memory.get().onClose);
    const action = planned === "ask" ? await ask(window, deps) : planned;
    asking = false;
    if (action === "background") window.hide();
    else if (action === "quit") deps.quit();
  });
}
