import { ScaleError } from "./cursor.ts";
import { bytes, fromHex, type Hex, toHex, u8 } from "./primitives.ts";
import { type AnyType, intern, type Type, typeKey, type ValueOf } from "./type.ts";

const plain = { path: [], params: [], base: undefined } as const;

/** A list. `Vec<u8>` is `bytes`. */
export const vec = <V>(inner: Type<V>): Type<V[]> =>
  intern(`vec ${typeKey(inner)}`, () => {
    if ((inner as AnyType) === u8) throw new Error("use `bytes` for Vec<u8>");
    return {
      ...plain,
      name: `Vec<${inner.name}>`,
      shape: { kind: "sequence", inner: inner as AnyType },
      write: (writer, value: V[]) => {
        writer.compact(BigInt(value.length));
        for (const item of value) inner.write(writer, item);
      },
      read: (reader) => {
        const length = Number(reader.compact());
        if (length > reader.left() && length > 1_024) throw new ScaleError("Not enough data to fill buffer");
        const list: V[] = [];
        for (let i = 0; i < length; i += 1) list.push(inner.read(reader));
        return list;
      },
    } satisfies Type<V[]>;
  });

/** `[u8; length]` as hex text, which compares and serves as a map's key. */
export const fixedBytes = (length: number): Type<Hex> =>
  intern(`bytes ${length}`, () => ({
    ...plain,
    name: `[u8; ${length}]`,
    shape: { kind: "array", inner: u8 as AnyType, length },
    write: (writer, value: Hex) => {
      const raw = fromHex(value);
      if (raw.length !== length) throw new ScaleError(`${raw.length} bytes where ${length} are due`);
      writer.push(raw);
    },
    read: (reader) => toHex(reader.take(length)),
  }));

/** The shortest encoding of a number or bigint, whichever the inner type has. */
export const compact = <V extends number | bigint>(inner: Type<V>): Type<V> =>
  intern(`compact ${typeKey(inner)}`, () => {
    const asNumber = ["u8", "u16", "u32"].includes((inner.base ?? (inner as AnyType)).name);
    const limit = 1n << BigInt((inner.base ?? (inner as AnyType)).name.slice(1));
    return {
      ...plain,
      name: `Compact<${inner.name}>`,
      shape: { kind: "compact", inner: inner as AnyType },
      write: (writer, value: V) => writer.compact(BigInt(value)),
      read: (reader) => {
        const value = reader.compact();
        if (value >= limit) throw new ScaleError("out of range decoding Compact");
        return (asNumber ? Number(value) : value) as V;
      },
    } satisfies Type<V>;
  });

type TupleOf<T extends readonly AnyType[]> = { -readonly [K in keyof T]: ValueOf<T[K]> };

/** Several values in order. */
export const tuple = <const T extends readonly AnyType[]>(...items: T): Type<TupleOf<T>> =>
  intern(`tuple ${items.map(typeKey).join(" ")}`, () => ({
    ...plain,
    name: `(${items.map((item) => item.name).join(", ")})`,
    shape: { kind: "tuple", items },
    write: (writer, value: TupleOf<T>) => {
      for (const [i, item] of items.entries()) item.write(writer, (value as unknown[])[i]);
    },
    read: (reader) => items.map((item) => item.read(reader)) as TupleOf<T>,
  }));

/** `()`, whose value is null. */
export const unit: Type<null> = {
  ...plain,
  name: "()",
  shape: { kind: "tuple", items: [] },
  write: () => {},
  read: () => null,
};

/** `Compact<()>`: no bytes. It exists only for the address kind that this chain does not use. */
export const compactUnit: Type<null> = {
  ...plain,
  name: "Compact<()>",
  shape: { kind: "compact", inner: unit as AnyType },
  write: () => {},
  read: () => null,
};

/** A value or undefined. */
export const option = <V>(inner: Type<V>): Type<V | undefined> =>
  intern(`option ${typeKey(inner)}`, () => ({
    ...plain,
    path: ["Option"],
    params: [{ name: "T", type: inner as AnyType }],
    name: `Option<${inner.name}>`,
    shape: {
      kind: "variant",
      variants: [
        { name: "None", index: 0, fields: [], docs: [] },
        {
          name: "Some",
          index: 1,
          fields: [{ name: undefined, type: inner as AnyType, typeName: inner.name }],
          docs: [],
        },
      ],
    },
    write: (writer, value: V | undefined) => {
      writer.byte(value === undefined ? 0 : 1);
      if (value !== undefined) inner.write(writer, value);
    },
    read: (reader) => {
      const tag = reader.byte();
      if (tag > 1) throw new ScaleError(`${tag} is no Option`);
      return tag === 0 ? undefined : inner.read(reader);
    },
  }));

export type ResultOf<V, E> = { readonly ok: true; readonly value: V } | { readonly ok: false; readonly error: E };

/** A value or an error. */
export const result = <V, E>(value: Type<V>, error: Type<E>): Type<ResultOf<V, E>> =>
  intern(`result ${typeKey(value)} ${typeKey(error)}`, () => ({
    ...plain,
    path: ["Result"],
    params: [
      { name: "T", type: value as AnyType },
      { name: "E", type: error as AnyType },
    ],
    name: `Result<${value.name}, ${error.name}>`,
    shape: {
      kind: "variant",
      variants: [
        { name: "Ok", index: 0, fields: [{ name: undefined, type: value as AnyType, typeName: value.name }], docs: [] },
        {
          name: "Err",
          index: 1,
          fields: [{ name: undefined, type: error as AnyType, typeName: error.name }],
          docs: [],
        },
      ],
    },
    write: (writer, outcome: ResultOf<V, E>) => {
      writer.byte(outcome.ok ? 0 : 1);
      if (outcome.ok) value.write(writer, outcome.value);
      else error.write(writer, outcome.error);
    },
    read: (reader): ResultOf<V, E> => {
      const tag = reader.byte();
      if (tag === 0) return { ok: true, value: value.read(reader) };
      if (tag === 1) return { ok: false, error: error.read(reader) };
      throw new ScaleError(`${tag} is no Result`);
    },
  }));

const wrapped = <V>(inner: Type<V>, path: readonly string[], params: Type["params"], name: string): Type<V> => ({
  ...plain,
  path,
  params,
  name,
  shape: {
    kind: "composite",
    fields: [{ name: undefined, type: inner as AnyType, typeName: inner.name }],
  },
  write: inner.write,
  read: inner.read,
});

/** A map as a list of pairs; keep the pairs in the key's order, as the chain does. */
export const btreeMap = <K, V>(key: Type<K>, value: Type<V>): Type<[K, V][]> =>
  intern(`btreemap ${typeKey(key)} ${typeKey(value)}`, () =>
    wrapped(
      vec(tuple(key, value)) as unknown as Type<[K, V][]>,
      ["BTreeMap"],
      [
        { name: "K", type: key as AnyType },
        { name: "V", type: value as AnyType },
      ],
      `BTreeMap<${key.name}, ${value.name}>`,
    ),
  );

/** A set as a list; keep it in order, as the chain does. */
export const btreeSet = <V>(inner: Type<V>): Type<V[]> =>
  intern(`btreeset ${typeKey(inner)}`, () =>
    wrapped(vec(inner), ["BTreeSet"], [{ name: "T", type: inner as AnyType }], `BTreeSet<${inner.name}>`),
  );

/** A list with a length limit that the metadata does not show. */
export const boundedVec = <V>(inner: Type<V>): Type<V[]> =>
  intern(`bounded ${typeKey(inner)}`, () =>
    wrapped(
      vec(inner),
      ["bounded_collections", "bounded_vec", "BoundedVec"],
      [
        { name: "T", type: inner as AnyType },
        { name: "S", type: undefined },
      ],
      `BoundedVec<${inner.name}>`,
    ),
  );

/** Bytes with a length limit that the metadata does not show. */
export const boundedBytes: Type<Uint8Array> = wrapped(
  bytes,
  ["bounded_collections", "bounded_vec", "BoundedVec"],
  [
    { name: "T", type: u8 as AnyType },
    { name: "S", type: undefined },
  ],
  "BoundedVec<u8>",
);

/** A list as the chain's weakly bounded list. */
export const weakBoundedVec = <V>(inner: Type<V>): Type<V[]> =>
  intern(`weakbounded ${typeKey(inner)}`, () =>
    wrapped(
      vec(inner),
      ["bounded_collections", "weak_bounded_vec", "WeakBoundedVec"],
      [
        { name: "T", type: inner as AnyType },
        { name: "S", type: undefined },
      ],
      `WeakBoundedVec<${inner.name}>`,
    ),
  );
