import type { Move } from "#main/move/move.ts";
import type { Handlers } from "./types.ts";

/** Moving a miner to another machine. */
export const moveHandlers = ({ move }: { readonly move: Move }): Handlers<"move"> => ({
  list: () => move.list(),
  get: ({ moveId }) => move.get(moveId),
  export: (input) => move.export(input),
  preview: (input) => move.preview(input),
  import: (input) => move.import(input),
  stop: (input) => move.end(input),
  token: ({ moveId }) => move.token(moveId),
  start: (input) => move.begin(input),
  takeOver: ({ moveId }) => move.takeOver(moveId),
  takeBack: ({ moveId }) => move.takeBack(moveId),
  cancel: ({ moveId }) => move.cancel(moveId),
});
