import type { Chain } from "#main/chain/chain.ts";
import type { Handlers } from "./types.ts";

export const networkHandlers = (services: { readonly chain: Chain }): Handlers<"network"> => ({
  status: () => services.chain.status(),
  list: () => services.chain.list(),
  select: ({ network }) => services.chain.select(network),
});
