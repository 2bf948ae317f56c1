/** Fractions of one in here. */
const ONE = 1n << 48n;
const FULL_U16 = 65_535n;

/** A neuron as the consensus sees it. */
export interface ConsensusNeuron {
  /** Alpha and weighed root TAO behind it, rao. */
  readonly stakeRao: bigint;
  /** Has a permit and has set weights within the activity cutoff. */
  readonly votes: boolean;
  /** UID and weight, of any scale; what it gives itself does not count. */
  readonly weights: readonly (readonly [number, number])[];
  /** Block of its last weights. What it says of neurons registered since then does not count. */
  readonly lastUpdate: bigint;
  readonly registeredAtBlock: bigint;
}

/** What an epoch decides, one figure a UID. The scores are parts of 65,535. */
export interface ConsensusResult {
  readonly incentives: number[];
  readonly dividends: number[];
  readonly consensus: number[];
  readonly validatorTrust: number[];
  readonly stakeWeight: number[];
  /** alpha-rao for mining and for validating. */
  readonly serverEmission: bigint[];
  readonly validatorEmission: bigint[];
  /** Whether anybody got an incentive at all. */
  readonly hasIncentives: boolean;
}

/**
 * A plain form of Yuma consensus, enough to practise with. The voters' weights are made into shares; each neuron's consensus is the
 * weight that voters with at least `kappa` of the stake give it or more, and weights above it are cut to it. Incentive follows
 * the stake-weighted sum of what remains. Dividends follow each voter's part in that sum, neuron by neuron. Left out, compared with
 * the live chain: bonds that remember earlier epochs, liquid alpha, bonds penalty, several mechanisms and root dividends.
 * @param kappa part of 65,535.
 * @param serverAlphaRao alpha-rao to share among the miners.
 * @param validatorAlphaRao alpha-rao to share among the validators.
 */
export function runConsensus(
  neurons: readonly ConsensusNeuron[],
  kappa: number,
  serverAlphaRao: bigint,
  validatorAlphaRao: bigint,
): ConsensusResult {
  const stakes = shares(neurons.map((neuron) => (neuron.votes ? neuron.stakeRao : 0n)));
  const rows = neurons.map((neuron, uid) => (neuron.votes ? voteOf(neuron, uid, neurons) : new Map<number, bigint>()));
  const majority = (ONE * BigInt(kappa)) / FULL_U16;
  const consensus = neurons.map((_, uid) => agreed(rows, stakes, uid, majority));
  const clipped = rows.map(
    (row) => new Map([...row].map(([uid, weight]) => [uid, least(weight, consensus[uid] ?? 0n)])),
  );

  const ranks = neurons.map((_, uid) => sum(clipped.map((row, voter) => product(stakes[voter], row.get(uid)))));
  const incentives = shares(ranks);
  const earned = clipped.map((row, voter) =>
    sum([...row].map(([uid, weight]) => divide(product(product(stakes[voter], weight), incentives[uid]), ranks[uid]))),
  );
  const dividends = shares(earned);
  const hasIncentives = sum(ranks) > 0n;
  return {
    incentives: incentives.map(toU16),
    dividends: dividends.map(toU16),
    consensus: consensus.map(toU16),
    validatorTrust: clipped.map((row) => toU16(sum([...row.values()]))),
    stakeWeight: shares(neurons.map((neuron) => neuron.stakeRao)).map(toU16),
    serverEmission: incentives.map((share) => (serverAlphaRao * share) / ONE),
    validatorEmission: dividends.map((share) => (validatorAlphaRao * share) / ONE),
    hasIncentives,
  };
}

/** The UIDs that may validate: the highest stakes up to the limit, none without stake; equal stakes by lower UID. */
export function permitted(stakes: readonly bigint[], limit: number): boolean[] {
  const order = stakes
    .map((stakeRao, uid) => ({ stakeRao, uid }))
    .filter(({ stakeRao }) => stakeRao > 0n)
    .sort((a, b) => (a.stakeRao === b.stakeRao ? a.uid - b.uid : a.stakeRao < b.stakeRao ? 1 : -1))
    .slice(0, limit);
  const chosen = new Set(order.map(({ uid }) => uid));
  return stakes.map((_, uid) => chosen.has(uid));
}

/** A voter's weights as shares of one. */
function voteOf(neuron: ConsensusNeuron, self: number, neurons: readonly ConsensusNeuron[]): Map<number, bigint> {
  const counted = neuron.weights.filter(([uid]) => {
    const target = neurons[uid];
    return uid !== self && target !== undefined && target.registeredAtBlock <= neuron.lastUpdate;
  });
  const total = counted.reduce((all, [, weight]) => all + BigInt(weight), 0n);
  return new Map(counted.map(([uid, weight]) => [uid, divide(BigInt(weight), total)]));
}

/** The largest weight that voters with at least the majority of stake give a neuron, or more. */
function agreed(
  rows: readonly ReadonlyMap<number, bigint>[],
  stakes: readonly bigint[],
  uid: number,
  majority: bigint,
): bigint {
  const votes = rows
    .map((row, voter) => ({ weight: row.get(uid) ?? 0n, stake: stakes[voter] ?? 0n }))
    .filter(({ weight }) => weight > 0n)
    .sort((a, b) => (a.weight < b.weight ? 1 : -1));
  let stake = 0n;
  for (const vote of votes) {
    stake += vote.stake;
    if (stake >= majority && stake > 0n) return vote.weight;
  }
  return 0n;
}

function shares(values: readonly bigint[]): bigint[] {
  const total = sum(values);
  return values.map((value) => divide(value, total));
}

const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
const product = (a: bigint | undefined, b: bigint | undefined): bigint => ((a ?? 0n) * (b ?? 0n)) / ONE;
const divide = (a: bigint, b: bigint | undefined): bigint => (b === undefined || b === 0n ? 0n : (a * ONE) / b);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const toU16 = (share: bigint): number => Number((share * FULL_U16 + ONE / 2n) / ONE);
