import { withSqrtPrice } from "./pallets/sqrt-price.ts";
import { alphaFee } from "./pallets/subtensor/alpha-fee.ts";
import { coldkeySwapGuard } from "./pallets/subtensor/coldkey-guard.ts";
import { subtensorPallets } from "./pallets/subtensor/index.ts";
import { swapPallet } from "./pallets/swap.ts";
import type { RuntimeParts } from "./practice-runtime.ts";
import { subtensorApis } from "./runtime-apis/subtensor.ts";

/** Everything of Subtensor in the practice network's runtime. */
export const parts: RuntimeParts = {
  pallets: [...subtensorPallets, withSqrtPrice(swapPallet)],
  apis: subtensorApis,
  feeFallback: alphaFee,
  guard: coldkeySwapGuard,
};

export { writeGenesis as genesis } from "./genesis/genesis.ts";
