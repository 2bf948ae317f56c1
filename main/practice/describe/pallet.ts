import { describeFields, type FieldTypes, type FieldValues } from "../scale/composites.ts";
import { type AnyType, encode, type Field, type Type } from "../scale/type.ts";
import type { CallContext, CallValue, Context, Origin } from "./context.ts";
import type { EventSet } from "./events.ts";
import type { ErrorSet } from "./fault.ts";
import type { StorageEntry } from "./storage.ts";
import type { WeightValue } from "./substrate-types.ts";

/** `refTime` in picoseconds. A bare bigint means that, with no proof size. */
export type WeightSpec = bigint | WeightValue;

/** Thrown by a call's `check`: the pool refuses the extrinsic with this custom code (facts: chain 1.4). */
export class PoolRefusal extends Error {
  readonly custom: number;
  constructor(custom: number) {
    super(`Custom error: ${custom}`);
    this.name = "PoolRefusal";
    this.custom = custom;
  }
}

/** A call: how it looks on the wire, what it costs, and what it does. */
export interface Call {
  readonly index: number;
  readonly args: FieldTypes;
  readonly fields: readonly Field[];
  readonly docs: readonly string[];
  readonly weight: (args: Readonly<Record<string, unknown>>, weigh: (call: CallValue) => WeightValue) => WeightValue;
  readonly pays: (args: Readonly<Record<string, unknown>>, paysOf: (call: CallValue) => boolean) => boolean;
  readonly class: "Normal" | "Operational" | "Mandatory";
  readonly check: ((ctx: Context, origin: Origin, args: Readonly<Record<string, unknown>>) => void) | undefined;
  readonly run: (ctx: CallContext, args: Readonly<Record<string, unknown>>) => void;
}

export interface CallSettings<A> {
  /** The live chain's declared weight, or one made from the arguments (batches weigh what is inside). */
  readonly weight: WeightSpec | ((args: A, weigh: (call: CallValue) => WeightValue) => WeightSpec);
  /** False for free calls (`Pays::No`). Default true. */
  readonly pays?: boolean | ((args: A, paysOf: (call: CallValue) => boolean) => boolean);
  readonly class?: "Normal" | "Operational" | "Mandatory";
  readonly docs?: string;
  /** Pool guard; throws `PoolRefusal`. Runs again when the call is dispatched from inside a block. */
  readonly check?: (ctx: Context, origin: Origin, args: A) => void;
}

export const toWeight = (spec: WeightSpec): WeightValue =>
  typeof spec === "bigint" ? { ref_time: spec, proof_size: 0n } : spec;

/** Declares a call. `index` and the names, order and types of `args` are the live chain's. */
export function defineCall<const F extends FieldTypes>(
  index: number,
  args: F,
  settings: CallSettings<FieldValues<F>>,
  run: (ctx: CallContext, args: FieldValues<F>) => void,
): Call {
  const { weight, pays = true } = settings;
  return {
    index,
    args,
    fields: describeFields(args),
    docs: settings.docs ? [settings.docs] : [],
    class: settings.class ?? "Normal",
    weight: (values, weigh) =>
      toWeight(typeof weight === "function" ? weight(values as FieldValues<F>, weigh) : weight),
    pays: (values, paysOf) => (typeof pays === "function" ? pays(values as FieldValues<F>, paysOf) : pays),
    check: settings.check as Call["check"],
    run: run as Call["run"],
  };
}

export interface Constant {
  readonly type: AnyType;
  readonly value: Uint8Array;
  readonly docs: readonly string[];
}

/** Declares a constant. */
export const defineConstant = <V>(type: Type<V>, value: NoInfer<V>, docs?: string): Constant => ({
  type: type as AnyType,
  value: encode(type, value),
  docs: docs ? [docs] : [],
});

export interface Pallet {
  readonly name: string;
  readonly index: number;
  /** The Rust crate, which begins the paths of the pallet's Call, Event and Error types. */
  readonly crate: string;
  /** The pallet has two type parameters on the chain (`Balances`). */
  readonly instance?: boolean;
  readonly docs?: readonly string[];
  readonly storage?: readonly StorageEntry[];
  readonly calls?: Readonly<Record<string, Call>>;
  readonly events?: EventSet;
  readonly errors?: ErrorSet;
  readonly constants?: Readonly<Record<string, Constant>>;
  /** Run by pallet index: initialise before the inherents, idle after the last extrinsic, finalise in the end. */
  readonly hooks?: {
    readonly onInitialize?: (ctx: Context) => void;
    readonly onIdle?: (ctx: Context) => void;
    readonly onFinalize?: (ctx: Context) => void;
  };
}

/** Declares a pallet. */
export const definePallet = (pallet: Pallet): Pallet => pallet;
