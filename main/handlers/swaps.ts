import type { Swaps } from "#main/swaps/swaps.ts";
import type { Handlers } from "./types.ts";

export const swapsHandlers = ({ swaps }: { readonly swaps: Swaps }): Handlers<"swaps"> => ({
  view: ({ walletId }) => swaps.view(walletId),
  announcements: () => swaps.announcements(),
  prepareHotkey: ({ walletId, ...wish }) => swaps.prepareHotkey(walletId, wish),
  prepareAnnounce: ({ walletId, newColdkey }) => swaps.prepareAnnounce(walletId, newColdkey),
  prepareExecute: ({ walletId, newColdkey }) => swaps.prepareExecute(walletId, newColdkey),
  prepareDispute: ({ walletId }) => swaps.prepareDispute(walletId),
  prepareClear: ({ walletId }) => swaps.prepareClear(walletId),
  acknowledge: ({ walletId, newColdkey }) => swaps.acknowledge(walletId, newColdkey),
});
