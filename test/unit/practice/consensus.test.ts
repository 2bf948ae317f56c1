import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConsensusNeuron, permitted, runConsensus } from "#main/practice/pallets/subtensor/consensus.ts";

const KAPPA = 32_767;
const validator = (stakeRao: bigint, weights: [number, number][], votes = true): ConsensusNeuron => ({
  stakeRao,
  votes,
  weights,
  lastUpdate: 10n,
  registeredAtBlock: 0n,
});
const miner = (registeredAtBlock = 0n): ConsensusNeuron => ({
  stakeRao: 0n,
  votes: false,
  weights: [],
  lastUpdate: 0n,
  registeredAtBlock,
});

describe("the practice network's consensus", () => {
  it("pays miners by the validators' weights and validators by their stake", () => {
    const weights: [number, number][] = [
      [2, 30],
      [3, 10],
    ];
    const result = runConsensus(
      [validator(75n, weights), validator(25n, weights), miner(), miner()],
      KAPPA,
      4_000n,
      400n,
    );
    expect(result.incentives).toEqual([0, 0, 49_151, 16_384]);
    expect(result.serverEmission).toEqual([0n, 0n, 3_000n, 1_000n]);
    expect(result.validatorEmission).toEqual([300n, 100n, 0n, 0n]);
    expect(result.validatorTrust).toEqual([65_535, 65_535, 0, 0]);
    expect(result.hasIncentives).toBe(true);
  });

  it("cuts what a minority claims down to what the majority gives", () => {
    const honest: [number, number][] = [[3, 1]];
    const selfish: [number, number][] = [[4, 1]];
    const neurons = [validator(40n, honest), validator(30n, honest), validator(30n, selfish), miner(), miner()];
    const result = runConsensus(neurons, KAPPA, 1_000n, 1_000n);
    expect(result.serverEmission).toEqual([0n, 0n, 0n, 1_000n, 0n]);
    expect(result.validatorTrust[2]).toBe(0);
    expect(result.validatorEmission[2]).toBe(0n);
  });

  it("does not count weights for oneself, nor for those who came later", () => {
    const neurons = [
      validator(10n, [
        [0, 9],
        [1, 5],
        [2, 5],
      ]),
      miner(),
      miner(11n),
    ];
    const result = runConsensus(neurons, KAPPA, 100n, 100n);
    expect(result.serverEmission).toEqual([0n, 100n, 0n]);
  });

  it("pays nobody where nobody votes", () => {
    const result = runConsensus([validator(10n, [[1, 1]], false), miner()], KAPPA, 100n, 100n);
    expect(result.hasIncentives).toBe(false);
    expect([...result.serverEmission, ...result.validatorEmission]).toEqual([0n, 0n, 0n, 0n]);
  });

  it("permits the highest stakes and never those without", () => {
    expect(permitted([5n, 0n, 9n, 5n], 2)).toEqual([true, false, true, false]);
    expect(permitted([0n, 0n], 2)).toEqual([false, false]);
  });

  it("never pays out more than there is", () => {
    const weight = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 65_535 }));
    const unique = fc.uniqueArray(weight, { maxLength: 6, selector: ([uid]) => uid });
    const neuron = fc.record({
      stakeRao: fc.bigInt(0n, 10n ** 16n),
      votes: fc.boolean(),
      weights: unique,
      lastUpdate: fc.bigInt(0n, 5n),
      registeredAtBlock: fc.bigInt(0n, 5n),
    });
    fc.assert(
      fc.property(fc.array(neuron, { minLength: 6, maxLength: 6 }), fc.bigInt(0n, 10n ** 12n), (neurons, alpha) => {
        const result = runConsensus(neurons, KAPPA, alpha, alpha);
        const sum = (list: readonly bigint[]) => list.reduce((total, value) => total + value, 0n);
        expect(sum(result.serverEmission)).toBeLessThanOrEqual(alpha);
        expect(sum(result.validatorEmission)).toBeLessThanOrEqual(alpha);
        if (result.hasIncentives) expect(sum(result.serverEmission) + 6n).toBeGreaterThanOrEqual(alpha);
      }),
    );
  });
});
