import type { Chain } from "#main/chain/chain.ts";
import type { AxonPublishing } from "#main/neurons/axon/axon.ts";
import type { Reach } from "#main/neurons/axon/reach.ts";
import { readNeuronStatus } from "#main/neurons/neuron-status.ts";
import type { Neurons } from "#main/neurons/neurons.ts";
import type { Handlers } from "./types.ts";

/** Own neurons: the overview, any hotkey's status, and publishing an axon. */
export const neuronsHandlers = (services: {
  readonly chain: Chain;
  readonly neurons: Neurons;
  readonly axon: AxonPublishing;
  readonly reach: Reach;
}): Handlers<"neurons"> => ({
  overview: ({ netuid }) => services.neurons.overview(netuid),
  status: (question) => readNeuronStatus(services.chain, question),
  axon: (named) => services.axon.view(named),
  prepareAxon: (wish) => services.axon.prepare(wish),
  prepareAxonReset: (named) => services.axon.prepareReset(named),
  startReach: (wish) => services.reach.start(wish, services.chain.isPractice()),
  reach: () => services.reach.last(),
  stopReach: () => services.reach.stop(),
});
