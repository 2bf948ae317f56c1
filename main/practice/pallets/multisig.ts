import { DEPOSITS_AT_424, multisigDeposit } from "#src/fees/deposits.ts";
import { multisigAccount } from "#src/multisig/multisig-account.ts";
import {
  type AccountId,
  AccountId32,
  Balance,
  BlockNumber,
  blake2,
  blake256,
  type CallContext,
  type CallValue,
  DispatchError,
  defineCall,
  defineConstant,
  defineErrors,
  defineEvents,
  definePallet,
  encodedFault,
  type LateTypes,
  optionalMap,
  type Pallet,
  twox64,
  Weight,
  type WeightValue,
} from "../describe/index.ts";
import {
  boundedVec,
  encode,
  fixedBytes,
  fromHex,
  type Hex,
  named,
  option,
  result,
  struct,
  toHex,
  u16,
  u32,
  u64,
  unit,
  vec,
} from "../scale/index.ts";
import type { AnyType, ValueOf } from "../scale/type.ts";
import { currency } from "./balances/currency.ts";

const P = "Multisig";
const MAX_SIGNATORIES = 100;

const Timepoint = struct("pallet_multisig::Timepoint", { height: BlockNumber, index: u32 }, [
  { name: "BlockNumber", type: u32 as AnyType },
]);
type TimepointValue = ValueOf<typeof Timepoint>;
const CallHash = fixedBytes(32);

const Multisig = struct(
  "pallet_multisig::Multisig",
  {
    when: named(Timepoint, "Timepoint<BlockNumber>"),
    deposit: Balance,
    depositor: named(AccountId32, "AccountId"),
    approvals: named(boundedVec(AccountId32), "BoundedVec<AccountId, MaxApprovals>"),
  },
  [
    { name: "BlockNumber", type: u32 as AnyType },
    { name: "Balance", type: u64 as AnyType },
    { name: "AccountId", type: AccountId32 as AnyType },
    { name: "MaxApprovals", type: undefined },
  ],
);

/** Operations that wait for approvals, by the multisig's account and the hash of the call. */
export const Multisigs = optionalMap(P, "Multisigs", [twox64(AccountId32), blake2(CallHash)], Multisig);

const errors = defineErrors(P, {
  MinimumThreshold: "Threshold must be 2 or greater.",
  AlreadyApproved: "Call is already approved by this signatory.",
  NoApprovalsNeeded: "Call doesn't need any (more) approvals.",
  TooFewSignatories: "There are too few signatories in the list.",
  TooManySignatories: "There are too many signatories in the list.",
  SignatoriesOutOfOrder: "The signatories were provided out of order; they should be ordered.",
  SenderInSignatories: "The sender was contained in the other signatories; it shouldn't be.",
  NotFound: "Multisig operation not found in storage.",
  NotOwner: "Only the account that originally created the multisig is able to cancel it or update its deposits.",
  NoTimepoint: "No timepoint was given, yet the multisig operation is already underway.",
  WrongTimepoint: "A different timepoint was given to the multisig operation that is underway.",
  UnexpectedTimepoint: "A timepoint was given, yet no multisig operation is underway.",
  MaxWeightTooLow: "The maximum weight information provided was too low.",
  AlreadyStored: "The data to be stored is already stored.",
});

const account = named(AccountId32, "T::AccountId");
const when = named(Timepoint, "Timepoint<BlockNumberFor<T>>");
const hash = named(CallHash, "CallHash");
const BalanceOfT = named(u64, "BalanceOf<T>");
const events = defineEvents(P, {
  NewMultisig: [0, { approving: account, multisig: account, call_hash: hash }],
  MultisigApproval: [1, { approving: account, timepoint: when, multisig: account, call_hash: hash }],
  MultisigExecuted: [
    2,
    {
      approving: account,
      timepoint: when,
      multisig: account,
      call_hash: hash,
      result: named(result(unit, DispatchError), "DispatchResult"),
    },
  ],
  MultisigCancelled: [3, { cancelling: account, timepoint: when, multisig: account, call_hash: hash }],
  DepositPoked: [4, { who: account, call_hash: hash, old_deposit: BalanceOfT, new_deposit: BalanceOfT }],
});

/** Weights as benchmarks of this pallet usually come out, reads and writes included; the live figures are not known. */
const APPROVING = 172_000_000n;
const STARTING_ALONE = 17_000_000n;

/** The multisig that the signer and the others make. Throws where the list is not as the chain wants it. */
function accountOf(
  ctx: CallContext,
  threshold: number,
  others: readonly AccountId[],
): { who: AccountId; id: AccountId } {
  const who = ctx.signer();
  if (others.length === 0) throw errors.TooFewSignatories();
  if (others.length >= MAX_SIGNATORIES) throw errors.TooManySignatories();
  for (const [place, one] of others.entries()) {
    const before = others[place - 1];
    if (before !== undefined && before >= one) throw errors.SignatoriesOutOfOrder();
    if (one === who) throw errors.SenderInSignatories();
  }
  return {
    who,
    id: toHex(
      multisigAccount(
        [who, ...others].map((one) => fromHex(one)),
        threshold,
      ),
    ),
  };
}

const sameTime = (a: TimepointValue, b: TimepointValue): boolean => a.height === b.height && a.index === b.index;

interface Operation {
  readonly threshold: number;
  readonly others: readonly AccountId[];
  readonly timepoint: TimepointValue | undefined;
  readonly hash: Hex;
  /** There where the call itself was given. */
  readonly call: CallValue | undefined;
  readonly maxWeight: WeightValue;
}

/** Registers an approval, and runs the call with the last one. */
function operate(ctx: CallContext, { threshold, others, timepoint, hash, call, maxWeight }: Operation): void {
  if (threshold < 2) throw errors.MinimumThreshold();
  const { who, id } = accountOf(ctx, threshold, others);
  const known = Multisigs.get(ctx, id, hash);
  if (!known) {
    if (timepoint !== undefined) throw errors.UnexpectedTimepoint();
    const deposit = multisigDeposit(DEPOSITS_AT_424, threshold);
    currency.reserve(ctx, who, deposit);
    const now = { height: ctx.block, index: ctx.extrinsicIndex() };
    Multisigs.put(ctx, id, hash, { when: now, deposit, depositor: who, approvals: [who] });
    ctx.emit(events.NewMultisig({ approving: who, multisig: id, call_hash: hash }));
    return;
  }
  if (timepoint === undefined) throw errors.NoTimepoint();
  if (!sameTime(known.when, timepoint)) throw errors.WrongTimepoint();
  const isNew = !known.approvals.includes(who) && known.approvals.length < threshold;
  const approvals = isNew ? [...known.approvals, who].sort() : known.approvals;
  if (call !== undefined && approvals.length >= threshold) {
    const needed = ctx.runtime.weigh(call);
    if (needed.ref_time > maxWeight.ref_time || needed.proof_size > maxWeight.proof_size)
      throw errors.MaxWeightTooLow();
    Multisigs.remove(ctx, id, hash);
    currency.unreserve(ctx, known.depositor, known.deposit);
    const outcome = ctx.dispatchAs(call, id);
    const told = outcome.ok ? ({ ok: true, value: null } as const) : ({ ok: false, error: outcome.error } as const);
    ctx.emit(events.MultisigExecuted({ approving: who, timepoint, multisig: id, call_hash: hash, result: told }));
    return;
  }
  if (!isNew) throw errors.AlreadyApproved();
  Multisigs.put(ctx, id, hash, { ...known, approvals });
  ctx.emit(events.MultisigApproval({ approving: who, timepoint, multisig: id, call_hash: hash }));
}

/** Accounts of several signatories (facts: chain 2.7). */
export const multisigPallet = (late: LateTypes): Pallet => {
  const Call = named(late.RuntimeCall, "Box<<T as Config>::RuntimeCall>");
  const others = named(vec(AccountId32), "Vec<T::AccountId>");
  const maybe = named(option(Timepoint), "Option<Timepoint<BlockNumberFor<T>>>");
  const maxWeight = named(Weight, "Weight");
  const byHash = { threshold: u16, other_signatories: others };
  const inside = ({ call }: { readonly call: CallValue }, weigh: (call: CallValue) => WeightValue) =>
    weigh(call).ref_time;
  /** The operation of a multisig that the signer began. */
  const own = (ctx: CallContext, threshold: number, rest: readonly AccountId[], callHash: Hex) => {
    if (threshold < 2) throw errors.MinimumThreshold();
    const { who, id } = accountOf(ctx, threshold, rest);
    const known = Multisigs.get(ctx, id, callHash);
    if (!known) throw errors.NotFound();
    return { who, id, known };
  };
  return definePallet({
    name: P,
    index: 13,
    crate: "pallet_multisig",
    storage: [Multisigs],
    events,
    errors,
    constants: {
      DepositBase: defineConstant(u64, DEPOSITS_AT_424.multisigBaseRao),
      DepositFactor: defineConstant(u64, DEPOSITS_AT_424.multisigFactorRao),
      MaxSignatories: defineConstant(u32, MAX_SIGNATORIES),
    },
    calls: {
      as_multi_threshold_1: defineCall(
        0,
        { other_signatories: others, call: Call },
        {
          weight: (args, weigh) => STARTING_ALONE + inside(args, weigh),
          docs: "Immediately dispatch a multi-signature call using a single approval from the caller.",
        },
        (ctx, { other_signatories, call }) => {
          const { id } = accountOf(ctx, 1, other_signatories);
          const outcome = ctx.dispatchAs(call, id);
          if (!outcome.ok) throw encodedFault(outcome.error);
        },
      ),
      as_multi: defineCall(
        1,
        { ...byHash, maybe_timepoint: maybe, call: Call, max_weight: maxWeight },
        {
          weight: (args, weigh) => APPROVING + inside(args, weigh),
          docs: "Register approval for a dispatch to be made from a deterministic composite account.",
        },
        (ctx, { threshold, other_signatories, maybe_timepoint, call, max_weight }) =>
          operate(ctx, {
            threshold,
            others: other_signatories,
            timepoint: maybe_timepoint,
            hash: blake256(encode(late.RuntimeCall, call)),
            call,
            maxWeight: max_weight,
          }),
      ),
      approve_as_multi: defineCall(
        2,
        { ...byHash, maybe_timepoint: maybe, call_hash: CallHash, max_weight: maxWeight },
        {
          weight: APPROVING,
          docs: "Register approval for a dispatch to be made from a deterministic composite account.",
        },
        (ctx, { threshold, other_signatories, maybe_timepoint, call_hash, max_weight }) =>
          operate(ctx, {
            threshold,
            others: other_signatories,
            timepoint: maybe_timepoint,
            hash: call_hash,
            call: undefined,
            maxWeight: max_weight,
          }),
      ),
      cancel_as_multi: defineCall(
        3,
        { ...byHash, timepoint: when, call_hash: CallHash },
        { weight: APPROVING, docs: "Cancel a pre-existing, on-going multisig transaction." },
        (ctx, { threshold, other_signatories, timepoint, call_hash }) => {
          const { who, id, known } = own(ctx, threshold, other_signatories, call_hash);
          if (!sameTime(known.when, timepoint)) throw errors.WrongTimepoint();
          if (known.depositor !== who) throw errors.NotOwner();
          currency.unreserve(ctx, who, known.deposit);
          Multisigs.remove(ctx, id, call_hash);
          ctx.emit(events.MultisigCancelled({ cancelling: who, timepoint, multisig: id, call_hash }));
        },
      ),
      poke_deposit: defineCall(
        4,
        { ...byHash, call_hash: CallHash },
        { weight: APPROVING, docs: "Poke the deposit reserved for an existing multisig operation." },
        // The deposits of this network never change, so they are always the current ones.
        (ctx, { threshold, other_signatories, call_hash }) => {
          const { who, known } = own(ctx, threshold, other_signatories, call_hash);
          if (known.depositor !== who) throw errors.NotOwner();
        },
      ),
    },
  });
};
