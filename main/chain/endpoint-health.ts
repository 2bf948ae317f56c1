import type { Clock } from "#main/ports/clock.ts";
import type { AppError } from "#src/app-error.ts";
import type { NetworkEndpoint } from "#src/contract/network.ts";
import type { NodeIdentity } from "./session.ts";

/** An endpoint this many blocks behind the best one of its network is called so. */
const BEHIND_BLOCKS = 3;

type Seen = Omit<NetworkEndpoint, "url" | "own" | "inUse" | "lagBlocks">;

const NOTHING: Seen = {
  state: "unknown",
  latencyMs: null,
  block: null,
  specVersion: null,
  checkedAtMs: null,
  reason: null,
};

/** What is known of each endpoint, from its use and from checks. */
export interface EndpointHealth {
  online(url: string, identity: NodeIdentity, block: number): void;
  head(url: string, block: number): void;
  ping(url: string, roundTripMs: number): void;
  failed(url: string, error: AppError): void;
  forget(url: string): void;
  /** Endpoints of one network, held against the best of them. */
  view(urls: readonly string[]): (Seen & Pick<NetworkEndpoint, "url" | "lagBlocks">)[];
}

export function createEndpointHealth(clock: Pick<Clock, "nowMs">): EndpointHealth {
  const seen = new Map<string, Seen>();
  /** Loopback addresses come with and without the slash at the end. */
  const keyOf = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);
  const of = (url: string): Seen => seen.get(keyOf(url)) ?? NOTHING;
  const note = (url: string, change: Partial<Seen>): void =>
    void seen.set(keyOf(url), { ...of(url), ...change, checkedAtMs: clock.nowMs() });

  return {
    online(url, identity, block) {
      const { specVersion, roundTripMs } = identity;
      note(url, { state: "good", reason: null, specVersion, latencyMs: roundTripMs, block });
    },
    head: (url, block) => note(url, { state: "good", reason: null, block }),
    ping: (url, latencyMs) => note(url, { latencyMs }),
    failed(url, error) {
      const state =
        error.code === "NETWORK_WRONG_GENESIS" ? "wrong" : error.code === "NETWORK_BEHIND" ? "behind" : "unreachable";
      // Numbers of a node that is gone or lies are no longer numbers of the chain.
      note(url, { ...NOTHING, state, reason: error.message });
    },
    forget: (url) => void seen.delete(keyOf(url)),
    view(urls) {
      const all = urls.map((url) => ({ url, ...of(url) }));
      const best = Math.max(-1, ...all.map(({ block }) => block ?? -1));
      return all.map((endpoint) => {
        const lagBlocks = endpoint.block === null ? null : best - endpoint.block;
        const isBehind = endpoint.state === "good" && lagBlocks !== null && lagBlocks >= BEHIND_BLOCKS;
        if (!isBehind) return { ...endpoint, lagBlocks };
        return {
          ...endpoint,
          lagBlocks,
          state: "behind",
          reason: `It is ${lagBlocks} blocks behind another endpoint.`,
        };
      });
    },
  };
}
