import {
  AccountData,
  type AccountId,
  AccountId32,
  blake2,
  cannotLookup,
  defineCall,
  defineConstant,
  defineErrors,
  definePallet,
  MultiAddress,
  storageMap,
  storageValue,
} from "../../describe/index.ts";
import {
  bool,
  boundedVec,
  compact,
  enumeration,
  fixedBytes,
  named,
  struct,
  u32,
  u64,
  weakBoundedVec,
} from "../../scale/index.ts";
import type { AnyType, ValueOf } from "../../scale/type.ts";
import { NEW_LOGIC_FLAG } from "../system/account.ts";
import { currency, EXISTENTIAL_DEPOSIT_RAO, TotalIssuance } from "./currency.ts";
import { balancesEvents } from "./events.ts";

const P = "Balances";
const amount = named(u64, "Balance");
const balanceParam = { name: "Balance", type: u64 as AnyType };
const BalanceLock = struct(
  "pallet_balances::types::BalanceLock",
  {
    id: named(fixedBytes(8), "LockIdentifier"),
    amount,
    reasons: enumeration("pallet_balances::types::Reasons", { Fee: [0], Misc: [1], All: [2] }),
  },
  [balanceParam],
);
const ReserveData = struct(
  "pallet_balances::types::ReserveData",
  { id: named(fixedBytes(8), "ReserveIdentifier"), amount },
  [{ name: "ReserveIdentifier", type: fixedBytes(8) as AnyType }, balanceParam],
);

const Dest = named(MultiAddress, "AccountIdLookupOf<T>");
const Value = named(compact(u64), "T::Balance");

/** The account an address names. Throws CannotLookup for the kinds this chain does not use. */
export function lookup(address: ValueOf<typeof MultiAddress>): AccountId {
  if (address.type !== "Id") throw cannotLookup();
  return address.value;
}

/** Transfers of τ (facts: chain 2.1). */
export const balancesPallet = definePallet({
  name: P,
  index: 5,
  crate: "pallet_balances",
  instance: true,
  storage: [
    TotalIssuance,
    storageValue(P, "InactiveIssuance", u64, 0n),
    storageMap(P, "Account", [blake2(AccountId32)], AccountData, {
      free: 0n,
      reserved: 0n,
      frozen: 0n,
      flags: NEW_LOGIC_FLAG,
    }),
    storageMap(P, "Locks", [blake2(AccountId32)], weakBoundedVec(BalanceLock), []),
    storageMap(P, "Reserves", [blake2(AccountId32)], boundedVec(ReserveData), []),
  ],
  events: balancesEvents,
  errors: defineErrors(P, {
    VestingBalance: "Vesting balance too high to send value.",
    LiquidityRestrictions: "Account liquidity restrictions prevent withdrawal.",
    InsufficientBalance: "Balance too low to send value.",
    ExistentialDeposit: "Value too low to create account due to existential deposit.",
    Expendability: "Transfer/payment would kill account.",
    ExistingVestingSchedule: "A vesting schedule already exists for this account.",
    DeadAccount: "Beneficiary account must pre-exist.",
    TooManyReserves: "Number of named reserves exceed `MaxReserves`.",
    TooManyHolds: "Number of holds exceed `VariantCountOf<T::RuntimeHoldReason>`.",
    TooManyFreezes: "Number of freezes exceed `MaxFreezes`.",
    IssuanceDeactivated: "The issuance cannot be modified since it is already deactivated.",
    DeltaZero: "The delta cannot be zero.",
  }),
  constants: {
    ExistentialDeposit: defineConstant(u64, EXISTENTIAL_DEPOSIT_RAO),
    MaxLocks: defineConstant(u32, 50),
    MaxReserves: defineConstant(u32, 50),
    MaxFreezes: defineConstant(u32, 50),
  },
  calls: {
    transfer_allow_death: defineCall(
      0,
      { dest: Dest, value: Value },
      { weight: 177_000_000n, docs: "Transfer some liquid free balance to another account." },
      (ctx, { dest, value }) => {
        const from = ctx.signer();
        currency.transfer(ctx, from, lookup(dest), value, "allowDeath");
      },
    ),
    transfer_keep_alive: defineCall(
      3,
      { dest: Dest, value: Value },
      { weight: 165_000_000n, docs: "Same as `transfer_allow_death`, but the sender's account stays alive." },
      (ctx, { dest, value }) => {
        const from = ctx.signer();
        currency.transfer(ctx, from, lookup(dest), value, "keepAlive");
      },
    ),
    transfer_all: defineCall(
      4,
      { dest: Dest, keep_alive: bool },
      { weight: 177_000_000n, docs: "Transfer the entire transferable balance from the caller account." },
      (ctx, { dest, keep_alive }) => {
        const from = ctx.signer();
        const liveness = keep_alive ? "keepAlive" : "allowDeath";
        currency.transfer(ctx, from, lookup(dest), currency.spendable(ctx, from, liveness), liveness);
      },
    ),
    burn: defineCall(
      10,
      { value: Value, keep_alive: bool },
      { weight: 155_000_000n, docs: "Burn the specified liquid free balance from the origin account." },
      (ctx, { value, keep_alive }) => {
        currency.burn(ctx, ctx.signer(), value, keep_alive ? "keepAlive" : "allowDeath");
      },
    ),
  },
});
