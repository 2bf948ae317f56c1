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

/** Writing text to the clipboard at a click is all that every page may ask for. */
const ALLOWED: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

/** What the pages' own session may do besides. */
export interface PageRights {
  /** The origin of our pages. */
  readonly origin: string;
  /** The page that scans QR codes, as it stands in the address, for example `#/offline`. */
  readonly scanRoute: string;
}

interface MediaAsk {
  readonly isMainFrame?: boolean;
  readonly requestingUrl?: string | undefined;
  /** What a request wants. */
  readonly mediaTypes?: readonly string[];
  /** What a silent check is about. */
  readonly mediaType?: string;
}

/** The camera alone, without sound, for our own page while it shows the scan view. */
function isScan(url: string | undefined, permission: string, ask: MediaAsk, rights: PageRights | undefined): boolean {
  if (permission !== "media" || !rights || url === undefined || ask.isMainFrame !== true) return false;
  const wanted = ask.mediaTypes ?? (ask.mediaType === undefined ? [] : [ask.mediaType]);
  const route = url.slice(Math.max(0, url.indexOf("#")));
  return (
    wanted.length === 1 &&
    wanted[0] === "video" &&
    originOf(url) === rights.origin &&
    originOf(ask.requestingUrl ?? "") === rights.origin &&
    (route === rights.scanRoute || route.startsWith(`${rights.scanRoute}?`) || route.startsWith(`${rights.scanRoute}/`))
  );
}

/**
 * Denies every permission, asked or silently checked, every device, the screen, pairing and downloads. A session with
 * `rights` may use the camera while it scans, and may save a file that its own page has made.
 */
export function guardSession(session: Permissions, rights?: PageRights): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(ALLOWED.has(permission) || isScan(contents?.getURL?.(), permission, (details ?? {}) as MediaAsk, rights)),
  );
  session.setPermissionCheckHandler(
    (contents, permission, _origin, details) =>
      ALLOWED.has(permission) || isScan(contents?.getURL?.(), permission, (details ?? {}) as MediaAsk, rights),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }));
  session.on("will-download", (event, item) => {
    // The system's own dialog asks where a file of ours goes; anything from elsewhere never comes that far.
    if (rights && item.getURL().startsWith(`blob:${rights.origin}/`)) return;
    event.preventDefault();
  });
}
