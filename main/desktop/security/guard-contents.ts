import type { Session, WebContents } from "electron";
import { originOf } from "./origins.ts";

export interface ContentsGuard {
  /** The only origin this content may show. */
  readonly origin: string;
  /** A page asked to open a link outside. The link list decides; nothing opens here. */
  readonly onOutsideLink: (url: string) => void;
}

/**
 * Keeps a page where it is: it cannot navigate away, open windows or embed foreign content. A link to the outside is
 * handed to `onOutsideLink` and refused in any case.
 */
export function guardContents(contents: Pick<WebContents, "on" | "setWindowOpenHandler">, guard: ContentsGuard): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (originOf(event.url) === guard.origin) return;
    event.preventDefault();
  };
  contents.on("will-navigate", stay);
  contents.on("will-frame-navigate", (event) => {
    // Our pages have no frames at all.
    if (!event.isMainFrame) event.preventDefault();
    else stay(event);
  });
  contents.on("will-redirect", stay);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    guard.onOutsideLink(url);
    return { action: "deny" };
  });
}

type Permissions = Pick<
  Session,
  | "setPermissionRequestHandler"
  | "setPermissionCheckHandler"
  | "setDevicePermissionHandler"
  | "setDisplayMediaRequestHandler"
  | "setBluetoothPairingHandler"
  | "on"
>;

/** Writing text to the clipboard at a click is all that a page may ask for. */
const ALLOWED: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** Denies every permission, asked or silently checked, every device, the screen, pairing and downloads. */
export function guardSession(session: Permissions): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(ALLOWED.has(permission)));
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on("will-download", (event) => event.preventDefault());
}
