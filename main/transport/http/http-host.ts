import type { AddressInfo, Socket } from "node:net";
import fastifyWebsocket from "@fastify/websocket";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Events } from "#main/ports/events.ts";
import { freePortNear } from "#main/signals/free-port.ts";
import { confirmFromCall } from "#main/transport/confirm-from-call.ts";
import type { Dispatch } from "#main/transport/dispatch.ts";
import { contentSecurityPolicy, strictHeaders } from "#main/transport/page-headers.ts";
import { AppError } from "#src/app-error.ts";
import { WIRE_MAX_BYTES, WIRE_PATH } from "#src/contract/wire.ts";
import { ok } from "#src/result.ts";
import { createDoorkeeper, newToken } from "./doorkeeper.ts";
import { type Caller, checkFetchSite, checkPlace, identify, sessionCookie } from "./guard.ts";
import { httpFailure, statusOf } from "./http-error.ts";
import { openedPage, plainPage, servePages } from "./pages.ts";
import { serveWireSocket } from "./wire-socket.ts";

export interface HttpHostOptions {
  readonly dispatch: Dispatch;
  readonly events: Events;
  /** Port on loopback; 0 takes a free one. */
  readonly port: number;
  /** The built pages, or null for a host that only the terminal uses. */
  readonly pagesDir: string | null;
}

/** A running host on loopback. */
export interface HttpHost {
  readonly port: number;
  /** Lets the terminal in; goes into `host.json` and nowhere else. */
  readonly terminalToken: string;
  /** A new address that can be opened once. */
  openAddress(): string;
  stop(): Promise<void>;
}

async function portInUse(port: number, cause: unknown): Promise<AppError> {
  const freePort = await freePortNear(port + 1);
  const other = freePort === null ? "Leave --port out and a free one is taken" : `Port ${freePort} is free`;
  return new AppError("PORT_IN_USE", `Port ${port} on 127.0.0.1 is taken by another program.`, {
    hint: `${other}, or find the program with: lsof -i tcp:${port}`,
    field: "port",
    details: { port, freePort },
    cause,
  });
}

const portForbidden = (port: number, cause: unknown): AppError =>
  new AppError("PORT_FORBIDDEN", `This system does not let you listen on port ${port}.`, {
    hint: "Choose a port from 1024 on.",
    field: "port",
    cause,
  });

const portOf = (host: FastifyInstance): number => (host.server.address() as AddressInfo).port;

/** Checks on every request, before anything of it is read. */
function guardRequests(host: FastifyInstance, callers: WeakMap<FastifyRequest, Caller>, terminalToken: string) {
  const door = createDoorkeeper(terminalToken);
  host.addHook("onRequest", async (request, reply) => {
    reply.headers(strictHeaders).header("content-security-policy", contentSecurityPolicy("'none'"));
    reply.header("cache-control", "no-store");
    checkPlace(request.headers, portOf(host));
    if (request.routeOptions.url === "/open") return;
    checkFetchSite(request.headers);
    const changes = request.method !== "GET" || request.headers.upgrade !== undefined;
    callers.set(request, identify(request.headers, portOf(host), door, changes));
  });
  host.get<{ Querystring: { token?: unknown } }>("/open", (request, reply) => {
    const { token } = request.query;
    const secret = typeof token === "string" ? door.exchange(token) : null;
    if (secret === null) {
      throw new AppError("ADDRESS_USED", "This address is wrong or was opened before.", {
        hint: "Start Tausmith again or run `tausmith open` for a new address.",
      });
    }
    return reply
      .header("set-cookie", sessionCookie(portOf(host), secret))
      .type("text/html; charset=utf-8")
      .send(openedPage());
  });
  return door;
}

function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = httpFailure(error);
  const page = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
  reply.code(statusOf(failure));
  // A refused upgrade leaves a bare connection behind; it ends with the answer.
  if (request.headers.upgrade !== undefined) reply.raw.once("finish", () => request.raw.socket.destroySoon());
  if (!page || failure.ok) return reply.type("application/json; charset=utf-8").send(JSON.stringify(failure));
  const { code, message, hint } = failure.error;
  return reply
    .type("text/html; charset=utf-8")
    .send(plainPage("Tausmith", `<p>${message}</p><p>${hint}</p><p>${code}</p>`));
}

/**
 * Opens the browser host on 127.0.0.1: pages, `POST /rpc/<area>.<verb>`, the WebSocket, `GET /session` (200 where
 * the caller has been let in) and `POST /host/open` (a new address, for the terminal). Errors: `PORT_IN_USE`, `PORT_FORBIDDEN`.
 */
export async function startHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const { dispatch, events } = options;
  const terminalToken = newToken();
  const callers = new WeakMap<FastifyRequest, Caller>();
  const contextOf = (request: FastifyRequest) => ({
    front: callers.get(request) ?? ("browser" as const),
    confirm: confirmFromCall,
  });
  const connections = new Set<Socket>();
  const host = fastify({
    logger: false,
    bodyLimit: WIRE_MAX_BYTES,
    forceCloseConnections: true,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 128 },
    clientErrorHandler: (_error, socket) => socket.destroy(),
    frameworkErrors: answerFailure,
  });
  host.setErrorHandler(answerFailure);
  host.removeAllContentTypeParsers();
  host.addContentTypeParser("application/json", { parseAs: "string" }, host.getDefaultJsonParser("error", "error"));
  host.server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  const door = guardRequests(host, callers, terminalToken);
  const openAddress = (): string => `http://127.0.0.1:${portOf(host)}/open?token=${door.mint()}`;

  await host.register(fastifyWebsocket, { options: { maxPayload: WIRE_MAX_BYTES, perMessageDeflate: false } });
  await host.register(async (routes) => {
    routes.get(WIRE_PATH, { websocket: true }, (socket, request) => {
      serveWireSocket(socket, { dispatch, events, context: contextOf(request) });
    });
    routes.post<{ Params: { name: string } }>("/rpc/:name", async (request, reply) => {
      const result = await dispatch(request.params.name, request.body, contextOf(request));
      return reply.code(statusOf(result)).send(result);
    });
    routes.get("/session", async () => ok({}));
    routes.post("/host/open", async (request) => {
      if (options.pagesDir === null || callers.get(request) !== "terminal") {
        throw new AppError("PATH_UNKNOWN", "This Tausmith shows no pages in a browser.", {
          hint: "Use its window.",
        });
      }
      return ok({ address: openAddress() });
    });
  });
  await servePages(host, options.pagesDir);
  try {
    await host.listen({ host: "127.0.0.1", port: options.port });
  } catch (error) {
    await host.close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") throw await portInUse(options.port, error);
    if (code === "EACCES") throw portForbidden(options.port, error);
    throw error;
  }
  const stop = async (): Promise<void> => {
    const closed = host.close();
    // Sockets of the wire are no requests any more, so the server would wait for their peers to leave.
    for (const socket of connections) socket.destroy();
    await closed;
  };
  return { port: portOf(host), terminalToken, openAddress, stop };
}
