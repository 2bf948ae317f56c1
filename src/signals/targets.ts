import type { NetworkKind } from "#src/contract/network.ts";
import type { ValidatorRow } from "./validator-row.ts";

/** Who receives signals on a network. */
export interface TargetRule {
  /** Stake strictly above which a neuron without a permit counts too, in rao; `null` turns the stake rule off. */
  readonly stakeAboveRao: bigint | null;
  /** Everybody with an axon receives, permit or not. */
  readonly everyAxon: boolean;
  /** Validators without any trust are asked again too, and their failure counts. */
  readonly retryUntrusted: boolean;
  /** A single validator that did not accept makes the signal failed, high trust or not. */
  readonly everyAnswerCounts: boolean;
}

/**
 * Per-network rules of the reference miner as data (facts D5). Its `STAKE_MIN = 1000` is compared in rao, so on the
 * main network practically every staked neuron is asked; the test network asks every published axon.
 */
export const targetRules: Readonly<Record<NetworkKind, TargetRule>> = {
  finney: { stakeAboveRao: 1_000n, everyAxon: false, retryUntrusted: false, everyAnswerCounts: false },
  test: { stakeAboveRao: null, everyAxon: true, retryUntrusted: false, everyAnswerCounts: true },
  practice: { stakeAboveRao: 1_000n, everyAxon: false, retryUntrusted: true, everyAnswerCounts: false },
  custom: { stakeAboveRao: 1_000n, everyAxon: false, retryUntrusted: true, everyAnswerCounts: false },
  // No miner runs without a network.
  offline: { stakeAboveRao: null, everyAxon: false, retryUntrusted: false, everyAnswerCounts: true },
};

/** Trust from which a validator decides whether a signal counts as processed (facts D5). */
export const HIGH_TRUST = 0.75;

/** The validators a signal goes to, highest stake first; never the miner itself. */
export function selectTargets(
  rows: readonly ValidatorRow[],
  network: NetworkKind,
  ownHotkey: string,
): readonly ValidatorRow[] {
  const rule = targetRules[network];
  return rows
    .filter((row) => row.hotkey !== ownHotkey && row.ip !== "0.0.0.0" && row.ip !== "" && row.port > 0)
    .filter((row) => rule.everyAxon || row.permit || (rule.stakeAboveRao !== null && row.stakeRao > rule.stakeAboveRao))
    .sort((a, b) => (a.stakeRao === b.stakeRao ? a.uid - b.uid : a.stakeRao > b.stakeRao ? -1 : 1));
}

/** The targets whose answer decides; all of them where none has high trust. */
export function highTrust<T extends { readonly trust: number }>(targets: readonly T[]): readonly T[] {
  const high = targets.filter((target) => target.trust >= HIGH_TRUST);
  return high.length > 0 ? high : targets;
}
