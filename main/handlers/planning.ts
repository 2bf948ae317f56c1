import type { Planning } from "#main/planning/planning.ts";
import type { Handlers } from "./types.ts";

export const planningHandlers = ({ planning }: { readonly planning: Planning }): Handlers<"planning"> => ({
  target: (input) => planning.target(input),
  sweep: (input) => planning.sweep(input),
  split: (input) => planning.split(input),
  rebalance: (input) => planning.rebalance(input),
});
