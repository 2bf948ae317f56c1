import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { freePortNear } from "#main/signals/free-port.ts";
import { AppError } from "#src/app-error.ts";
import type { Handle } from "./handle.ts";
import { createSession } from "./session.ts";

export interface RpcServer {
  /** `ws://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const MAX_REQUEST_BYTES = 15 * 1024 * 1024;
const FAREWELL_MS = 300;
/** A client that does not read is cut off. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

async function portInUse(port: number, cause: unknown): Promise<AppError> {
  const freePort = await freePortNear(port + 1);
  const other = freePort === null ? "Choose another port" : `Port ${freePort} is free`;
  return new AppError("PRACTICE_PORT_IN_USE", `Port ${port} on 127.0.0.1 is in use by another program.`, {
    hint: `${other}, or find the program with: lsof -i tcp:${port}`,
    field: "port",
    details: { port, freePort },
    cause,
  });
}

/**
 * Serves JSON-RPC over WebSocket and HTTP POST on loopback. Web pages send an Origin and are refused.
 * Port 0 takes a free one. Error: `PRACTICE_PORT_IN_USE`.
 */
export async function serveRpc(handle: Handle, port: number): Promise<RpcServer> {
  const http = createServer((request, response) => post(handle, request, response));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_REQUEST_BYTES, perMessageDeflate: false });

  http.on("upgrade", (request, socket, head) => {
    if (request.headers.origin !== undefined) {
      socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => talk(handle, client));
  });

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, "127.0.0.1", resolve);
  }).catch(async (cause: NodeJS.ErrnoException) => {
    throw cause.code === "EADDRINUSE" ? await portInUse(port, cause) : cause;
  });
  const taken = (http.address() as AddressInfo).port;

  return {
    url: `ws://127.0.0.1:${taken}`,
    port: taken,
    async close() {
      const gone = [...sockets.clients].map(
        (client) => new Promise<void>((resolve) => client.once("close", () => resolve())),
      );
      // Clients are told that the node goes; whoever does not answer is cut off.
      for (const client of sockets.clients) client.close(1001);
      const cut = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, FAREWELL_MS);
      await Promise.all(gone);
      clearTimeout(cut);
      sockets.close();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  };
}

function talk(handle: Handle, client: WebSocket): void {
  const send = (text: string): void => {
    if (client.readyState !== client.OPEN) return;
    if (client.bufferedAmount > MAX_WAITING_BYTES) client.terminate();
    else client.send(text);
  };
  const session = createSession(send);
  client.on("message", (data) => {
    // A reply leaves before the first notification of what it began.
    session.hold();
    const answer = handle(data.toString(), session);
    if (answer !== undefined) send(answer);
    session.release();
  });
  client.on("close", () => session.close());
  client.on("error", () => client.terminate());
}

function post(handle: Handle, request: IncomingMessage, response: ServerResponse): void {
  const refuse = (status: number): void => {
    response.writeHead(status, { connection: "close" }).end();
  };
  if (request.headers.origin !== undefined || request.method !== "POST") {
    refuse(request.method === "POST" ? 403 : 405);
    return;
  }
  const parts: Buffer[] = [];
  let length = 0;
  request.on("data", (part: Buffer) => {
    length += part.length;
    if (length > MAX_REQUEST_BYTES) {
      refuse(413);
      request.destroy();
    } else parts.push(part);
  });
  request.on("end", () => {
    const answer = handle(Buffer.concat(parts).toString(), createSession(undefined));
    response.writeHead(200, { "content-type": "application/json" }).end(answer ?? "");
  });
}
