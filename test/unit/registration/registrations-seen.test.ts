import { describe, expect, it } from "vitest";
import { type BurnParameters, bumpBurn, burnForecast, decayBurn, ONE_U64F64 } from "#src/registration/burn-price.ts";
import { registrationsSeen } from "#src/registration/registrations-seen.ts";

const parameters: BurnParameters = {
  minBurnRao: 500_000n,
  maxBurnRao: 100_000_000_000n,
  halfLifeBlocks: 360,
  increaseFactorBits: (ONE_U64F64 * 126n) / 100n,
};

describe("registrations seen in the price", () => {
  it.each([0, 1, 2, 7])("counts %i among ten blocks, wherever they fell", (registrations) => {
    let burnRao = 700_000_000n;
    for (let block = 1; block <= 10; block += 1) {
      burnRao = decayBurn(burnRao, parameters);
      if (block <= registrations) burnRao = bumpBurn(burnRao, parameters);
    }
    expect(registrationsSeen({ burnRao: 700_000_000n, block: 5 }, { burnRao, block: 15 }, parameters)).toBe(
      registrations,
    );
  });

  it("sees none in a price that only decays, at its lower bound too", () => {
    const quiet = burnForecast(600_000n, parameters, 400).at(-1) ?? 0n;
    expect(quiet).toBe(parameters.minBurnRao);
    expect(registrationsSeen({ burnRao: 600_000n, block: 0 }, { burnRao: quiet, block: 400 }, parameters)).toBe(0);
  });

  it("says nothing where the price cannot tell", () => {
    const before = { burnRao: 1_000_000n, block: 10 };
    const after = { burnRao: 2_000_000n, block: 20 };
    expect(registrationsSeen(before, { ...after, block: 10 }, parameters)).toBeNull();
    expect(registrationsSeen(before, { ...after, burnRao: parameters.maxBurnRao }, parameters)).toBeNull();
    expect(registrationsSeen(before, after, { ...parameters, increaseFactorBits: ONE_U64F64 })).toBeNull();
  });
});
