import { describeFields, type FieldTypes, type FieldValues } from "../scale/composites.ts";
import type { AnyType, Field, Type } from "../scale/type.ts";
import type { Context } from "./context.ts";

/** A method of a runtime API. */
export interface ApiMethod {
  readonly inputs: readonly Field[];
  readonly inputTypes: FieldTypes;
  readonly output: AnyType;
  readonly docs: readonly string[];
  readonly run: (ctx: Context, args: Readonly<Record<string, unknown>>) => unknown;
}

/** A runtime API: described in metadata 15 and 16, listed in the runtime version, answered by `state_call`. */
export interface Api {
  readonly name: string;
  readonly version: number;
  readonly methods: Readonly<Record<string, ApiMethod>>;
}

/** Declares a method. `run` may change the state it is given; the changes are thrown away afterwards. */
export const defineMethod = <const F extends FieldTypes, V>(
  inputs: F,
  output: Type<V>,
  run: (ctx: Context, args: FieldValues<F>) => NoInfer<V>,
  docs?: string,
): ApiMethod => ({
  inputs: describeFields(inputs),
  inputTypes: inputs,
  output: output as AnyType,
  docs: docs ? [docs] : [],
  run: run as ApiMethod["run"],
});

/** Declares a runtime API. */
export const defineApi = (name: string, version: number, methods: Readonly<Record<string, ApiMethod>>): Api => ({
  name,
  version,
  methods,
});
