import { type BurnParameters, burnForecast, ONE_U64F64 } from "./burn-price.ts";

/**
 * How many registrations a registration price tells of, between two readings: without any it only decays, and each
 * multiplies it (facts 6.1). Null where the price cannot tell: no factor above one, or a price at its upper bound.
 * At the lower bound a registration may have decayed away between the readings, so the count is "at least".
 */
export function registrationsSeen(
  before: { readonly burnRao: bigint; readonly block: number },
  after: { readonly burnRao: bigint; readonly block: number },
  parameters: BurnParameters,
): number | null {
  const blocks = after.block - before.block;
  if (blocks <= 0 || parameters.increaseFactorBits <= ONE_U64F64) return null;
  if (after.burnRao >= parameters.maxBurnRao) return null;
  const quietRao = burnForecast(before.burnRao, parameters, blocks).at(-1) as bigint;
  if (quietRao <= 0n || after.burnRao <= quietRao) return 0;
  // Whole registrations are far apart (a quarter of the price each), so doubles are exact enough to count them.
  const rise = Math.log(Number(after.burnRao) / Number(quietRao));
  return Math.round(rise / Math.log(Number(parameters.increaseFactorBits) / Number(ONE_U64F64)));
}
