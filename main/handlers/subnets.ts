import type { Subnets } from "#main/subnets/subnets.ts";
import type { Handlers } from "./types.ts";

export const subnetsHandlers = (services: { readonly subnets: Subnets }): Handlers<"subnets"> => ({
  list: () => services.subnets.list(),
  hyperparameters: ({ netuid }) => services.subnets.hyperparameters(netuid),
  impact: ({ netuid }) => services.subnets.impact(netuid),
  setFavourite: ({ netuid, favourite }) => services.subnets.setFavourite(netuid, favourite),
  neurons: ({ netuid }) => services.subnets.neurons(netuid),
});
