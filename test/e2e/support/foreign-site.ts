import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Another web site on this machine, which remembers who called on it. */
export interface ForeignSite {
  /** Another port of the same name: the same site to a cookie, another origin to a page. */
  readonly sameSite: string;
  /** Another name: another site altogether. */
  readonly crossSite: string;
  readonly calls: readonly string[];
  stop(): Promise<void>;
}

/** Serves an empty page at every path. */
export async function startForeignSite(): Promise<ForeignSite> {
  const calls: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    if (request.url !== "/favicon.ico") calls.push(`${request.method} ${request.url}`);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>foreign</title><p>foreign</p>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    sameSite: `http://127.0.0.1:${port}`,
    crossSite: `http://localhost:${port}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
