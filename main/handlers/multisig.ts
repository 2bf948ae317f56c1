import type { Multisig } from "#main/multisig/multisig.ts";
import type { Handlers } from "./types.ts";

export const multisigHandlers = ({ multisig }: { readonly multisig: Multisig }): Handlers<"multisig"> => ({
  address: ({ signatories, threshold }) => multisig.address(signatories, threshold),
  add: ({ name, signatories, threshold }) => multisig.add(name, signatories, threshold),
  forget: ({ address }) => {
    multisig.forget(address);
    return {};
  },
  list: () => multisig.list(),
  prepareVia: ({ planId, signatoryWalletId }) => multisig.prepareVia(planId, signatoryWalletId),
  prepareApprove: (input) => multisig.prepareApprove(input),
  prepareCancel: (input) => multisig.prepareCancel(input),
  learnCall: ({ callHex }) => multisig.learnCall(callHex),
});
