import type { Context } from "./describe/context.ts";
import { writeGenesis } from "./genesis/genesis.ts";
import { subtensorPallets } from "./pallets/subtensor/index.ts";
import { publishAxon as publish } from "./pallets/subtensor/practice-axons.ts";
import { swapPallet } from "./pallets/swap.ts";
import type { RuntimeParts } from "./practice-runtime.ts";
import { subtensorApis } from "./runtime-apis/subtensor.ts";
import type { ValidatorAxon } from "./worker-messages.ts";

export { uidOf } from "./pallets/subtensor/practice-axons.ts";

/** What the subtensor side adds to the node's machinery. */
export const parts: RuntimeParts = { pallets: [...subtensorPallets, swapPallet], apis: subtensorApis };

export const genesis = writeGenesis;

/** Writes where a validator listens. */
export const publishAxon = (ctx: Context, { netuid, hotkey, port }: ValidatorAxon): void => {
  publish(ctx, netuid, hotkey, port);
};
