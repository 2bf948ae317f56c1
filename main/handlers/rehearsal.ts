import type { Rehearsal } from "#main/rehearsal/rehearsal.ts";
import type { Handlers } from "./types.ts";

export const rehearsalHandlers = ({ rehearsal }: { readonly rehearsal: Rehearsal }): Handlers<"rehearsal"> => ({
  run: (wanted) => rehearsal.run(wanted),
  state: () => rehearsal.state(),
  cancel: () => rehearsal.cancel(),
});
