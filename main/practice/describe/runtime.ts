import { Blake2256 } from "@polkadot-api/substrate-bindings";
import { tuple, vec } from "../scale/collections.ts";
import { newtype, struct } from "../scale/composites.ts";
import { bytes, type Hex, toHex } from "../scale/primitives.ts";
import { type AnyType, lazy, named, type Type } from "../scale/type.ts";
import type { Api } from "./api.ts";
import type { CallGuard } from "./call-guard.ts";
import type { CallValue } from "./context.ts";
import type { EventValue } from "./events.ts";
import type { FaultReason } from "./fault.ts";
import type { FeeFallback } from "./fee-fallback.ts";
import { callTypes, errorTypes, eventTypes } from "./outer-enum.ts";
import type { Call, Pallet } from "./pallet.ts";
import {
  type DispatchErrorValue,
  H256,
  MultiAddress,
  MultiSignature,
  Phase,
  type PhaseValue,
  type WeightValue,
} from "./substrate-types.ts";

/** A signed extension: what the extrinsic carries and what only the signed payload carries. */
export interface Extension {
  readonly identifier: string;
  readonly type: AnyType;
  readonly additional: AnyType;
}

export interface EventRecordValue {
  readonly phase: PhaseValue;
  readonly event: EventValue;
  readonly topics: Hex[];
}

/** The types that name the runtime itself; known only when all pallets are. */
export interface LateTypes {
  readonly RuntimeCall: Type<CallValue>;
  readonly RuntimeEvent: Type<EventValue>;
  readonly EventRecord: Type<EventRecordValue>;
  /** An extrinsic without its length, as runtime APIs take it. */
  readonly UncheckedExtrinsic: Type<Uint8Array>;
}

export interface RuntimeSpec {
  readonly specVersion: number;
  /** Added to every error's index; an upgrade changes it. */
  readonly errorShift: number;
  readonly pallets: (late: LateTypes) => readonly Pallet[];
  readonly apis: (late: LateTypes, runtime: () => Runtime) => readonly Api[];
  readonly extensions: readonly Extension[];
  readonly feeFallback?: FeeFallback | undefined;
  readonly guard?: CallGuard | undefined;
  /** True where left out. */
  readonly checksMetadataHash?: boolean;
}

/** A whole runtime: what metadata describes, decoding follows and the executive runs. */
export interface Runtime extends LateTypes {
  readonly specName: string;
  readonly specVersion: number;
  readonly transactionVersion: number;
  readonly pallets: readonly Pallet[];
  readonly apis: readonly Api[];
  readonly extensions: readonly Extension[];
  /** Another way to pay fees than TAO, where there is one. */
  readonly feeFallback: FeeFallback | undefined;
  /** What accounts may not sign at the moment, whatever the call. */
  readonly guard: CallGuard | undefined;
  /** Whether it was built with the digest of its own metadata. */
  readonly checksMetadataHash: boolean;
  readonly palletTypes: {
    readonly calls: ReadonlyMap<string, AnyType>;
    readonly events: ReadonlyMap<string, AnyType>;
    readonly errors: ReadonlyMap<string, AnyType>;
    readonly RuntimeError: AnyType;
    readonly extra: AnyType;
  };
  pallet(name: string): Pallet | undefined;
  /** The description of a call. Throws where there is none. */
  callOf(call: CallValue): Call;
  weigh(call: CallValue): WeightValue;
  pays(call: CallValue): boolean;
  /** The wire value of a fault. */
  errorValue(reason: FaultReason): DispatchErrorValue;
  /** `Pallet.Name`, `Token.Name` or the case's name, for logs and tests. */
  errorName(error: DispatchErrorValue): string;
}

/** Puts pallets, extensions and runtime APIs together. */
export function createRuntime(spec: RuntimeSpec): Runtime {
  const extra = tuple(...spec.extensions.map((extension) => extension.type)) as AnyType;
  const RuntimeCall = lazy<CallValue>("RuntimeCall", () => calls.all);
  const RuntimeEvent = lazy<EventValue>("RuntimeEvent", () => events.all);
  const late: LateTypes = {
    RuntimeCall,
    RuntimeEvent,
    EventRecord: struct(
      "frame_system::EventRecord",
      {
        phase: Phase,
        event: named(RuntimeEvent, "E"),
        topics: named(vec(H256), "Vec<T>"),
      },
      [
        { name: "E", type: RuntimeEvent as AnyType },
        { name: "T", type: H256 as AnyType },
      ],
    ) as unknown as Type<EventRecordValue>,
    UncheckedExtrinsic: newtype("sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic", bytes, [
      { name: "Address", type: MultiAddress as AnyType },
      { name: "Call", type: RuntimeCall as AnyType },
      { name: "Signature", type: MultiSignature as AnyType },
      { name: "Extra", type: extra },
    ]),
  };
  // The APIs come first: the version that the System pallet holds as a constant lists them.
  const apis = spec.apis(late, () => runtime);
  const pallets = [...spec.pallets(late)].sort((a, b) => a.index - b.index);
  const calls = callTypes(pallets);
  const events = eventTypes(pallets);
  const errors = errorTypes(pallets, spec.errorShift);
  const byName = new Map(pallets.map((pallet) => [pallet.name, pallet]));
  const callOf = (call: CallValue): Call => {
    const found = byName.get(call.pallet)?.calls?.[call.name];
    if (!found) throw new Error(`there is no call ${call.pallet}.${call.name}`);
    return found;
  };
  const weigh = (call: CallValue): WeightValue => callOf(call).weight(call.args, weigh);
  const pays = (call: CallValue): boolean => callOf(call).pays(call.args, pays);
  const runtime: Runtime = {
    ...late,
    specName: "node-subtensor",
    specVersion: spec.specVersion,
    transactionVersion: 1,
    pallets,
    apis,
    extensions: spec.extensions,
    feeFallback: spec.feeFallback,
    guard: spec.guard,
    checksMetadataHash: spec.checksMetadataHash ?? true,
    palletTypes: {
      calls: calls.each,
      events: events.each,
      errors: errors.each,
      RuntimeError: errors.all as unknown as AnyType,
      extra,
    },
    pallet: (name) => byName.get(name),
    callOf,
    weigh,
    pays,
    errorValue(reason) {
      if (reason.kind === "general") return reason.error;
      const pallet = byName.get(reason.pallet);
      const index = errors.indexes.get(reason.pallet)?.get(reason.name);
      if (!pallet || index === undefined) throw new Error(`there is no error ${reason.pallet}.${reason.name}`);
      return {
        type: "Module",
        value: { index: pallet.index, error: `0x${index.toString(16).padStart(2, "0")}000000` },
      };
    },
    errorName(error) {
      if (error.type === "Token" || error.type === "Arithmetic") return `${error.type}.${error.value.type}`;
      if (error.type !== "Module") return error.type;
      const pallet = pallets.find((one) => one.index === error.value.index);
      const index = Number.parseInt(error.value.error.slice(2, 4), 16);
      const found = [...(errors.indexes.get(pallet?.name ?? "") ?? [])].find(([, own]) => own === index);
      return `${pallet?.name}.${found?.[0]}`;
    },
  };
  return runtime;
}

/** Blake2-256 as hex. */
export const blake256 = (raw: Uint8Array): Hex => toHex(Blake2256(raw));
