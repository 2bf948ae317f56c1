import { type AccountId, type Context, type Reads, storageValue, tokenFault } from "../../describe/index.ts";
import { u64 } from "../../scale/index.ts";
import { Account, type AccountInfoValue, changeAccount } from "../system/account.ts";
import { balancesEvents } from "./events.ts";

/** An account that would hold less is removed (facts: chain 5.4). In rao. */
export const EXISTENTIAL_DEPOSIT_RAO = 500n;

/** Whether taking an amount may end the account. */
export type Liveness = "keepAlive" | "allowDeath";

export const TotalIssuance = storageValue("Balances", "TotalIssuance", u64, 0n);

const untouchable = ({ data }: AccountInfoValue): bigint =>
  data.frozen > data.reserved ? data.frozen - data.reserved : 0n;

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Writes a new free balance; what is left below the existential deposit is lost. */
function setFree(ctx: Context, who: AccountId, info: AccountInfoValue, free: bigint): void {
  const dust = free < EXISTENTIAL_DEPOSIT_RAO && info.data.reserved === 0n ? free : 0n;
  const change = changeAccount(ctx, who, { ...info, data: { ...info.data, free: free - dust } });
  if (change === "made") ctx.emit(balancesEvents.Endowed({ account: who, free_balance: free }));
  if (dust > 0n && info.providers > 0) {
    TotalIssuance.mutate(ctx, (total) => total - dust);
    ctx.emit(balancesEvents.DustLost({ account: who, amount: dust }));
  }
}

/** Throws the Token error that the chain gives where `who` cannot spend `amountRao`. */
function ensureSpendable(info: AccountInfoValue, amountRao: bigint, liveness: Liveness): void {
  const left = info.data.free - amountRao;
  if (left < 0n) throw tokenFault("FundsUnavailable");
  if (left < untouchable(info)) throw tokenFault("Frozen");
  if (left + info.data.reserved < EXISTENTIAL_DEPOSIT_RAO) {
    if (info.consumers > 0) throw tokenFault("OnlyProvider");
    if (liveness === "keepAlive") throw tokenFault("NotExpendable");
  }
}

function ensureReceivable(info: AccountInfoValue, amountRao: bigint): void {
  if (info.data.free + info.data.reserved + amountRao < EXISTENTIAL_DEPOSIT_RAO) throw tokenFault("BelowMinimum");
}

/** The τ of accounts. All amounts in rao; failures are the chain's Token errors. */
export const currency = {
  /** Free balance, the existential deposit included. */
  free: (ctx: Reads, who: AccountId): bigint => Account.get(ctx, who).data.free,

  /** What `who` can spend; with `keepAlive` the existential deposit stays. */
  spendable(ctx: Reads, who: AccountId, liveness: Liveness): bigint {
    const info = Account.get(ctx, who);
    const mustStay = liveness === "keepAlive" || info.consumers > 0 ? EXISTENTIAL_DEPOSIT_RAO : 0n;
    const least = larger(untouchable(info), mustStay > info.data.reserved ? mustStay - info.data.reserved : 0n);
    return larger(info.data.free - least, 0n);
  },

  /** Takes τ out of an account (`Balances.Withdraw`). The total issuance stays: give it to somebody, or `burn`. */
  withdraw(ctx: Context, who: AccountId, amountRao: bigint, liveness: Liveness): void {
    if (amountRao === 0n) return;
    const info = Account.get(ctx, who);
    ensureSpendable(info, amountRao, liveness);
    setFree(ctx, who, info, info.data.free - amountRao);
    ctx.emit(balancesEvents.Withdraw({ who, amount: amountRao }));
  },

  /** Gives withdrawn τ to an account (`Balances.Deposit`). The total issuance stays. */
  deposit(ctx: Context, who: AccountId, amountRao: bigint): void {
    if (amountRao === 0n) return;
    const info = Account.get(ctx, who);
    ensureReceivable(info, amountRao);
    setFree(ctx, who, info, info.data.free + amountRao);
    ctx.emit(balancesEvents.Deposit({ who, amount: amountRao }));
  },

  /** New τ for an account (`Balances.Minted`): issuance grows. */
  mint(ctx: Context, who: AccountId, amountRao: bigint): void {
    if (amountRao === 0n) return;
    const info = Account.get(ctx, who);
    ensureReceivable(info, amountRao);
    TotalIssuance.mutate(ctx, (total) => total + amountRao);
    setFree(ctx, who, info, info.data.free + amountRao);
    ctx.emit(balancesEvents.Minted({ who, amount: amountRao }));
  },

  /** Destroys τ of an account (`Balances.Burned`): issuance shrinks. */
  burn(ctx: Context, who: AccountId, amountRao: bigint, liveness: Liveness): void {
    if (amountRao === 0n) return;
    const info = Account.get(ctx, who);
    ensureSpendable(info, amountRao, liveness);
    TotalIssuance.mutate(ctx, (total) => total - amountRao);
    setFree(ctx, who, info, info.data.free - amountRao);
    ctx.emit(balancesEvents.Burned({ who, amount: amountRao }));
  },

  /** Moves τ (`Balances.Transfer`). To oneself it changes nothing and emits nothing, as on the chain. */
  transfer(ctx: Context, from: AccountId, to: AccountId, amountRao: bigint, liveness: Liveness): void {
    const source = Account.get(ctx, from);
    ensureSpendable(source, amountRao, liveness);
    ensureReceivable(Account.get(ctx, to), amountRao);
    if (from === to) return;
    setFree(ctx, from, source, source.data.free - amountRao);
    const target = Account.get(ctx, to);
    setFree(ctx, to, target, target.data.free + amountRao);
    ctx.emit(balancesEvents.Transfer({ from, to, amount: amountRao }));
  },

  /** Moves free τ into reserve for a deposit (`Balances.Reserved`). */
  reserve(ctx: Context, who: AccountId, amountRao: bigint): void {
    if (amountRao === 0n) return;
    const info = Account.get(ctx, who);
    if (info.data.free - amountRao < larger(untouchable(info), EXISTENTIAL_DEPOSIT_RAO)) {
      throw tokenFault("FundsUnavailable");
    }
    const data = { ...info.data, free: info.data.free - amountRao, reserved: info.data.reserved + amountRao };
    changeAccount(ctx, who, { ...info, data });
    ctx.emit(balancesEvents.Reserved({ who, amount: amountRao }));
  },

  /** Gives reserved τ back (`Balances.Unreserved`), at most what is reserved. */
  unreserve(ctx: Context, who: AccountId, amountRao: bigint): void {
    const info = Account.get(ctx, who);
    const amount = amountRao < info.data.reserved ? amountRao : info.data.reserved;
    if (amount === 0n) return;
    const data = { ...info.data, free: info.data.free + amount, reserved: info.data.reserved - amount };
    changeAccount(ctx, who, { ...info, data });
    ctx.emit(balancesEvents.Unreserved({ who, amount }));
  },
};
