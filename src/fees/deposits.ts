/** Amounts an account sets aside for a while and gets back (facts 5.4). Read them from the chain's constants. */
export interface DepositConstants {
  /** `Balances.ExistentialDeposit`: what must stay in an account for it to live. */
  readonly existentialRao: bigint;
  readonly proxyBaseRao: bigint;
  readonly proxyFactorRao: bigint;
  readonly announcementBaseRao: bigint;
  readonly announcementFactorRao: bigint;
  readonly multisigBaseRao: bigint;
  readonly multisigFactorRao: bigint;
}

/** Runtime 424's deposits, for the practice network and for tests. */
export const DEPOSITS_AT_424: DepositConstants = {
  existentialRao: 500n,
  proxyBaseRao: 60_000_000n,
  proxyFactorRao: 33_000_000n,
  announcementBaseRao: 36_000_000n,
  announcementFactorRao: 68_000_000n,
  multisigBaseRao: 132_000_000n,
  multisigFactorRao: 32_000_000n,
};

/** Reserved while an account has this many proxies, in rao; nothing without one. */
export const proxyDeposit = (deposits: DepositConstants, proxies: number): bigint =>
  proxies === 0 ? 0n : deposits.proxyBaseRao + deposits.proxyFactorRao * BigInt(proxies);

/** Reserved while this many announcements are pending, in rao. */
export const announcementDeposit = (deposits: DepositConstants, announcements: number): bigint =>
  announcements === 0 ? 0n : deposits.announcementBaseRao + deposits.announcementFactorRao * BigInt(announcements);

/** Reserved from the first approver of a multisig operation, in rao. */
export const multisigDeposit = (deposits: DepositConstants, threshold: number): bigint =>
  deposits.multisigBaseRao + deposits.multisigFactorRao * BigInt(threshold);

/** An account's balance as `System.Account` holds it, in rao. */
export interface AccountBalance {
  readonly freeRao: bigint;
  readonly reservedRao: bigint;
  readonly frozenRao: bigint;
}

/**
 * What an account can spend (facts 3.2): free less what is frozen beyond the reserve, and less the existential
 * deposit where the account must live on.
 */
export function spendable(balance: AccountBalance, existentialRao: bigint, keepAlive: boolean): bigint {
  const untouchable = balance.frozenRao > balance.reservedRao ? balance.frozenRao - balance.reservedRao : 0n;
  const kept = keepAlive && untouchable < existentialRao ? existentialRao : untouchable;
  return balance.freeRao > kept ? balance.freeRao - kept : 0n;
}
