import type { NetworkCapabilities } from "#src/contract/network.ts";
import { FEATURES, judgeFeature } from "#src/network/features.ts";
import type { Chain } from "./chain.ts";
import { hasCapability } from "./lookup.ts";

/** What the connected node can do, told by its metadata and by nothing else. Error: `NETWORK_OFFLINE`. */
export function readCapabilities(chain: Pick<Chain, "live" | "status">): NetworkCapabilities {
  const { api, identity } = chain.live();
  return {
    network: chain.status().name,
    specName: identity.specName,
    specVersion: identity.specVersion,
    features: FEATURES.map((feature) => {
      const verdict = judgeFeature(feature, ({ kind, section, name }) => hasCapability(api, kind, section, name));
      return {
        id: feature.id,
        title: feature.title,
        state: verdict.state,
        reason: verdict.reason,
        items: verdict.items.map(({ kind, section, name, present }) => ({
          kind,
          name: `${section}.${name}`,
          present,
        })),
      };
    }),
  };
}
