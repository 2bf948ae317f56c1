import { readCapabilities } from "#main/chain/capabilities.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Endpoints } from "#main/chain/endpoints.ts";
import type { Miners } from "#main/miners/miners.ts";
import type { Reach } from "#main/neurons/axon/reach.ts";
import type { Practice } from "#main/practice/practice.ts";
import type { Settings } from "#main/settings/settings.ts";
import type { Handlers } from "./types.ts";

export const networkHandlers = (services: {
  readonly chain: Chain;
  readonly endpoints: Endpoints;
  readonly settings: Pick<Settings, "rememberNetwork">;
  readonly practice: Pick<Practice, "stop">;
  readonly miners: Pick<Miners, "rest">;
  readonly reach: Pick<Reach, "stop">;
}): Handlers<"network"> => ({
  status: () => services.chain.status(),
  list: () => services.endpoints.list(),
  check: ({ network }) => services.endpoints.check(network),
  add: ({ name, url }) => services.endpoints.add(name, url),
  remove: ({ url }) => services.endpoints.remove(url),
  capabilities: () => readCapabilities(services.chain),
  select: async ({ network }) => {
    const status = await services.chain.select(network);
    services.settings.rememberNetwork(network);
    if (status.kind === "offline") {
      // Whatever else listens or connects ends with the connection.
      await Promise.all([services.miners.rest(), services.reach.stop()]);
      await services.practice.stop();
    }
    return status;
  },
});
