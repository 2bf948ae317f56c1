import { createServer, get, type Server } from "node:http";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import { AppError } from "#src/app-error.ts";
import { endpointText } from "#src/axon/endpoint-text.ts";
import type { ReachView } from "#src/contract/neurons.ts";
import { ipText } from "../ip-text.ts";
import { externalIp } from "./plan-axon.ts";

/** The check ends by itself. */
const LISTEN_MS = 5 * 60_000;
const OWN_TRY_MS = 4_000;

/** Proves that a port is reached from outside: it listens, and the person opens an address from another machine. */
export interface Reach {
  /** Errors: `AXON_ADDRESS_…`, `AXON_PORT_TAKEN`. */
  start(wish: { ip: string; port: number; listenPort?: number | undefined }, allowPrivate: boolean): Promise<ReachView>;
  last(): ReachView | null;
  stop(): Promise<ReachView | null>;
}

const listen = (server: Server, port: number, host: string | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => resolve());
  });

/** What the check answers to its own try; a stranger that takes connections at the address does not know it. */
const ownAnswer = (checkId: string): string => `own try of ${checkId}`;

/** Whether this machine gets through to its own check by the external address, and not to somebody else there. */
const tryOwn = (url: string, checkId: string, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = get(url, { agent: false, timeout: timeoutMs }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        text += part;
        if (text.length > 1_000) asked.destroy();
      });
      response.once("end", () => resolve(text === ownAnswer(checkId)));
    });
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => resolve(false));
    asked.once("close", () => resolve(false));
  });

export function createReach(deps: {
  clock: Clock;
  events: Pick<Events, "publish">;
  randomId: () => string;
  /** Where to listen; on all interfaces where left out, since the check is of the way from outside. */
  host?: string;
}): Reach {
  const { clock, events, randomId } = deps;
  let view: ReachView | null = null;
  let server: Server | null = null;
  let cancelEnd: () => void = () => undefined;

  const show = (change: Partial<ReachView>): void => {
    if (!view) return;
    view = { ...view, ...change };
    events.publish("neurons.reachChanged", view);
  };

  async function close(): Promise<void> {
    cancelEnd();
    const former = server;
    server = null;
    if (!former) return;
    former.closeAllConnections();
    await new Promise<void>((resolve) => former.close(() => resolve()));
  }

  async function stop(): Promise<ReachView | null> {
    await close();
    if (view?.state === "listening") {
      show({
        state: "ended",
        sentence: "Nobody came. Check the port forwarding of the router and the firewall, then try again.",
      });
    }
    return view;
  }

  return {
    last: () => view,
    stop,
    async start({ ip: text, port, listenPort = port }, allowPrivate) {
      const ip = externalIp(text, allowPrivate);
      await close();
      const host = ipText(ip.ip, ip.type);
      const checkId = randomId();
      const path = `/tausmith-reach-${checkId}`;
      const ownPath = `${path}/own`;
      const url = `http://${endpointText(host, port)}${path}`;
      const own = createServer({ headersTimeout: 5_000, requestTimeout: 5_000 }, (request, response) => {
        if (request.method === "GET" && request.url === ownPath) {
          response.writeHead(200, { "content-type": "text/plain", connection: "close" });
          response.end(ownAnswer(checkId));
          return;
        }
        const known = request.method === "GET" && request.url === path;
        response.writeHead(known ? 200 : 404, { "content-type": "text/plain", connection: "close" });
        response.end(known ? "Tausmith hears you. The port is reached.\n" : "");
        if (!known || view?.checkId !== checkId) return;
        const from = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
        show({
          state: "reached",
          from,
          sentence: `Reached from ${from}. If that was another machine outside your network, validators reach it too.`,
        });
        void close();
      });
      try {
        await listen(own, listenPort, deps.host);
      } catch (cause) {
        throw new AppError("AXON_PORT_TAKEN", `This machine cannot listen on port ${listenPort}.`, {
          hint: "Stop what uses it (the miner itself?) for the check, or listen on another port.",
          field: "listenPort",
          cause,
        });
      }
      server = own;
      view = {
        checkId,
        endpoint: endpointText(host, port),
        listenPort,
        state: "listening",
        url,
        curl: `curl -4 ${url}`.replace("-4", ip.type === 6 ? "-6 -g" : "-4"),
        from: null,
        ownTry: null,
        sentence: "Open the address from another machine outside your network, such as a phone on mobile data.",
        endsAtMs: clock.nowMs() + LISTEN_MS,
      };
      cancelEnd = clock.after(LISTEN_MS, () => void stop());
      events.publish("neurons.reachChanged", view);
      void tryOwn(`http://${endpointText(host, port)}${ownPath}`, checkId, OWN_TRY_MS).then((ownTry) => {
        if (view?.checkId === checkId) show({ ownTry });
      });
      return view;
    },
  };
}
