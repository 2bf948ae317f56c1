import { describeFields, type EnumValue, type FieldTypes } from "../scale/composites.ts";
import type { AnyType, Variant } from "../scale/type.ts";

/** An event ready to be deposited. */
export interface EventValue {
  readonly pallet: string;
  readonly name: string;
  readonly value: unknown;
}

type EventCase = readonly [number] | readonly [number, readonly AnyType[] | FieldTypes];
type EventCases = Readonly<Record<string, readonly [number] | readonly [number, readonly AnyType[] | FieldTypes]>>;

export interface EventSet {
  readonly pallet: string;
  readonly cases: EventCases;
  readonly variants: readonly Variant[];
}

type ArgumentOf<C extends EventCases, K extends keyof C & string> =
  Extract<EnumValue<C>, { type: K }> extends { value: infer V } ? [value: V] : [];

/**
 * Declares a pallet's events with their live indexes: `{StakeAdded: [2, [AccountId32, …]], FeePaid: [0, {who: …}]}`.
 * `ctx.emit(events.StakeAdded([coldkey, …]))`; one positional field is given bare, none as nothing.
 */
export function defineEvents<const C extends EventCases>(
  pallet: string,
  cases: C,
): EventSet & { readonly [K in keyof C & string]: (...args: ArgumentOf<C, K>) => EventValue } {
  const makers = Object.fromEntries(
    Object.keys(cases).map((name) => [name, (value?: unknown): EventValue => ({ pallet, name, value })]),
  );
  const variants = Object.entries(cases as Record<string, EventCase>).map(([name, [index, fields]]) => ({
    name,
    index,
    fields: fields ? describeFields(fields) : [],
    docs: [],
  }));
  return { pallet, cases, variants, ...makers } as never;
}
