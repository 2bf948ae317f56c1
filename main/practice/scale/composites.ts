import { ScaleError } from "./cursor.ts";
import type { AnyType, Field, Type, TypeParam, ValueOf } from "./type.ts";

/** Named fields, in wire order and in the wire's snake_case. */
export type FieldTypes = Readonly<Record<string, AnyType>>;
export type FieldValues<F extends FieldTypes> = { -readonly [K in keyof F]: ValueOf<F[K]> };

const split = (path: string): string[] => path.split("::");
const last = (path: string): string => split(path).at(-1) as string;

/** Fields as metadata tells them. */
export const describeFields = (fields: FieldTypes | readonly AnyType[]): Field[] =>
  Array.isArray(fields)
    ? (fields as readonly AnyType[]).map((type) => ({ name: undefined, type, typeName: type.name }))
    : Object.entries(fields as FieldTypes).map(([name, type]) => ({ name, type, typeName: type.name }));

/** A struct with named fields. `path` is the chain's own, for example `pallet_subtensor::pallet::AxonInfo`. */
export function struct<const F extends FieldTypes>(
  path: string,
  fields: F,
  params: readonly TypeParam[] = [],
): Type<FieldValues<F>> {
  const entries = Object.entries(fields);
  return {
    path: split(path),
    params,
    name: last(path),
    base: undefined,
    shape: { kind: "composite", fields: describeFields(fields) },
    write: (writer, value) => {
      for (const [name, type] of entries) type.write(writer, (value as Record<string, unknown>)[name]);
    },
    read: (reader) => {
      const value: Record<string, unknown> = {};
      for (const [name, type] of entries) value[name] = type.read(reader);
      return value as FieldValues<F>;
    },
  };
}

/** A struct with one unnamed field; its value is the field's. */
export const newtype = <V>(path: string, inner: Type<V>, params: readonly TypeParam[] = []): Type<V> => ({
  path: split(path),
  params,
  name: last(path),
  base: undefined,
  shape: { kind: "composite", fields: describeFields([inner as AnyType]) },
  write: inner.write,
  read: inner.read,
});

/** A struct without fields, as most signed extensions are. */
export const marker = (path: string, params: readonly TypeParam[] = []): Type<null> => ({
  path: split(path),
  params,
  name: last(path),
  base: undefined,
  shape: { kind: "composite", fields: [] },
  write: () => {},
  read: () => null,
});

/** One case of an enum: its index, then nothing, positional fields, or named fields. */
export type CaseOf = readonly [number] | readonly [number, readonly AnyType[] | FieldTypes];
export type Cases = Readonly<Record<string, CaseOf>>;

type CaseValue<C extends CaseOf> = C extends readonly [number, infer F]
  ? F extends readonly [infer Only extends AnyType]
    ? ValueOf<Only>
    : F extends readonly AnyType[]
      ? { -readonly [K in keyof F]: ValueOf<F[K]> }
      : F extends FieldTypes
        ? FieldValues<F>
        : never
  : undefined;

/** `{type: "Name"}` or `{type: "Name", value}`; one positional field is the value itself, several are a tuple. */
export type EnumValue<C extends Cases> = {
  [K in keyof C & string]: CaseValue<C[K]> extends undefined
    ? { readonly type: K; readonly value?: undefined }
    : { readonly type: K; readonly value: CaseValue<C[K]> };
}[keyof C & string];

/** An enum. `path` is the chain's own; the indexes are the wire's. */
export function enumeration<const C extends Cases>(
  path: string,
  cases: C,
  params: readonly TypeParam[] = [],
): Type<EnumValue<C>> {
  const entries = Object.entries(cases);
  const byIndex = new Map(entries.map(([name, [index, fields]]) => [index, { name, fields }]));
  return {
    path: split(path),
    params,
    name: last(path),
    base: undefined,
    shape: {
      kind: "variant",
      variants: entries.map(([name, [index, fields]]) => ({
        name,
        index,
        fields: fields ? describeFields(fields) : [],
        docs: [],
      })),
    },
    write: (writer, value) => {
      const found = cases[value.type];
      if (!found) throw new ScaleError(`${value.type} is no ${last(path)}`);
      writer.byte(found[0]);
      const fields = found[1];
      if (!fields) return;
      if (!Array.isArray(fields)) {
        for (const [name, type] of Object.entries(fields as FieldTypes)) {
          type.write(writer, (value.value as Record<string, unknown>)[name]);
        }
      } else if (fields.length === 1) (fields[0] as AnyType).write(writer, value.value);
      else for (const [i, type] of (fields as AnyType[]).entries()) type.write(writer, (value.value as unknown[])[i]);
    },
    read: (reader) => {
      const index = reader.byte();
      const found = byIndex.get(index);
      if (!found) throw new ScaleError(`${last(path)} has no case ${index}`);
      const { name, fields } = found;
      if (!fields) return { type: name } as EnumValue<C>;
      if (!Array.isArray(fields)) {
        const value: Record<string, unknown> = {};
        for (const [field, type] of Object.entries(fields as FieldTypes)) value[field] = type.read(reader);
        return { type: name, value } as EnumValue<C>;
      }
      const list = (fields as AnyType[]).map((type) => type.read(reader));
      return { type: name, value: fields.length === 1 ? list[0] : list } as EnumValue<C>;
    },
  };
}
