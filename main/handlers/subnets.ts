import type { Subnets } from "#main/subnets/subnets.ts";
import type { Handlers } from "./types.ts";

export const subnetsHandlers = (services: { readonly subnets: Subnets }): Handlers<"subnets"> => ({
  list: () => services.subnets.list(),
  neurons: ({ netuid }) => services.subnets.neurons(netuid),
});
