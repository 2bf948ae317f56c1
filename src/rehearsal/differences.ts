import type { BalanceChange, Expectation, RehearsalResult, StakeChange, UidChange } from "../contract/rehearsal.ts";
import type { PlanView } from "../contract/transactions.ts";
import type { AccountBalance } from "../fees/deposits.ts";

/** An account before and after; null where it is not there. */
export interface AccountPair {
  readonly address: string;
  readonly before: Pick<AccountBalance, "freeRao" | "reservedRao"> | null;
  readonly after: Pick<AccountBalance, "freeRao" | "reservedRao"> | null;
}

const NOTHING = { freeRao: 0n, reservedRao: 0n };
const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** Signs first, then the larger change. */
function bySize<T>(of: (one: T) => bigint, isFirst: (one: T) => boolean = () => false) {
  return (a: T, b: T): number => {
    if (isFirst(a) !== isFirst(b)) return isFirst(a) ? -1 : 1;
    const [x, y] = [size(of(a)), size(of(b))];
    return x === y ? 0 : x > y ? -1 : 1;
  };
}

/** What each account had and has, the signer first; accounts whose money did not change are left out. */
export function balanceChanges(accounts: readonly AccountPair[], signer: string): BalanceChange[] {
  return accounts
    .map(({ address, before, after }) => {
      const [was, is] = [before ?? NOTHING, after ?? NOTHING];
      return {
        address,
        freeBeforeRao: was.freeRao.toString(),
        freeAfterRao: is.freeRao.toString(),
        reservedBeforeRao: was.reservedRao.toString(),
        reservedAfterRao: is.reservedRao.toString(),
        changeRao: (is.freeRao + is.reservedRao - was.freeRao - was.reservedRao).toString(),
      };
    })
    .filter((one) => one.freeBeforeRao !== one.freeAfterRao || one.reservedBeforeRao !== one.reservedAfterRao)
    .sort(
      bySize(
        ({ changeRao }) => BigInt(changeRao),
        ({ address }) => address === signer,
      ),
    );
}

/** A position in alpha-rao, before and after. */
export interface StakePair {
  readonly netuid: number;
  readonly hotkey: string;
  readonly coldkey: string;
  readonly beforeAlphaRao: bigint;
  readonly afterAlphaRao: bigint;
}

/** Positions that changed, the largest change first. */
export function stakeChanges(positions: readonly StakePair[]): StakeChange[] {
  return positions
    .filter(({ beforeAlphaRao, afterAlphaRao }) => beforeAlphaRao !== afterAlphaRao)
    .map(({ netuid, hotkey, coldkey, beforeAlphaRao, afterAlphaRao }) => ({
      netuid,
      hotkey,
      coldkey,
      beforeAlphaRao: beforeAlphaRao.toString(),
      afterAlphaRao: afterAlphaRao.toString(),
      changeAlphaRao: (afterAlphaRao - beforeAlphaRao).toString(),
    }))
    .sort(bySize(({ changeAlphaRao }) => BigInt(changeAlphaRao)));
}

/** Places whose holder changed, by subnet and UID. */
export const uidChanges = (places: readonly UidChange[]): UidChange[] =>
  places
    .filter(({ hotkeyBefore, hotkeyAfter }) => hotkeyBefore !== hotkeyAfter)
    .sort((a, b) => a.netuid - b.netuid || a.uid - b.uid);

/** What a rehearsal's events and state tell, in rao. */
export interface Rehearsed {
  readonly outcome: RehearsalResult["outcome"];
  /** Null where no event tells it, nor what was spent besides. */
  readonly feeRao: bigint | null;
  /** There where the fee was taken in alpha. */
  readonly feeAlphaRao: bigint | null;
  /** What left the signer besides the fee. */
  readonly spentRao: bigint;
  readonly received: { readonly rao: bigint; readonly alphaRao: bigint } | null;
  /** The signer's free balance at the end; null where the account was not touched. */
  readonly freeAfterRao: bigint | null;
}

const FAILED = "The call fails, so nothing happens but the fee.";
const WEIGHED = "The chain gives back what the call did not use of its declared weight.";
const MOVED = "The pool stood a little differently in this block than in the quote's.";
const AT_LEAST = "The plan counts what comes back at its least.";

/**
 * The plan's figures beside the rehearsal's. Nothing is compared where no block would take the transaction.
 */
export function expectations(
  plan: Pick<PlanView, "fee" | "spendsExpectedRao" | "receives" | "balanceAfterRao">,
  seen: Rehearsed,
): Expectation[] {
  if (seen.outcome === "refused") return [];
  const failed = seen.outcome === "failed";
  const rows: Expectation[] = [];
  const compare = (
    label: string,
    unit: Expectation["unit"],
    expected: bigint,
    rehearsed: bigint,
    reason: string,
  ): void => {
    const difference = rehearsed - expected;
    rows.push({
      label,
      unit,
      expected: expected.toString(),
      rehearsed: rehearsed.toString(),
      difference: difference.toString(),
      reason: difference === 0n ? null : reason,
    });
  };
  const { fee, receives } = plan;
  const inAlpha = seen.feeAlphaRao !== null || fee.inAlpha !== undefined;
  if (inAlpha) compare("Fee", "alphaRao", BigInt(fee.inAlpha?.alphaRao ?? 0), seen.feeAlphaRao ?? 0n, MOVED);
  else if (seen.feeRao !== null) compare("Fee", "rao", BigInt(fee.totalRao), seen.feeRao, WEIGHED);
  if (seen.feeRao !== null || inAlpha)
    compare("Spent besides the fee", "rao", BigInt(plan.spendsExpectedRao), seen.spentRao, failed ? FAILED : MOVED);
  const received = seen.received ?? { rao: 0n, alphaRao: 0n };
  for (const [label, unit, expected, rehearsed] of [
    ["TAO received", "rao", receives?.rao ?? "0", received.rao],
    ["Alpha received", "alphaRao", receives?.alphaRao ?? "0", received.alphaRao],
  ] as const) {
    if (receives && (expected !== "0" || rehearsed !== 0n))
      compare(label, unit, BigInt(expected), rehearsed, failed ? FAILED : MOVED);
  }
  if (seen.freeAfterRao !== null) {
    const reason = failed ? FAILED : receives?.atLeastRao ? AT_LEAST : inAlpha ? MOVED : WEIGHED;
    compare("Balance after", "rao", BigInt(plan.balanceAfterRao), seen.freeAfterRao, reason);
  }
  return rows;
}
