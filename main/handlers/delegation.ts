import type { Delegation } from "#main/delegation/delegation.ts";
import type { Handlers } from "./types.ts";

export const delegationHandlers = ({ delegation }: { readonly delegation: Delegation }): Handlers<"delegation"> => ({
  view: ({ walletId }) => delegation.view(walletId),
  prepareTake: ({ walletId, hotkey, percent }) => delegation.prepareTake(walletId, hotkey, percent),
  prepareChildkeyTake: ({ walletId, hotkey, netuid, percent }) =>
    delegation.prepareChildkeyTake(walletId, hotkey, netuid, percent),
  prepareChildren: ({ walletId, hotkey, netuid, children }) =>
    delegation.prepareChildren(walletId, hotkey, netuid, children),
  prepareAssociate: ({ walletId, hotkey }) => delegation.prepareAssociate(walletId, hotkey),
});
