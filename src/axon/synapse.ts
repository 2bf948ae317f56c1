import type { JsonObject, JsonValue } from "./json-value.ts";

/** The Python type of a synapse field. It decides the dummy header of a required one. */
export type FieldType = "str" | "int" | "float" | "bool" | "list" | "dict" | "tensor";

export interface SynapseField {
  readonly name: string;
  readonly type: FieldType;
  /** Declared without a default: sent as a `bt_header_input_obj_` header too. */
  readonly required?: boolean;
  readonly initial: JsonValue;
}

/** A synapse class: its name is the path, its fields follow the common ones in the body in this order. */
export interface SynapseClass {
  readonly name: string;
  readonly fields: readonly SynapseField[];
  /** `required_hash_fields`, in order. */
  readonly hashed: readonly string[];
}

/** The class every axon answers; its hash is that of no fields, so it serves as a ping (facts A1.8). */
export const pingSynapse: SynapseClass = { name: "Synapse", fields: [], hashed: [] };

/** The hashed fields' values out of a body: declared defaults where it leaves them out, ints in float fields as floats. */
export const hashedValues = (synapse: SynapseClass, body: JsonObject): readonly JsonValue[] =>
  synapse.hashed.map((name) => {
    const field = synapse.fields.find((declared) => declared.name === name);
    const value = body.get(name) ?? (body.has(name) ? null : (field?.initial ?? null));
    return field?.type === "float" && typeof value === "bigint" ? Number(value) : value;
  });

const DUMMIES: Readonly<Record<FieldType, string>> = {
  str: "IiI=",
  int: "MA==",
  float: "MC4w",
  bool: "ZmFsc2U=",
  list: "W10=",
  dict: "e30=",
  tensor: "",
};

/** Headers of the required fields: base64 of the JSON of an empty value of their type (facts A1.2). */
export const requiredFieldHeaders = (synapse: SynapseClass): readonly (readonly [string, string])[] =>
  synapse.fields
    .filter((field) => field.required && DUMMIES[field.type] !== "")
    .map((field) => [`bt_header_input_obj_${field.name}`, DUMMIES[field.type]] as const);
