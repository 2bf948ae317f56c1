import { readCapabilities } from "#main/chain/capabilities.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { Settings } from "#main/settings/settings.ts";
import type { Handlers } from "./types.ts";

export const networkHandlers = (services: {
  readonly chain: Chain;
  readonly settings: Pick<Settings, "rememberNetwork">;
}): Handlers<"network"> => ({
  status: () => services.chain.status(),
  list: () => services.chain.list(),
  capabilities: () => readCapabilities(services.chain),
  select: async ({ network }) => {
    const status = await services.chain.select(network);
    services.settings.rememberNetwork(network);
    return status;
  },
});
