import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "#src/app-error.ts";
import type { Doorkeeper } from "./doorkeeper.ts";

/** Who is at the door. */
export type Caller = "browser" | "terminal";

/** The names under which a page may know this host. Anything else is another site's name made to point here. */
const hostsOf = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

/** The cookie's name holds the port, since cookies of one host are shared by its ports. */
export const cookieName = (port: number): string => `tausmith_${port}`;

/** The session cookie: no script may read it, no other site's request carries it, it ends with the browser. */
export const sessionCookie = (port: number, secret: string): string =>
  `${cookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict`;

function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/**
 * Refuses requests that did not come for this host (DNS rebinding) or from another page.
 * Errors: `HOST_REFUSED`, `ORIGIN_REFUSED`.
 */
export function checkPlace(headers: IncomingHttpHeaders, port: number): void {
  const host = headers.host;
  if (host === undefined || !hostsOf(port).includes(host)) {
    throw new AppError("HOST_REFUSED", "This address does not belong to Tausmith.", {
      hint: `Open Tausmith as http://127.0.0.1:${port}.`,
    });
  }
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) {
    throw new AppError("ORIGIN_REFUSED", "Another page's request was refused.", {
      hint: "Use Tausmith's own page or the terminal.",
    });
  }
}

/**
 * Refuses a request that another site's page made the browser send. Opening the one-time address is a navigation from
 * anywhere, so that address alone is not held to it.
 */
export function checkFetchSite(headers: IncomingHttpHeaders): void {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    throw new AppError("ORIGIN_REFUSED", "Another page's request was refused.", {
      hint: "Open Tausmith from its own address, not from a link.",
    });
  }
}

/**
 * Tells who calls. `changes` is true where the request can do something (a call, a socket): then a browser must also
 * say that its own page asks, which every browser does with the Origin header.
 * Errors: `SESSION_MISSING`, `ORIGIN_REFUSED`, `TOKEN_WRONG`.
 */
export function identify(headers: IncomingHttpHeaders, port: number, door: Doorkeeper, changes: boolean): Caller {
  const authorization = headers.authorization;
  if (authorization !== undefined) {
    const token = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(authorization)?.[1];
    if (token === undefined || headers.origin !== undefined || !door.isTerminal(token)) {
      throw new AppError("TOKEN_WRONG", "The terminal's token is wrong.", {
        hint: "Use the tausmith command; it reads the token of the running app from its profile.",
      });
    }
    return "terminal";
  }
  const secret = cookieValue(headers.cookie, cookieName(port));
  if (secret === null || !door.isSession(secret)) {
    throw new AppError("SESSION_MISSING", "This browser has not been let in.", {
      hint: "Open the address that Tausmith printed when it started, or get a new one with `tausmith open`.",
    });
  }
  if (changes && headers.origin === undefined) {
    throw new AppError("ORIGIN_REFUSED", "The request does not say which page made it.", {
      hint: "Use Tausmith's own page or the terminal.",
    });
  }
  return "browser";
}
