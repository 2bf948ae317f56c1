/** Type descriptors: each is codec, metadata shape and TypeScript type in one. */
export * from "./collections.ts";
export { type Cases, type EnumValue, enumeration, marker, newtype, struct } from "./composites.ts";
export { createReader, createWriter, ScaleError } from "./cursor.ts";
export * from "./primitives.ts";
export { type AnyType, decode, encode, intern, lazy, named, type Type, typeKey, type ValueOf } from "./type.ts";
