import { squareRoot } from "#src/swap/fixed-power.ts";
import { priceRatio } from "#src/swap/pool.ts";
import { type Context, identity, NetUid, type Pallet, storageMap, U64F64 } from "../describe/index.ts";
import { readMarket } from "./subtensor/market.ts";
import { allNetuids } from "./subtensor/subnet-account.ts";

/**
 * The square root of each price. Runtime 424 no longer has this map, but the command-line client of its time reads it and stops without
 * it; so the practice network keeps it, as the one marked exception to the live chain's shapes.
 */
export const AlphaSqrtPrice = storageMap("Swap", "AlphaSqrtPrice", [identity(NetUid)], U64F64, { bits: 0n });

function write(ctx: Context): void {
  for (const netuid of allNetuids(ctx)) {
    const market = readMarket(ctx, netuid);
    const { numerator, denominator } = market === "oneToOne" ? { numerator: 1n, denominator: 1n } : priceRatio(market);
    const bits = squareRoot((numerator << 128n) / denominator);
    if (AlphaSqrtPrice.get(ctx, netuid).bits !== bits) AlphaSqrtPrice.put(ctx, netuid, { bits });
  }
}

/** The Swap pallet with the map that older clients read. */
export const withSqrtPrice = (swap: Pallet): Pallet => ({
  ...swap,
  storage: [...(swap.storage ?? []), AlphaSqrtPrice],
  hooks: { ...swap.hooks, onFinalize: write },
});
