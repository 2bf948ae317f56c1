import { originOf } from "./origins.ts";

/** The part of an IPC event that tells who sent it. */
export interface SenderEvent {
  readonly sender: { readonly id: number; readonly mainFrame: unknown };
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/**
 * True for a call that comes from the main frame of the window with this id, showing a page of exactly this origin.
 * A frame inside it, another window, or the same window somewhere else is refused.
 */
export function isTrustedSender(event: SenderEvent, windowId: number | null, origin: string): boolean {
  const frame = event.senderFrame;
  if (windowId === null || frame === null) return false;
  return (
    event.sender.id === windowId &&
    frame.parent === null &&
    frame === event.sender.mainFrame &&
    originOf(frame.url) === origin
  );
}
