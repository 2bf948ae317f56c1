import type { Struct } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import { PRICE_SCALE, spotPriceRao, WEIGHT_ONE } from "#src/swap/pool.ts";

const figure = (value: Codec | undefined): bigint => BigInt(value?.toString() ?? "0");

/**
 * A spot price, rao per 1 α, on runtimes without a call for all prices (chain facts 3.7): from the pool's weights where they are
 * stored, else from the stored square root (U64F64), else from the reserves alone. Root and stable subnets are one to one.
 */
export function priceFromStorage(
  netuid: number,
  reserves: { readonly taoRao: bigint; readonly alphaRao: bigint },
  item: (name: string) => Codec | null,
): bigint {
  const mechanism = item("SubnetMechanism");
  if (netuid === 0 || (mechanism && figure(mechanism) !== 1n)) return PRICE_SCALE;
  const quote = (item("SwapBalancer") as Struct | null)?.get("quote") as Codec | undefined;
  const root = figure((item("AlphaSqrtPrice") as Struct | null)?.get("bits") as Codec | undefined);
  if (!quote && root > 0n) return (root * root * PRICE_SCALE) >> 128n;
  const taoWeight = quote ? figure(quote) : WEIGHT_ONE / 2n;
  return spotPriceRao({ ...reserves, taoWeight, feeRate: 0n });
}
