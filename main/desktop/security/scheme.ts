import { protocol, type Session } from "electron";
import { APP_SCHEME, PAGE_ORIGIN } from "./origins.ts";
import { createPageFiles } from "./page-files.ts";

/** Makes `app:` a standard, secure scheme with origins of its own. Has to run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built pages to one session, and nothing outside their folder. */
export function servePages(session: Session, pages: string): void {
  const answer = createPageFiles(pages, PAGE_ORIGIN);
  session.protocol.handle(APP_SCHEME, (request) => answer(request.url, request.method));
}
