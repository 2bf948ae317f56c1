import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { contentSecurityPolicy, scanHeaders, strictHeaders } from "#main/transport/page-headers.ts";
import { originOf } from "./origins.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

const pageHeaders = { ...strictHeaders, "content-security-policy": contentSecurityPolicy("'none'") };
const refusal = (status: number): Response => new Response(null, { status, headers: pageHeaders });

/** The path part, decoded once, or null where it cannot be read or holds what no file of ours has. */
function pathOf(url: string, origin: string): string | null {
  if (originOf(url) !== origin) return null;
  const raw = url.slice(origin.length).split(/[?#]/)[0] || "/";
  try {
    const path = decodeURIComponent(raw);
    return /[\\\0]|(^|\/)\.\.?(\/|$)/.test(path) ? null : path;
  } catch {
    return null;
  }
}

/**
 * Answers requests of the `app:` scheme from the folder `root`. A file is served only if its real path, links followed,
 * lies inside the folder; a path without a file ending gets the index, since the pages route themselves.
 */
export function createPageFiles(root: string, origin: string): (url: string, method: string) => Promise<Response> {
  return async (url, method) => {
    if (method !== "GET") return refusal(405);
    const path = pathOf(url, origin);
    if (path === null) return refusal(400);
    const file = extname(path) === "" ? "/index.html" : path;
    const type = TYPES[extname(file)];
    if (type === undefined) return refusal(404);
    try {
      const inside = await realpath(root);
      const real = await realpath(join(inside, file));
      if (!real.startsWith(inside + sep)) return refusal(404);
      const headers = { ...pageHeaders, ...(file === "/index.html" ? scanHeaders : {}), "content-type": type };
      return new Response(new Uint8Array(await readFile(real)), { headers });
    } catch {
      return refusal(404);
    }
  };
}
