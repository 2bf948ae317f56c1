import type { Neurons } from "#main/neurons/neurons.ts";
import type { Handlers } from "./types.ts";

/** Own neurons: the overview. */
export const neuronsHandlers = ({ neurons }: { readonly neurons: Neurons }): Handlers<"neurons"> => ({
  overview: ({ netuid }) => neurons.overview(netuid),
});
