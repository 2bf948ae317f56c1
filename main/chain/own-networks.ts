import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import { endpointUrl, KNOWN_NETWORKS, type Network, sameUrl } from "./networks.ts";

/** Networks that can be chosen: the public ones, with the endpoints and networks the person added. */
export interface OwnNetworks {
  all(): readonly Network[];
  /** Whether the person added this endpoint, or the whole network. */
  isOwn(nameOrUrl: string): boolean;
  /** Errors: `NETWORK_URL_INVALID`, `NETWORK_ENDPOINT_KNOWN`, `NETWORK_NAME_FIXED`. */
  add(name: string, url: string): void;
  /** Errors: `NETWORK_URL_INVALID`, `NETWORK_ENDPOINT_UNKNOWN`. */
  remove(url: string): void;
  /** Holds an own network to the chain it was first seen with. Loopback ones may begin anew and are left free. */
  pin(name: string, genesisHash: string): void;
}

const isLoopback = (url: string): boolean => /^wss?:\/\/(127\.|localhost[:/]|\[::1\])/.test(url);

export function createOwnNetworks(store: Store, known: readonly Network[] = KNOWN_NETWORKS): OwnNetworks {
  store.migrate("networks", [
    `CREATE TABLE own_endpoints (url TEXT PRIMARY KEY, network TEXT NOT NULL) STRICT;
     CREATE TABLE own_genesis (network TEXT PRIMARY KEY, genesis TEXT NOT NULL) STRICT`,
  ]);
  const rows = (): { url: string; network: string }[] =>
    (store.db.prepare("SELECT url, network FROM own_endpoints ORDER BY rowid").all() as Record<string, unknown>[]).map(
      ({ url, network }) => ({ url: String(url), network: String(network) }),
    );
  const genesisOf = (name: string): string | null => {
    const row = store.db.prepare("SELECT genesis FROM own_genesis WHERE network = ?").get(name);
    return row ? String(row.genesis) : null;
  };
  const knownNamed = (name: string): Network | undefined => known.find((one) => one.name === name);

  const all = (): Network[] => {
    const own = rows();
    const names = [...new Set(own.map(({ network }) => network))].filter((name) => !knownNamed(name));
    const ofNetwork = (name: string): string[] => own.filter(({ network }) => network === name).map(({ url }) => url);
    return [
      // The person's own node is asked first.
      ...known.map((network) => ({ ...network, urls: [...ofNetwork(network.name), ...network.urls] })),
      ...names.map((name): Network => ({ name, kind: "custom", urls: ofNetwork(name), genesisHash: genesisOf(name) })),
    ];
  };

  return {
    all,
    isOwn: (nameOrUrl) =>
      rows().some(({ url, network }) => url === nameOrUrl || (network === nameOrUrl && !knownNamed(network))),
    add(given, text) {
      const name = given.toLowerCase();
      const url = endpointUrl(text, "url");
      const fixed = knownNamed(name)?.kind;
      if (fixed === "practice" || fixed === "offline") {
        throw new AppError("NETWORK_NAME_FIXED", `The network "${name}" takes no endpoints.`, {
          hint: "Choose another name for this endpoint.",
          field: "name",
        });
      }
      const taken = all().find(({ urls }) => urls.some((one) => sameUrl(one, url)));
      if (taken) {
        throw new AppError("NETWORK_ENDPOINT_KNOWN", `This address belongs to the network "${taken.name}" already.`, {
          hint: "Select that network, or remove the address there first if you added it.",
          field: "url",
        });
      }
      store.db.prepare("INSERT INTO own_endpoints (url, network) VALUES (?, ?)").run(url, name);
    },
    remove(text) {
      const url = endpointUrl(text, "url");
      const own = rows().find((row) => row.url === url);
      if (!own) {
        throw new AppError("NETWORK_ENDPOINT_UNKNOWN", "There is no own endpoint with this address.", {
          hint: "Only endpoints that you added can be removed; `tausmith network list` shows them.",
          field: "url",
        });
      }
      store.transaction(() => {
        store.db.prepare("DELETE FROM own_endpoints WHERE url = ?").run(url);
        // With its last endpoint a network is gone, and what it was held to.
        store.db.prepare("DELETE FROM own_genesis WHERE network NOT IN (SELECT network FROM own_endpoints)").run();
      });
    },
    pin(name, genesisHash) {
      const network = all().find((one) => one.name === name);
      if (!network || knownNamed(name) || network.genesisHash !== null || network.urls.every(isLoopback)) return;
      store.db.prepare("INSERT OR IGNORE INTO own_genesis (network, genesis) VALUES (?, ?)").run(name, genesisHash);
    },
  };
}
