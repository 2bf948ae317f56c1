import type { Miners } from "#main/miners/miners.ts";
import type { Handlers } from "./types.ts";

/** Miners: set up, start, stop, look at. */
export const minersHandlers = ({ miners }: { readonly miners: Miners }): Handlers<"miners"> => ({
  list: () => miners.list(),
  create: (input) => miners.create(input),
  setPort: ({ minerId, intakePort }) => miners.setPort(minerId, intakePort),
  start: ({ minerId }) => miners.startMiner(minerId),
  stop: ({ minerId }) => miners.stopMiner(minerId),
  remove: ({ minerId }) => {
    miners.remove(minerId);
    return {};
  },
  logs: ({ minerId, limit }) => miners.logs(minerId, limit),
});
