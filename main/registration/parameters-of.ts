import type { RegistrationPrice } from "#src/contract/registration.ts";
import type { BurnParameters } from "#src/registration/burn-price.ts";

const BILLION = 1_000_000_000n;

/** `1.26` as U64F64 bits. */
function factorBits(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return (((BigInt(whole) * BILLION + BigInt(fraction.padEnd(9, "0").slice(0, 9))) << 64n) / BILLION) as bigint;
}

/** What governs the price, out of what is shown of it; null where the runtime does not tell. */
export function parametersOf(price: RegistrationPrice): BurnParameters | null {
  if (price.halfLifeBlocks === null || price.increaseFactor === null) return null;
  return {
    minBurnRao: BigInt(price.minBurnRao),
    maxBurnRao: BigInt(price.maxBurnRao),
    halfLifeBlocks: price.halfLifeBlocks,
    increaseFactorBits: factorBits(price.increaseFactor),
  };
}
