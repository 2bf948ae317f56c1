/**
 * A JSON value that keeps what Python keeps: whole numbers are `bigint` (Python int), numbers with a point or an
 * exponent are `number` (Python float), and objects keep the order of their keys. So `1` and `1.0` stay apart,
 * which the wire protocol's body hash needs (facts A1.4).
 */
export type JsonValue = null | boolean | string | bigint | number | readonly JsonValue[] | JsonObject;

/** An object with its keys in order. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

/** Narrows to an object. */
export const isJsonObject = (value: JsonValue | undefined): value is JsonObject => value instanceof Map;

/** The text of a field, or `undefined` where it is missing or something else. */
export const textField = (object: JsonObject, name: string): string | undefined => {
  const value = object.get(name);
  return typeof value === "string" ? value : undefined;
};
