/** What a runtime charges; data, never a table in code, since runtimes change it (facts 5.1). All in rao. */
export interface FeeParameters {
  /** Weight of an empty extrinsic, in units of `ref_time`. */
  readonly baseRefTime: bigint;
  /** rao per unit of `ref_time`, in parts per 10⁹ (a Perbill). */
  readonly refTimeRaoPpb: bigint;
  /** rao per byte of the signed extrinsic, in parts per 10⁹. */
  readonly byteRaoPpb: bigint;
}

/** Runtime 424/425: 0.0005 rao per unit of `ref_time`, 1 rao per byte (facts 5.1). */
export const FEES_AT_424: FeeParameters = {
  baseRefTime: 108_157_000n,
  refTimeRaoPpb: 500_000n,
  byteRaoPpb: 1_000_000_000n,
};

/** A transaction fee in its parts; the proof size is not charged. */
export interface TransactionFee {
  readonly baseRao: bigint;
  readonly lengthRao: bigint;
  readonly weightRao: bigint;
  readonly tipRao: bigint;
  /** Base, length and weight: what a node reports as `partialFee`. */
  readonly partialRao: bigint;
  /** What leaves the account: the partial fee and the tip. */
  readonly totalRao: bigint;
}

export interface FeeInput {
  /** Bytes of the whole signed extrinsic, length prefix included. */
  readonly lengthBytes: number;
  /** Declared weight of call and extensions together, in units of `ref_time`. */
  readonly refTime: bigint;
  /** False for calls declared free: neither base, length nor weight is charged. */
  readonly pays: boolean;
  readonly tipRao?: bigint;
}

/**
 * The fee a node takes for an extrinsic: base + length + weight, and the tip on top (multiplier 1, constant).
 * A part is rounded to the nearest rao, halves down, as the chain's fixed-point multiplication does.
 */
export function transactionFee(parameters: FeeParameters, input: FeeInput): TransactionFee {
  const tipRao = input.tipRao ?? 0n;
  if (!input.pays) return { baseRao: 0n, lengthRao: 0n, weightRao: 0n, tipRao, partialRao: 0n, totalRao: tipRao };
  const baseRao = weightToFee(parameters, parameters.baseRefTime);
  const lengthRao = mulPerBillion(BigInt(input.lengthBytes), parameters.byteRaoPpb);
  const weightRao = weightToFee(parameters, input.refTime);
  const partialRao = baseRao + lengthRao + weightRao;
  return { baseRao, lengthRao, weightRao, tipRao, partialRao, totalRao: partialRao + tipRao };
}

/** The fee of a weight alone, in rao. */
export const weightToFee = (parameters: FeeParameters, refTime: bigint): bigint =>
  mulPerBillion(refTime, parameters.refTimeRaoPpb);

/** The smallest weight whose fee is the given rao; for nodes that declare weights from known fees. */
export const feeToWeight = (parameters: FeeParameters, rao: bigint): bigint =>
  (rao * 1_000_000_000n) / parameters.refTimeRaoPpb;

/** `value × ppb ÷ 10⁹`, to the nearest, halves down. */
const mulPerBillion = (value: bigint, ppb: bigint): bigint => (value * ppb + 499_999_999n) / 1_000_000_000n;
