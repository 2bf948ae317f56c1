import type { Practice } from "#main/practice/practice.ts";
import type { Handlers } from "./types.ts";

export const practiceHandlers = ({ practice }: { readonly practice: Practice }): Handlers<"practice"> => ({
  status: () => practice.status(),
  faucet: async ({ address, amountRao }) => {
    const { freeRao, atBlock } = await practice.faucet(address, BigInt(amountRao));
    return { freeRao: freeRao.toString(), atBlock };
  },
  reset: () => practice.reset(),
  upgrade: () => practice.upgrade(),
});
