import type { EventValue } from "./events.ts";
import type { Runtime } from "./runtime.ts";
import type { StateAccess } from "./state-access.ts";
import type { AccountId, DispatchErrorValue } from "./substrate-types.ts";

/** Who stands behind a call. */
export type Origin =
  | { readonly type: "signed"; readonly who: AccountId }
  | { readonly type: "root" }
  | { readonly type: "none" };

/** A call by pallet, name and arguments, as decoded from the wire or made by hand. */
export interface CallValue {
  readonly pallet: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export type DispatchOutcome = { readonly ok: true } | { readonly ok: false; readonly error: DispatchErrorValue };

/** What hooks and helpers run in. Storage items take it as their first argument. */
export interface Context {
  readonly state: StateAccess;
  /** The number of the block being made (or of the block read, inside runtime APIs). */
  readonly block: number;
  /** The account that gets this block's fees. */
  readonly author: AccountId;
  readonly runtime: Runtime;
  /** The place in its block of the extrinsic that runs; 0 where none does. */
  extrinsicIndex(): number;
  /** Deposits an event. */
  emit(event: EventValue): void;
  /** Runs `work`; if it throws, its state changes and events are undone and the error goes on. Nests. */
  transaction<T>(work: () => T): T;
}

/** What a call runs in. */
export interface CallContext extends Context {
  readonly origin: Origin;
  /** The signer. Throws BadOrigin where the call was not signed. */
  signer(): AccountId;
  /** Throws BadOrigin unless the origin is root. */
  ensureRoot(): void;
  /** Runs another call in a transaction of its own, under this origin unless another is given. Never throws for its failure. */
  dispatch(call: CallValue, origin?: Origin, filter?: (call: CallValue) => boolean): DispatchOutcome;
  /** Runs another call for an account, as if it had signed: what restricts this call does not restrict that one. Never throws for its failure. */
  dispatchAs(call: CallValue, who: AccountId, filter?: (call: CallValue) => boolean): DispatchOutcome;
}
