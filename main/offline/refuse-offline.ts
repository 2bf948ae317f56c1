import { type Chain, offlineByChoice } from "#main/chain/chain.ts";
import type { AllHandlers } from "#main/handlers/types.ts";

/**
 * Areas that open sockets of their own (listeners, tried ports, asked endpoints), and what in them opens none. Every
 * other area reaches the network through the chain client alone, which refuses by itself.
 */
const QUIET: { readonly [A in keyof AllHandlers]?: readonly string[] } = {
  network: ["status", "list", "add", "remove", "select"],
  practice: ["status"],
  miners: ["list", "stop", "remove", "logs"],
  move: ["list", "get", "preview", "token", "takeOver", "takeBack"],
  signals: ["list", "get", "pairs", "intake", "intakeKey", "rotateIntakeKey"],
  neurons: ["overview", "status", "axon", "prepareAxon", "prepareAxonReset", "reach", "stopReach"],
};

type Handler = (input: unknown, context: unknown) => unknown;

/** The same handlers, which answer `NETWORK_OFFLINE` while offline is chosen and a socket would be opened. */
export function refuseOffline(handlers: AllHandlers, chain: Pick<Chain, "status">): AllHandlers {
  const guard =
    (handler: Handler): Handler =>
    (input, context) => {
      if (chain.status().kind === "offline") throw offlineByChoice();
      return handler(input, context);
    };
  const guarded = Object.entries(QUIET).map(([area, quiet]) => {
    const verbs = Object.entries(handlers[area as keyof AllHandlers]) as unknown as [string, Handler][];
    return [area, Object.fromEntries(verbs.map(([verb, run]) => [verb, quiet.includes(verb) ? run : guard(run)]))];
  });
  return { ...handlers, ...Object.fromEntries(guarded) };
}
