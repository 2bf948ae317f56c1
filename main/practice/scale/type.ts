import { createReader, createWriter, type Reader, ScaleError, type Writer } from "./cursor.ts";

/** A field of a struct, enum variant, call or event, as the metadata tells it. */
export interface Field {
  readonly name: string | undefined;
  readonly type: Type;
  /** The chain's own name of the type. Python clients cannot compose calls without it. */
  readonly typeName: string;
}

export interface Variant {
  readonly name: string;
  readonly index: number;
  readonly fields: readonly Field[];
  readonly docs: readonly string[];
}

/** What the metadata's registry is told about a type. */
export type Shape =
  | { readonly kind: "primitive"; readonly tag: string }
  | { readonly kind: "compact"; readonly inner: Type }
  | { readonly kind: "sequence"; readonly inner: Type }
  | { readonly kind: "array"; readonly inner: Type; readonly length: number }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "composite"; readonly fields: readonly Field[] }
  | { readonly kind: "variant"; readonly variants: readonly Variant[] }
  | { readonly kind: "lazy"; readonly target: () => Type };

export interface TypeParam {
  readonly name: string;
  readonly type: Type | undefined;
}

/**
 * One description of a type, read by three parties: the codec (`write`, `read`), the metadata (`shape`, `path`,
 * `params`) and TypeScript (`V`). Constructors intern, so the same description is the same object.
 */
export interface Type<V = unknown> {
  readonly write: (writer: Writer, value: V) => void;
  readonly read: (reader: Reader) => V;
  readonly shape: Shape;
  readonly path: readonly string[];
  readonly params: readonly TypeParam[];
  /** The name shown as `typeName`. */
  readonly name: string;
  /** The described type where this object only renames it; the registry holds that one. */
  readonly base: Type | undefined;
}

/** A type of any value. `Type` is invariant in its value, so lists of types need this. */
// biome-ignore lint/suspicious/noExplicitAny: variance
export type AnyType = Type<any>;

/** The TypeScript value of a type. */
export type ValueOf<T> = T extends Type<infer V> ? V : never;

const interned = new Map<string, AnyType>();
const keys = new WeakMap<object, string>();
let nextKey = 0;

/** A text that identifies a type object within this process. */
export function typeKey(type: AnyType): string {
  const known = keys.get(type);
  if (known !== undefined) return known;
  const key = String(nextKey++);
  keys.set(type, key);
  return key;
}

/** Returns the one object for `key`, making it at first need. */
export function intern<T extends AnyType>(key: string, make: () => T): T {
  const known = interned.get(key);
  if (known) return known as T;
  const made = make();
  interned.set(key, made);
  return made;
}

/** The same type under another display name, for example `NetUid` for a plain u16. */
export const named = <V>(type: Type<V>, name: string): Type<V> =>
  intern(`named ${typeKey(type)} ${name}`, () => ({ ...type, name, base: type.base ?? (type as AnyType) }));

/** A type that is known only later, for recursion such as batches of calls. */
export function lazy<V>(name: string, target: () => Type<V>): Type<V> {
  return {
    write: (writer, value) => target().write(writer, value),
    read: (reader) => target().read(reader),
    shape: { kind: "lazy", target: target as () => AnyType },
    path: [],
    params: [],
    name,
    base: undefined,
  };
}

/** SCALE bytes of a value. */
export function encode<V>(type: Type<V>, value: V): Uint8Array {
  const writer = createWriter();
  type.write(writer, value);
  return writer.done();
}

/** The value, with every byte used. Error: `ScaleError` for short, over-long or non-canonical bytes. */
export function decode<V>(type: Type<V>, bytes: Uint8Array): V {
  const reader = createReader(bytes);
  const value = type.read(reader);
  if (reader.left() > 0) throw new ScaleError(`${reader.left()} bytes are left over`);
  return value;
}
