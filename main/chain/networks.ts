import { AppError } from "#src/app-error.ts";
import { type NetworkKind, PRACTICE_CHAIN_NAME } from "#src/contract/network.ts";

/** A network that can be connected to. */
export interface Network {
  readonly name: string;
  readonly kind: NetworkKind;
  /** Tried in this order. Empty for the practice network, whose address is known once it runs, and for none at all. */
  readonly urls: readonly string[];
  /** What the chain's first block must be; null where any will do. */
  readonly genesisHash: string | null;
}

const FINNEY_GENESIS = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03";
const TEST_GENESIS = "0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105";

/** Names a person can choose (chain facts 1.1 and 1.2). Subtensor's public endpoints, each with its genesis. */
export const KNOWN_NETWORKS: readonly Network[] = [
  { name: "practice", kind: "practice", urls: [], genesisHash: null },
  {
    name: "finney",
    kind: "finney",
    urls: ["wss://entrypoint-finney.opentensor.ai:443", "wss://lite.sub.latent.to:443"],
    genesisHash: FINNEY_GENESIS,
  },
  { name: "test", kind: "test", urls: ["wss://test.finney.opentensor.ai:443"], genesisHash: TEST_GENESIS },
  { name: "archive", kind: "finney", urls: ["wss://archive.chain.opentensor.ai:443"], genesisHash: FINNEY_GENESIS },
  { name: "local", kind: "custom", urls: ["ws://127.0.0.1:9944"], genesisHash: null },
  // For a machine that signs and never is online.
  { name: "offline", kind: "offline", urls: [], genesisHash: null },
];

/**
 * What a connection really is, told by the chain itself: an own endpoint that serves finney is finney, with real money,
 * and a practice network is one by its name unless it shows a live chain's genesis.
 */
export function kindOf(
  network: Pick<Network, "kind">,
  identity: { readonly genesisHash: string; readonly chainName: string },
): NetworkKind {
  if (identity.genesisHash === FINNEY_GENESIS) return "finney";
  if (identity.genesisHash === TEST_GENESIS) return "test";
  if (identity.chainName === PRACTICE_CHAIN_NAME) return "practice";
  // Our own address with a stranger behind it is no practice network.
  return network.kind === "practice" ? "custom" : network.kind;
}

/**
 * A network by name, or an own endpoint by its ws:// or wss:// address.
 * Errors: `NETWORK_UNKNOWN`, `NETWORK_URL_INVALID`, both with field `network`.
 */
export function findNetwork(nameOrUrl: string, networks: readonly Network[] = KNOWN_NETWORKS): Network {
  const text = nameOrUrl.trim();
  const known = networks.find((network) => network.name === text.toLowerCase());
  if (known) return known;
  if (!text.includes("://")) {
    throw new AppError("NETWORK_UNKNOWN", "There is no network of that name.", {
      hint: `Choose ${networks.map((network) => network.name).join(", ")}, or give a ws:// or wss:// address.`,
      field: "network",
    });
  }
  const url = endpointUrl(text, "network");
  // An endpoint of a known network is that network, held to its genesis, with this endpoint first.
  const owner = networks.find(({ urls }) => urls.some((one) => sameUrl(one, url)));
  if (owner) return { ...owner, urls: [url, ...owner.urls.filter((one) => !sameUrl(one, url))] };
  return { name: new URL(url).host, kind: "custom", urls: [url], genesisHash: null };
}

/** Whether two addresses name the same endpoint, however they are spelt. */
export const sameUrl = (a: string, b: string): boolean =>
  URL.canParse(a) && URL.canParse(b) ? new URL(a).href === new URL(b).href : a === b;

/** The address of a node in its one spelling. Error: `NETWORK_URL_INVALID` with the given field. */
export function endpointUrl(text: string, field: string): string {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || (url.protocol !== "ws:" && url.protocol !== "wss:") || url.username || url.password || url.hash) {
    throw new AppError("NETWORK_URL_INVALID", "The address of the node cannot be used.", {
      hint: "Give an address such as wss://node.example:443, without a user name or a # part.",
      field,
    });
  }
  return url.href;
}
