import type { Metadata } from "@polkadot/types";

/** A runtime as names and normalised type texts, so that two can be compared whatever their numbers are. */
export interface RuntimeShape {
  /** `Pallet.Item` → modifier, hashers, key and value. */
  readonly storage: Readonly<Record<string, string>>;
  /** `Pallet.call` → index and arguments. */
  readonly calls: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, string>>;
  /** `Pallet.Name`; numbers are left out, since they differ on purpose. */
  readonly errors: readonly string[];
  readonly constants: Readonly<Record<string, string>>;
  /** `Api.method` → inputs and output. */
  readonly methods: Readonly<Record<string, string>>;
  readonly apiVersions: Readonly<Record<string, number>>;
  readonly pallets: Readonly<Record<string, number>>;
  /** In signing order. */
  readonly extensions: readonly string[];
}

interface Field {
  readonly name: string | null;
  readonly type: number;
}
interface Portable {
  readonly path: readonly string[];
  readonly params: readonly { readonly type: number | null }[];
  readonly def: {
    readonly primitive?: string;
    readonly compact?: { readonly type: number };
    readonly sequence?: { readonly type: number };
    readonly array?: { readonly len: number; readonly type: number };
    readonly tuple?: readonly number[];
    readonly composite?: { readonly fields: readonly Field[] };
    readonly variant?: { readonly variants: readonly { name: string; index: number; fields: readonly Field[] }[] };
  };
}

/** Types that name the whole runtime are compared by name; their parts are compared one by one anyway. */
const BY_NAME = /^(RuntimeCall|RuntimeEvent|RuntimeError|UncheckedExtrinsic|OriginCaller)$/;

/** Reads the shape out of metadata of version 16. */
export function metadataShape(metadata: Metadata): RuntimeShape {
  const json = metadata.asV16.toJSON() as never as {
    lookup: { types: { type: Portable }[] };
    pallets: {
      name: string;
      index: number;
      storage: { items: { name: string; modifier: string; type: StorageType }[] } | null;
      calls: { type: number } | null;
      events: { type: number } | null;
      errors: { type: number } | null;
      constants: { name: string; type: number }[];
    }[];
    apis: { name: string; version: number; methods: { name: string; inputs: Field[]; output: number }[] }[];
    extrinsic: { transactionExtensions: { identifier: string; type: number; implicit: number }[] };
  };
  const types = json.lookup.types.map(({ type }) => type);

  const fieldsText = (fields: readonly Field[], open: readonly number[]): string =>
    fields.map(({ name, type }) => `${name ?? ""}:${text(type, open)}`).join(", ");

  /** Newtypes dissolve, variants are sorted by index, recursion is cut. */
  function text(id: number, open: readonly number[] = []): string {
    if (open.includes(id)) return "↺";
    const inside = [...open, id];
    const { def, path, params } = types[id] as Portable;
    const name = path.at(-1) ?? "";
    if (BY_NAME.test(name)) return name;
    if (def.primitive) return def.primitive;
    if (def.compact) return `Compact<${text(def.compact.type, inside)}>`;
    if (def.sequence) return `Vec<${text(def.sequence.type, inside)}>`;
    if (def.array) return `[${text(def.array.type, inside)};${def.array.len}]`;
    if (def.tuple) return `(${def.tuple.map((item) => text(item, inside)).join(", ")})`;
    if (name.startsWith("Fixed")) return `${name}<${fractionBits(params[0]?.type ?? null)}>`;
    if (def.composite) {
      const { fields } = def.composite;
      const only = fields[0];
      return fields.length === 1 && only && only.name === null
        ? text(only.type, inside)
        : `{${fieldsText(fields, inside)}}`;
    }
    const variants = [...(def.variant?.variants ?? [])].sort((a, b) => a.index - b.index);
    return `enum(${variants.map((one) => `${one.index} ${one.name}(${fieldsText(one.fields, inside)})`).join(" | ")})`;
  }

  /** The number that a type-level integer spells. */
  function fractionBits(id: number | null): number {
    if (id === null) return 0;
    const { path, params } = types[id] as Portable;
    if (path.at(-1) !== "UInt") return path.at(-1) === "B1" ? 1 : 0;
    return fractionBits(params[0]?.type ?? null) * 2 + fractionBits(params[1]?.type ?? null);
  }

  const variantsOf = (ref: { type: number } | null) => (ref ? (types[ref.type]?.def.variant?.variants ?? []) : []);
  const table = <V>(entries: readonly (readonly [string, V])[]): Record<string, V> => Object.fromEntries(entries);

  return {
    pallets: table(json.pallets.map(({ name, index }) => [name, index])),
    storage: table(
      json.pallets.flatMap(({ name, storage }) =>
        (storage?.items ?? []).map(
          (item) => [`${name}.${item.name}`, `${item.modifier} ${storageText(item.type, text)}`] as const,
        ),
      ),
    ),
    calls: table(
      json.pallets.flatMap(({ name, calls }) =>
        variantsOf(calls).map(
          (call) => [`${name}.${call.name}`, `${call.index} (${fieldsText(call.fields, [])})`] as const,
        ),
      ),
    ),
    events: table(
      json.pallets.flatMap(({ name, events }) =>
        variantsOf(events).map(
          (event) => [`${name}.${event.name}`, `${event.index} (${fieldsText(event.fields, [])})`] as const,
        ),
      ),
    ),
    errors: json.pallets.flatMap(({ name, errors }) => variantsOf(errors).map((error) => `${name}.${error.name}`)),
    constants: table(
      json.pallets.flatMap(({ name, constants }) =>
        constants.map((constant) => [`${name}.${constant.name}`, text(constant.type)] as const),
      ),
    ),
    methods: table(
      json.apis.flatMap((api) =>
        api.methods.map(
          (method) =>
            [`${api.name}.${method.name}`, `(${fieldsText(method.inputs, [])}) -> ${text(method.output)}`] as const,
        ),
      ),
    ),
    apiVersions: table(json.apis.map(({ name, version }) => [name, version])),
    extensions: json.extrinsic.transactionExtensions.map(
      ({ identifier, type, implicit }) => `${identifier} ${text(type)} + ${text(implicit)}`,
    ),
  };
}

type StorageType = { plain: number } | { map: { hashers: string[]; key: number; value: number } };

const storageText = (type: StorageType, text: (id: number) => string): string =>
  "plain" in type
    ? text(type.plain)
    : `[${type.map.hashers.join(", ")}] ${text(type.map.key)} => ${text(type.map.value)}`;
