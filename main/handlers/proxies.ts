import type { Proxies } from "#main/proxies/proxies.ts";
import type { Handlers } from "./types.ts";

export const proxiesHandlers = ({ proxies }: { readonly proxies: Proxies }): Handlers<"proxies"> => ({
  list: () => proxies.list(),
  types: () => proxies.types(),
  search: ({ delegate }) => proxies.search(delegate),
  prepareAdd: (input) => proxies.prepareAdd(input),
  prepareRemove: (input) => proxies.prepareRemove(input),
  preparePays: ({ walletId, delegate, pays }) => proxies.preparePays(walletId, delegate, pays),
  prepareVia: (input) => proxies.prepareVia(input),
  prepareAnnounce: (input) => proxies.prepareAnnounce(input),
  prepareExecute: (input) => proxies.prepareExecute(input),
  prepareWithdraw: (input) => proxies.prepareWithdraw(input),
  prepareReject: (input) => proxies.prepareReject(input),
  prepareCreatePure: (input) => proxies.prepareCreatePure(input),
  prepareKillPure: ({ address, confirmAddress }) => proxies.prepareKillPure(address, confirmAddress),
  learnCall: ({ callHex }) => proxies.learnCall(callHex),
});
