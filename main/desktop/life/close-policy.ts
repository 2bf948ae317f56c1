import type { DesktopState } from "../desktop-state.ts";

/** What closing the window does. */
export type CloseAction = "background" | "quit" | "ask";

/** With no miner at work closing quits; otherwise as the person has decided, and until then they are asked. */
export function closeAction(minersAtWork: number, remembered: DesktopState["onClose"]): CloseAction {
  return minersAtWork === 0 ? "quit" : remembered;
}

/** The buttons of the question, in order; the last is the default and the answer to Escape. */
export const CLOSE_BUTTONS = ["Keep running in the background", "Stop miners and quit", "Cancel"] as const;

/** The text of the question. */
export function closeQuestion(minersAtWork: number): { message: string; detail: string; checkboxLabel: string } {
  const miners = minersAtWork === 1 ? "A miner is" : `${minersAtWork} miners are`;
  return {
    message: `${miners} at work.`,
    detail:
      "In the background they go on; the tray icon brings the window back. Quitting stops them in steps, so that no signal is lost.",
    checkboxLabel: "Do this every time",
  };
}

/** What the answer means, and whether it holds from now on. */
export function closeAnswer(button: number, always: boolean): { action: CloseAction | "cancel"; remember: boolean } {
  const action = button === 0 ? "background" : button === 1 ? "quit" : "cancel";
  return { action, remember: always && action !== "cancel" };
}
