import type { Identities } from "#main/identity/identity.ts";
import type { Handlers } from "./types.ts";

export const identityHandlers = (services: { readonly identities: Identities }): Handlers<"identity"> => ({
  get: ({ address }) => services.identities.get(address),
  prepare: ({ walletId, ...identity }) => services.identities.prepare(walletId, identity),
});
