import { metadata as codec } from "@polkadot-api/substrate-bindings";

interface Entry {
  readonly path: readonly string[];
  readonly params: readonly { readonly name: string; readonly type?: number | undefined }[];
  // biome-ignore lint/suspicious/noExplicitAny: the codec's union is not exported
  readonly def: any;
}

/**
 * Metadata as texts that can be compared whatever the numbering: newtypes dissolved, variants by index, the runtime's own enums by
 * name.
 */
export interface Shapes {
  readonly calls: ReadonlyMap<string, string>;
  readonly storage: ReadonlyMap<string, string>;
  readonly events: ReadonlyMap<string, string>;
  readonly errors: ReadonlySet<string>;
  readonly constants: ReadonlyMap<string, string>;
  readonly apis: ReadonlyMap<string, string>;
  readonly extensions: readonly string[];
  readonly pallets: ReadonlyMap<string, number>;
}

/** Reads metadata of version 16, with its magic. */
export function readShapes(bytes: Uint8Array): Shapes {
  // A copy: the codec reads the whole buffer behind a view.
  const decoded = codec.dec(Uint8Array.from(bytes)).metadata;
  if (decoded.tag !== "v16") throw new Error(`version 16 was expected, not ${decoded.tag}`);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const { lookup, pallets, apis, extrinsic } = decoded.value as any;
  const shape = shaper(lookup as readonly Entry[]);
  const calls = new Map<string, string>();
  const storage = new Map<string, string>();
  const events = new Map<string, string>();
  const errors = new Set<string>();
  const constants = new Map<string, string>();
  const variants = (id: number | { type: number }) =>
    (lookup as readonly Entry[])[typeof id === "number" ? id : id.type]?.def.value ?? [];
  const fields = (list: readonly { name?: string; type: number }[]) =>
    list.map((field) => `${field.name ?? ""}:${shape(field.type)}`).join(", ");

  for (const pallet of pallets) {
    const name = (item: string) => `${pallet.name}.${item}`;
    if (pallet.calls !== undefined) {
      for (const call of variants(pallet.calls)) calls.set(name(call.name), `${call.index}(${fields(call.fields)})`);
    }
    if (pallet.events !== undefined) {
      for (const event of variants(pallet.events)) {
        events.set(name(event.name), `${event.index}(${fields(event.fields)})`);
      }
    }
    if (pallet.errors !== undefined) for (const error of variants(pallet.errors)) errors.add(name(error.name));
    for (const constant of pallet.constants) constants.set(name(constant.name), shape(constant.type));
    for (const item of pallet.storage?.items ?? []) {
      const { tag, value } = item.type;
      const optional = item.modifier.tag ?? item.modifier;
      const map =
        tag === "plain"
          ? shape(value)
          : `[${value.hashers.map((hasher: { tag: string }) => hasher.tag)}] ${shape(value.key)} -> ${shape(value.value)}`;
      storage.set(name(item.name), `${optional} ${map}`);
    }
  }
  const methods = new Map<string, string>();
  for (const api of apis) {
    for (const method of api.methods) {
      methods.set(`${api.name}.${method.name}`, `(${fields(method.inputs)}) -> ${shape(method.output)}`);
    }
  }
  const extensions = extrinsic.signedExtensions ?? extrinsic.extensions ?? extrinsic.transactionExtensions;
  return {
    calls,
    storage,
    events,
    errors,
    constants,
    apis: methods,
    extensions: extensions.map(
      (one: { identifier: string; type: number; additionalSigned: number }) =>
        `${one.identifier} ${shape(one.type)} / ${shape(one.additionalSigned)}`,
    ),
    pallets: new Map(pallets.map((pallet: { name: string; index: number }) => [pallet.name, pallet.index])),
  };
}

/** The runtime's own enums differ by what a node has; their names are enough. */
const OPEN =
  /(?:RuntimeCall|RuntimeEvent|RuntimeError|OriginCaller|RuntimeHoldReason|RuntimeFreezeReason|Call|UncheckedExtrinsic)$/;

function shaper(lookup: readonly Entry[]): (id: number) => string {
  const done = new Map<number, string>();
  const shape = (id: number): string => {
    const known = done.get(id);
    if (known !== undefined) return known;
    const entry = lookup[id] as Entry;
    const name = entry.path.at(-1) ?? "";
    done.set(id, `…${name}`);
    const text = OPEN.test(name) ? name : of(entry);
    done.set(id, text);
    return text;
  };
  const of = ({ path, params, def }: Entry): string => {
    switch (def.tag) {
      case "primitive":
        return def.value.tag ?? def.value;
      case "compact":
        return `Compact<${shape(def.value)}>`;
      case "sequence":
        return `Vec<${shape(def.value)}>`;
      case "array":
        return `[${shape(def.value.type)}; ${def.value.len}]`;
      case "tuple":
        return `(${def.value.map(shape).join(", ")})`;
      case "composite":
        if (def.value.length === 1 && def.value[0].name === undefined) return shape(def.value[0].type);
        return `{${fieldsOf(def.value)}}`;
      case "variant":
        if (path.length === 1 && params.length > 0) {
          return `${path[0]}<${params.map((param) => (param.type === undefined ? "_" : shape(param.type))).join(", ")}>`;
        }
        return `enum{${[...def.value]
          .sort((a, b) => a.index - b.index)
          .map((variant) => `${variant.index} ${variant.name}(${fieldsOf(variant.fields)})`)
          .join(" | ")}}`;
      default:
        throw new Error(`unknown definition ${def.tag}`);
    }
  };
  const fieldsOf = (list: readonly { name?: string; type: number }[]) =>
    list
      .map((field) => (field.name === undefined ? shape(field.type) : `${field.name}: ${shape(field.type)}`))
      .join(", ");
  return shape;
}
