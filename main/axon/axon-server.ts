import { STATUS_CODES } from "node:http";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import { bodyHash } from "#src/axon/body-hash.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#src/axon/json-value.ts";
import { parseJson } from "#src/axon/parse-json.ts";
import { compactJson } from "#src/axon/python-text.ts";
import { parseRequestHeaders, type RequestHeaders } from "#src/axon/request-headers.ts";
import { axonText } from "#src/axon/status.ts";
import { hashedValues, pingSynapse, type SynapseClass } from "#src/axon/synapse.ts";
import { createNonceStore } from "./nonce-store.ts";
import { createPriorityQueue, QueueTimeout } from "./priority-queue.ts";
import { errorHeaders, successBody, successHeaders } from "./replies.ts";
import { type Sr25519, signatureText } from "./sr25519.ts";
import { createVerifier } from "./verify-request.ts";

/** A request whose sender is proven: `hotkey` is that of the verified headers, never of the body. */
export interface AxonCall {
  readonly hotkey: string;
  readonly body: JsonObject;
}

/** What an axon does with one synapse class. Only `forward` is needed. */
export interface AxonRoute {
  readonly synapse: SynapseClass;
  /** Gives the fields to set in the reply. */
  forward(call: AxonCall): JsonObject | Promise<JsonObject>;
  /** The reason to refuse a claimed hotkey, or `null`. It runs before the signature is checked. */
  blacklist?(hotkey: string): string | null | Promise<string | null>;
  /** Higher goes first. */
  priority?(hotkey: string): number;
}

export interface AxonServerDeps {
  /** The axon's own key; error replies are signed with it. */
  readonly key: { readonly address: string; sign(message: Uint8Array): Uint8Array };
  readonly crypto: Sr25519;
  readonly clock: Clock;
  readonly newUuid: () => string;
  readonly routes: readonly AxonRoute[];
  readonly bodyLimitBytes?: number;
  /** Called for each request whose sender is proven. */
  asked?(): void;
}

export interface AxonServer {
  /** Listens and gives the port; 0 takes a free one. Errors: `AXON_PORT_IN_USE`, `AXON_CANNOT_LISTEN`. */
  listen(port: number, host?: string): Promise<number>;
  close(): Promise<void>;
}

interface Known {
  readonly route: AxonRoute;
  readonly headers: RequestHeaders;
  readonly hotkey: string;
  readonly startedAtMs: number;
}

const pingRoute: AxonRoute = { synapse: pingSynapse, forward: () => new Map() };

/**
 * An axon of the wire protocol (facts A1). Checks go header first: blacklist, signature and nonce before a byte of the
 * body is read, then priority, body hash and the forward function. Codes and texts are the SDK's (facts A1.8).
 */
export function createAxonServer(deps: AxonServerDeps): AxonServer {
  const { key, clock, newUuid } = deps;
  const routes = new Map([pingRoute, ...deps.routes].map((route) => [route.synapse.name, route]));
  const axonUuid = newUuid();
  const verify = createVerifier({
    axonHotkey: key.address,
    crypto: deps.crypto,
    nonces: createNonceStore(),
    nowNs: () => BigInt(clock.nowMs()) * 1_000_000n,
  });
  const queue = createPriorityQueue(10, 12_000, clock.nowMs);
  const known = new WeakMap<FastifyRequest, Known>();
  const server = Fastify({ logger: false, bodyLimit: deps.bodyLimitBytes ?? 1_048_576, exposeHeadRoutes: false });

  const refuse = (request: FastifyRequest, reply: FastifyReply, status: number, message: string): FastifyReply => {
    const sender = known.get(request);
    const headers = errorHeaders({
      axonHotkey: key.address,
      axonUuid,
      nonce: clock.nowNs(),
      dendriteHotkey: sender?.hotkey ?? "",
      status,
      message,
      sign: (bytes) => signatureText(key.sign(bytes)),
    });
    return reply.code(status).headers(headers).type("application/json").send(JSON.stringify({ message }));
  };
  const broken = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    refuse(request, reply, 500, axonText.internal(newUuid()));

  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));

  server.post<{ Params: { name: string } }>(
    "/:name",
    {
      onRequest: async (request, reply) => {
        const route = routes.get(request.params.name);
        if (!route)
          return refuse(request, reply, 404, axonText.unknownSynapse(request.params.name, [...routes.keys()]));
        const headers = parseRequestHeaders(request.headers);
        if (!headers) return broken(request, reply);
        const hotkey = headers.dendrite.hotkey ?? "";
        known.set(request, { route, headers, hotkey, startedAtMs: performance.now() });
        const reason = route.blacklist ? await route.blacklist(hotkey) : null;
        if (reason) return refuse(request, reply, 403, axonText.forbidden(reason));
        const problem = verify(headers);
        if (problem) return refuse(request, reply, 401, axonText.notVerified(problem));
        deps.asked?.();
        return undefined;
      },
    },
    async (request, reply) => {
      const { route, headers, hotkey, startedAtMs } = known.get(request) as Known;
      let body: JsonValue;
      try {
        body = parseJson(typeof request.body === "string" ? request.body : "");
      } catch {
        return reply.code(422).send({ detail: [{ loc: ["body"], msg: "JSON decode error", type: "json_invalid" }] });
      }
      if (!isJsonObject(body)) return broken(request, reply);
      if (bodyHash(hashedValues(route.synapse, body)) !== headers.computedBodyHash) return broken(request, reply);
      const call = { hotkey, body };
      try {
        const fields = await queue.run(route.priority?.(hotkey) ?? 0, async () => route.forward(call));
        const seconds = (performance.now() - startedAtMs) / 1_000;
        const from = { axonHotkey: key.address, seconds, peer: request.ip, port: request.socket.localPort ?? 0 };
        return reply
          .headers(successHeaders(route.synapse, headers, from))
          .type("application/json")
          .send(compactJson(successBody(route.synapse, body, fields, from)));
      } catch (error) {
        if (error instanceof QueueTimeout) return refuse(request, reply, 408, axonText.timeout(headers.timeoutSeconds));
        return broken(request, reply);
      }
    },
  );

  server.setNotFoundHandler((request, reply) => {
    const name = request.url.split("?")[0]?.slice(1) ?? "";
    if (request.method !== "POST") return reply.code(405).send({ detail: "Method Not Allowed" });
    if (name !== "" && name.endsWith("/")) return broken(request, reply);
    return refuse(request, reply, 404, axonText.unknownSynapse(name, [...routes.keys()]));
  });
  server.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) return broken(request, reply);
    return refuse(request, reply, status, STATUS_CODES[status] ?? "Bad Request");
  });

  return {
    async listen(port, host = "127.0.0.1") {
      try {
        await server.listen({ port, host });
      } catch (cause) {
        const inUse = (cause as { code?: string }).code === "EADDRINUSE";
        throw new AppError(
          inUse ? "AXON_PORT_IN_USE" : "AXON_CANNOT_LISTEN",
          `The axon cannot listen on ${host}:${port}${inUse ? ", since another program does" : ""}.`,
          { hint: "Choose another port or end the program that uses this one.", field: "port", cause },
        );
      }
      const address = server.server.address();
      return typeof address === "object" && address ? address.port : port;
    },
    close: () => server.close(),
  };
}
