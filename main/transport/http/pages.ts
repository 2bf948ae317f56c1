import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { contentSecurityPolicy, scanHeaders } from "#main/transport/page-headers.ts";
import { AppError } from "#src/app-error.ts";

/** A small page of our own, for the moments when the app's pages cannot be shown. No script, no style. */
export const plainPage = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`;

/** The page behind the one-time address. It moves on by itself, so that the next request is our own page's. */
export const openedPage = (): string =>
  plainPage("Tausmith", '<p><a href="/">Open Tausmith</a></p>').replace(
    "<head>",
    '<head><meta http-equiv="refresh" content="0;url=/">',
  );

const wantsPage = (request: FastifyRequest): boolean => {
  const path = request.url.split("?")[0] ?? "/";
  return request.method === "GET" && !/\.[a-z0-9]+$/i.test(path) && !path.startsWith("/rpc/");
};

/** The answer to an unknown path. */
const pathUnknown = (): AppError =>
  new AppError("PATH_UNKNOWN", "There is nothing at this path.", { hint: "Open / for the app." });

/**
 * Serves the built pages from `dir`, or nothing but refusals where `dir` is null. Every path without a file ending
 * gets the index, since the pages route themselves.
 */
export async function servePages(host: FastifyInstance, dir: string | null): Promise<void> {
  if (dir === null) {
    host.setNotFoundHandler(() => {
      throw pathUnknown();
    });
    return;
  }
  const index = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const html = await readFile(join(dir, "index.html"), "utf8").catch(() => {
      throw new AppError("PAGES_NOT_BUILT", "The app's pages have not been built.", {
        hint: "Run `npm start`, which builds them, or `npm run build`.",
      });
    });
    const address = request.headers.host ?? "";
    return reply
      .headers(scanHeaders)
      .header("content-security-policy", contentSecurityPolicy(`'self' ws://${address}`))
      .header("cache-control", "no-store")
      .type("text/html; charset=utf-8")
      .send(html);
  };
  await host.register(fastifyStatic, {
    root: dir,
    index: false,
    dotfiles: "deny",
    cacheControl: false,
    globIgnore: ["index.html"],
    setHeaders: (response, path) => {
      const lasting = path.includes("/assets/");
      response.header("cache-control", lasting ? "private, max-age=31536000, immutable" : "no-cache");
    },
  });
  host.get("/", index);
  host.get("/index.html", index);
  host.setNotFoundHandler((request, reply) => {
    if (wantsPage(request)) return index(request, reply);
    throw pathUnknown();
  });
}
