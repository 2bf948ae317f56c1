import { WEIGHT_ONE } from "#src/swap/pool.ts";

const τ = 1_000_000_000n;

/** A practice subnet as it is at block 0. */
export interface PracticeSubnet {
  readonly netuid: number;
  readonly name: string;
  readonly symbol: string;
  readonly description: string;
  /** Reserves of the pool: rao and alpha-rao. */
  readonly taoRao: bigint;
  readonly alphaRao: bigint;
  /** Weight of TAO in the pool, parts of 10¹⁸. */
  readonly taoWeight: bigint;
  /** All of them are taken, so that a registration replaces somebody. */
  readonly maxUids: number;
  /** Miners that the validators' first weights reward; the others earn nothing and are replaced first. */
  readonly earningMiners: number;
  /** Blocks between epochs. */
  readonly tempo: number;
  /** Price of a UID, rao. */
  readonly burnRao: bigint;
  /** Stake of each validator, alpha-rao. */
  readonly validatorStakesAlphaRao: readonly bigint[];
}

/**
 * The practice subnets under the live numbers of their kinds. Reserves and prices are of the size that live subnets have. Tempos of 20
 * to 50 blocks, where live ones have 360 and more, let a newcomer see several epochs within the first minutes; more than 10 neurons
 * beside the protected ones let the rule of replacement work as in a large subnet. One pool has uneven weights, as live pools come to
 * have, so that whoever takes the reserves' quotient for the price is wrong.
 */
export const PRACTICE_SUBNETS: readonly PracticeSubnet[] = [
  {
    netuid: 1,
    name: "Loom",
    symbol: "α",
    description: "An ordinary subnet to stake on.",
    taoRao: 60_000n * τ,
    alphaRao: 1_000_000n * τ,
    taoWeight: (WEIGHT_ONE * 495n) / 1_000n,
    maxUids: 16,
    earningMiners: 6,
    tempo: 50,
    burnRao: 1n * τ,
    validatorStakesAlphaRao: [90_000n * τ, 70_000n * τ, 40_000n * τ, 20_000n * τ],
  },
  {
    netuid: 3,
    name: "Horizon",
    symbol: "γ",
    description: "Miners predict time series; validators compare them with what came.",
    taoRao: 9_000n * τ,
    alphaRao: 300_000n * τ,
    taoWeight: WEIGHT_ONE / 2n,
    maxUids: 32,
    earningMiners: 12,
    tempo: 30,
    burnRao: τ / 2n,
    validatorStakesAlphaRao: [60_000n * τ, 45_000n * τ, 30_000n * τ, 15_000n * τ],
  },
  {
    netuid: 8,
    name: "Signals",
    symbol: "θ",
    description: "Miners send trading signals; validators keep score of what they would have earned.",
    taoRao: 24_000n * τ,
    alphaRao: 600_000n * τ,
    taoWeight: WEIGHT_ONE / 2n,
    maxUids: 64,
    earningMiners: 20,
    tempo: 20,
    burnRao: (3n * τ) / 4n,
    validatorStakesAlphaRao: [120_000n * τ, 80_000n * τ, 50_000n * τ, 30_000n * τ],
  },
];
