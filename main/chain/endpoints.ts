import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import type { NetworkChoice } from "#src/contract/network.ts";
import type { Chain } from "./chain.ts";
import type { EndpointHealth } from "./endpoint-health.ts";
import { openJsonRpc } from "./json-rpc.ts";
import { endpointUrl, findNetwork, type Network, sameUrl } from "./networks.ts";
import type { OwnNetworks } from "./own-networks.ts";
import { identify } from "./session.ts";

const CHECK_TIMEOUT_MS = 8_000;

/** Networks and their endpoints as a person manages them. */
export interface Endpoints {
  start(): void;
  stop(): void;
  list(): NetworkChoice[];
  /** Asks each endpoint of one network, the selected one where none is named. Error: `NETWORK_UNKNOWN`. */
  check(network?: string): Promise<NetworkChoice[]>;
  /** Errors: as `OwnNetworks.add`. */
  add(name: string, url: string): NetworkChoice[];
  /** Errors: as `OwnNetworks.remove`, and `NETWORK_ENDPOINT_IN_USE`. */
  remove(url: string): NetworkChoice[];
}

export function createEndpoints(deps: {
  chain: Chain;
  own: OwnNetworks;
  health: EndpointHealth;
  clock: Clock;
  checkTimeoutMs?: number;
}): Endpoints {
  const { chain, own, health, clock, checkTimeoutMs = CHECK_TIMEOUT_MS } = deps;
  let stopListening: () => void = () => undefined;
  const abort = new AbortController();

  const view = (network: Network): NetworkChoice => {
    const status = chain.status();
    const selected = status.name === network.name;
    const urls = network.kind === "practice" && selected && status.url !== "" ? [status.url] : network.urls;
    return {
      name: network.name,
      kind: network.kind,
      url: urls[0] ?? "",
      own: own.isOwn(network.name),
      selected,
      genesisHash: network.genesisHash,
      endpoints: health.view(urls).map((endpoint) => ({
        ...endpoint,
        own: own.isOwn(endpoint.url),
        inUse: selected && sameUrl(status.url, endpoint.url) && status.state !== "offline",
      })),
    };
  };
  /** A network that was chosen by its bare address is in no list, so it is told besides. */
  const networks = (): Network[] => {
    const listed = own.all();
    const { name, url } = chain.status();
    const bare = listed.some((network) => network.name === name) || url === "" ? [] : [findNetwork(url, listed)];
    return [...listed, ...bare];
  };
  const list = (): NetworkChoice[] => networks().map(view);

  async function checkOne(network: Network, url: string): Promise<void> {
    try {
      const rpc = await openJsonRpc({ url, clock, timeoutMs: checkTimeoutMs, signal: abort.signal });
      try {
        const identity = await identify(rpc, clock, network);
        const header = await rpc.send<{ number?: unknown } | null>("chain_getHeader");
        health.online(url, identity, Number.parseInt(String(header?.number), 16));
      } finally {
        rpc.close("the check is over");
      }
    } catch (error) {
      const hint = "Check the address, or try again later.";
      const told =
        error instanceof AppError ? error : new AppError("NETWORK_OFFLINE", "The node refused to talk.", { hint });
      health.failed(url, told);
    }
  }

  return {
    start() {
      stopListening = chain.onLive(({ identity }) => own.pin(chain.status().name, identity.genesisHash));
    },
    stop() {
      stopListening();
      abort.abort();
    },
    list,
    async check(name) {
      const all = networks();
      const network = findNetwork(name ?? chain.status().name, all);
      const status = chain.status();
      const urls = network.kind === "practice" && status.name === network.name ? [status.url] : network.urls;
      await Promise.all(urls.filter((url) => url !== "").map((url) => checkOne(network, url)));
      return list();
    },
    add(name, url) {
      own.add(name, url);
      return list();
    },
    remove(text) {
      const url = endpointUrl(text, "url");
      const status = chain.status();
      if (own.isOwn(url) && sameUrl(status.url, url)) {
        throw new AppError("NETWORK_ENDPOINT_IN_USE", "Tausmith is connected to this endpoint.", {
          hint: "Select another network first, then remove it.",
          field: "url",
        });
      }
      own.remove(url);
      health.forget(url);
      return list();
    },
  };
}
