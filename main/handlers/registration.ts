import type { Registration } from "#main/registration/registration.ts";
import type { Handlers } from "./types.ts";

export const registrationHandlers = (services: { readonly registration: Registration }): Handlers<"registration"> => ({
  price: ({ netuid }) => services.registration.price(netuid),
  prepare: ({ netuid, walletId, hotkeyName, ceilingRao }) =>
    services.registration.prepare({
      netuid,
      walletId,
      hotkeyName,
      ...(ceilingRao === undefined ? {} : { ceilingRao: BigInt(ceilingRao) }),
    }),
  status: ({ netuid, hotkey }) => services.registration.status(netuid, hotkey),
  mine: () => services.registration.mine(),
});
