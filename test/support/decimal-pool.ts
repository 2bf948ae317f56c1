import type { Pool } from "#src/swap/pool.ts";
import { decimalPower } from "./decimal-power.ts";

/**
 * What selling alpha brings, worked out by another way than the program's: decimal places, the power by square roots, and the fee taken
 * off first. Cut to whole rao; the power's error is far below one.
 */
export function decimalSaleRao(pool: Pool, alphaRao: bigint): { readonly outRao: bigint; readonly after: Pool } {
  const fee = (alphaRao * pool.feeRate) / 65_535n;
  const sold = swap(pool, alphaRao - fee);
  // The fee is sold for the block's author in the same pool right afterwards.
  const author = swap(sold.after, fee);
  return { outRao: sold.outRao, after: author.after };
}

function swap(pool: Pool, netRao: bigint): { outRao: bigint; after: Pool } {
  const one = 10n ** 18n;
  const kept = decimalPower([pool.alphaRao, pool.alphaRao + netRao], [one - pool.taoWeight, pool.taoWeight]);
  const outRao = (pool.taoRao * (kept.one - kept.scaled)) / kept.one;
  return { outRao, after: { ...pool, taoRao: pool.taoRao - outRao, alphaRao: pool.alphaRao + netRao } };
}

/** What buying with TAO brings, by the same other way. */
export function decimalPurchaseRao(pool: Pool, taoRao: bigint): bigint {
  const one = 10n ** 18n;
  const net = taoRao - (taoRao * pool.feeRate) / 65_535n;
  const kept = decimalPower([pool.taoRao, pool.taoRao + net], [pool.taoWeight, one - pool.taoWeight]);
  return (pool.alphaRao * (kept.one - kept.scaled)) / kept.one;
}
