import type { Signals } from "#main/signals/signals.ts";
import type { Handlers } from "./types.ts";

/** Signals: list, look at, send by hand, and the intake for outside tools. */
export const signalsHandlers = ({ signals }: { readonly signals: Signals }): Handlers<"signals"> => ({
  list: ({ minerId, limit }) => signals.list(minerId, limit),
  get: ({ uuid }) => signals.get(uuid),
  send: (input) => signals.send(input),
  pairs: () => signals.pairs(),
  intake: ({ minerId }) => signals.intake(minerId),
  intakeKey: ({ minerId }) => signals.intakeKey(minerId),
  rotateIntakeKey: ({ minerId }) => signals.rotateIntakeKey(minerId),
});
