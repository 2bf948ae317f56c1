import type { CallValue, Context, DispatchOutcome, Origin } from "../describe/context.ts";
import type { EventValue } from "../describe/events.ts";
import { DispatchFault } from "../describe/fault.ts";
import type { EventRecordValue, Runtime } from "../describe/runtime.ts";
import type { AccountId, PhaseValue } from "../describe/substrate-types.ts";
import type { Extrinsic } from "../extrinsic/decode.ts";
import { encodeBare } from "../extrinsic/decode.ts";
import type { Verify } from "../extrinsic/verify.ts";
import { Authorities, CurrentSlot } from "../pallets/aura.ts";
import { currency } from "../pallets/balances/currency.ts";
import { payerOf } from "../pallets/proxy/index.ts";
import { Account, systemEvents } from "../pallets/system/account.ts";
import { eventsStorage } from "../pallets/system/events-storage.ts";
import * as system from "../pallets/system/storage.ts";
import { EXTENSION_REF_TIME, feeOf, feePaid } from "../pallets/transaction-payment.ts";
import type { Hex } from "../scale/primitives.ts";
import type { Overlay } from "../state/overlay.ts";
import { createContext, dispatch } from "./context.ts";
import { checkValidity, type Refusal, RefusalError } from "./validity.ts";

export interface BlockStart {
  readonly runtime: Runtime;
  readonly overlay: Overlay;
  readonly number: number;
  readonly parentHash: Hex;
  readonly genesisHash: Hex;
  readonly author: AccountId;
  readonly nowMs: number;
  readonly digest: readonly { readonly type: "PreRuntime"; readonly value: [Hex, Uint8Array] }[];
  readonly slot: bigint;
  /** How signatures are checked; as the chain does where left out. */
  readonly verifies?: Verify;
}

/** A block in the making. */
export interface OpenBlock {
  readonly extrinsics: Uint8Array[];
  /** Applies a signed extrinsic. Gives back why not, where it may not be in this block. */
  apply(extrinsic: Extrinsic): Refusal | undefined;
  /** Runs work of the network itself (faucet, axons) in the initialisation phase of the block. */
  privileged(work: (ctx: Context) => void): void;
  /** The events so far. */
  records(): readonly EventRecordValue[];
  /** Runs the closing hooks and writes the events. */
  finish(): EventRecordValue[];
}

/** Room for normal extrinsics in a block, in `ref_time`: three quarters of four seconds. */
const NORMAL_REF_TIME = 3_000_000_000_000n;
const NONE: Origin = { type: "none" };

/** Opens a block: system items, hooks, inherents. Event order is the chain's. */
export function openBlock(start: BlockStart): OpenBlock {
  const { runtime, overlay, number, author } = start;
  const records: EventRecordValue[] = [];
  const events: EventValue[] = [];
  const extrinsics: Uint8Array[] = [];
  const extrinsicIndex = (): number => extrinsics.length;
  const ctx = createContext({ runtime, overlay, block: number, author, events, extrinsicIndex });
  let refTime = 0n;

  const flush = (phase: PhaseValue): void => {
    for (const event of events.splice(0)) records.push({ phase, event, topics: [] });
  };

  const dispatchInfo = (call: CallValue, extra: bigint) => ({
    weight: { ref_time: runtime.weigh(call).ref_time + extra, proof_size: runtime.weigh(call).proof_size },
    class: { type: runtime.callOf(call).class },
    pays_fee: { type: runtime.pays(call) ? ("Yes" as const) : ("No" as const) },
  });

  const report = (call: CallValue, outcome: DispatchOutcome, extra: bigint): void => {
    const dispatch_info = dispatchInfo(call, extra);
    ctx.emit(
      outcome.ok
        ? systemEvents.ExtrinsicSuccess({ dispatch_info })
        : systemEvents.ExtrinsicFailed({ dispatch_error: outcome.error, dispatch_info }),
    );
    flush({ type: "ApplyExtrinsic", value: extrinsics.length });
  };

  const inherent = (call: CallValue): void => {
    const outcome = dispatch(ctx, NONE, call);
    if (!outcome.ok) throw new Error(`the inherent ${call.pallet}.${call.name} failed`);
    report(call, outcome, 0n);
    extrinsics.push(encodeBare(runtime, call));
  };

  system.BlockNumberNow.put(ctx, number);
  system.ParentHash.put(ctx, start.parentHash);
  system.DigestNow.put(ctx, { logs: [...start.digest] });
  system.BlockHash.put(ctx, number - 1, start.parentHash);
  const oldest = number - 1 - system.BLOCK_HASH_COUNT;
  if (oldest > 0) system.BlockHash.remove(ctx, oldest);
  if (system.LastRuntimeUpgrade.get(ctx)?.spec_version !== runtime.specVersion) {
    system.LastRuntimeUpgrade.put(ctx, { spec_version: runtime.specVersion, spec_name: runtime.specName });
  }
  CurrentSlot.put(ctx, start.slot);
  if (number === 1) Authorities.put(ctx, [author]);
  for (const pallet of runtime.pallets) pallet.hooks?.onInitialize?.(ctx);
  flush({ type: "Initialization" });
  inherent({ pallet: "Timestamp", name: "set", args: { now: BigInt(start.nowMs) } });

  return {
    extrinsics,
    records: () => records,
    privileged(work) {
      ctx.transaction(() => work(ctx));
      flush({ type: "Initialization" });
    },
    apply(extrinsic) {
      const { call } = extrinsic;
      let who: AccountId;
      try {
        const validity = checkValidity(ctx, extrinsic, start.genesisHash, start.verifies);
        if (validity.nonce > validity.stateNonce) return { kind: "invalid", name: "Future" };
        who = validity.who;
      } catch (error) {
        if (error instanceof RefusalError) return error.refusal;
        throw error;
      }
      const tipRao = extrinsic.signed?.extensions.tipRao ?? 0n;
      const fee = feeOf(runtime, call, extrinsic.bytes.length, tipRao);
      if (refTime + fee.refTime > NORMAL_REF_TIME && refTime > 0n)
        return { kind: "invalid", name: "ExhaustsResources" };
      const payer = payerOf(ctx, call, who);
      const inAlpha = currency.spendable(ctx, payer, "keepAlive") < fee.totalRao;
      let paidInAlpha: EventValue | undefined;
      try {
        if (inAlpha) paidInAlpha = ctx.transaction(() => runtime.feeFallback?.take(ctx, payer, call, fee.totalRao));
        else currency.withdraw(ctx, payer, fee.totalRao, "keepAlive");
      } catch (error) {
        if (error instanceof DispatchFault) return { kind: "invalid", name: "Payment" };
        throw error;
      }
      refTime += fee.refTime;

      Account.mutate(ctx, who, (info) => ({ ...info, nonce: info.nonce + 1 }));
      const outcome = dispatch(ctx, { type: "signed", who }, call);
      // Fee and tip go to the block's author (facts: chain 5.1); a fee in alpha has gone there already.
      if (paidInAlpha === undefined) currency.deposit(ctx, author, fee.totalRao);
      else ctx.emit(paidInAlpha);
      ctx.emit(feePaid(payer, fee.totalRao, tipRao));
      report(call, outcome, EXTENSION_REF_TIME);
      extrinsics.push(extrinsic.bytes);
      return undefined;
    },
    finish() {
      for (const pallet of runtime.pallets) pallet.hooks?.onIdle?.(ctx);
      for (const pallet of runtime.pallets) pallet.hooks?.onFinalize?.(ctx);
      flush({ type: "Finalization" });
      system.EventCount.put(ctx, records.length);
      eventsStorage(runtime).put(ctx, records);
      return records;
    },
  };
}
