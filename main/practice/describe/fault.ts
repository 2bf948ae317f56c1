import type { DispatchErrorValue } from "./substrate-types.ts";

/** Why a dispatch failed: an error of a pallet by name, or one of the general ones. */
export type FaultReason =
  | { readonly kind: "module"; readonly pallet: string; readonly name: string }
  | { readonly kind: "general"; readonly error: DispatchErrorValue };

/** Thrown by a call; the executive rolls its changes back and reports `ExtrinsicFailed`. Numbers are given at encode time. */
export class DispatchFault extends Error {
  readonly reason: FaultReason;
  constructor(reason: FaultReason) {
    super(reason.kind === "module" ? `${reason.pallet}.${reason.name}` : reason.error.type);
    this.name = "DispatchFault";
    this.reason = reason;
  }
}

const general = (error: DispatchErrorValue): DispatchFault => new DispatchFault({ kind: "general", error });

type TokenCase = Extract<DispatchErrorValue, { type: "Token" }>["value"]["type"];
type ArithmeticCase = Extract<DispatchErrorValue, { type: "Arithmetic" }>["value"]["type"];

export const badOrigin = (): DispatchFault => general({ type: "BadOrigin" });
export const cannotLookup = (): DispatchFault => general({ type: "CannotLookup" });
export const tokenFault = (type: TokenCase): DispatchFault => general({ type: "Token", value: { type } });
export const arithmeticFault = (type: ArithmeticCase): DispatchFault =>
  general({ type: "Arithmetic", value: { type } });

/** A fault that was already turned into its wire value, for example by a nested dispatch. */
export const encodedFault = (error: DispatchErrorValue): DispatchFault => general(error);

/** The errors of a pallet, each with its explanation. Indexes are assigned by the runtime, unlike the live chain's. */
export interface ErrorSet {
  readonly pallet: string;
  readonly entries: readonly { readonly name: string; readonly docs: string }[];
}

/**
 * Declares a pallet's errors by name: `throw errors.AmountTooLow()`.
 * The order given is free: the runtime numbers them on purpose differently from the live chain.
 */
export function defineErrors<const D extends Readonly<Record<string, string>>>(
  pallet: string,
  docs: D,
): ErrorSet & { readonly [K in keyof D]: () => DispatchFault } {
  const makers = Object.fromEntries(
    Object.keys(docs).map((name) => [name, () => new DispatchFault({ kind: "module", pallet, name })]),
  );
  const entries = Object.entries(docs).map(([name, text]) => ({ name, docs: text }));
  return { pallet, entries, ...makers } as never;
}
