import type { FieldTypes } from "../scale/composites.ts";
import { ScaleError } from "../scale/cursor.ts";
import type { AnyType, Type, Variant } from "../scale/type.ts";
import type { CallValue } from "./context.ts";
import type { EventValue } from "./events.ts";
import type { Pallet } from "./pallet.ts";

const palletType = (pallet: Pallet, kind: string, variants: readonly Variant[]): AnyType => ({
  path: [pallet.crate, "pallet", kind],
  params: [{ name: "T", type: undefined }, ...(pallet.instance ? [{ name: "I", type: undefined }] : [])],
  name: `${pallet.crate}::${kind}<Runtime>`,
  base: undefined,
  shape: { kind: "variant", variants: [...variants].sort((a, b) => a.index - b.index) },
  write: () => {
    throw new Error("written through the outer enum");
  },
  read: () => {
    throw new Error("read through the outer enum");
  },
});

const outer = <V>(kind: string, inner: ReadonlyMap<string, AnyType>, pallets: readonly Pallet[]): Type<V> => ({
  path: ["node_subtensor_runtime", kind],
  params: [],
  name: kind,
  base: undefined,
  shape: {
    kind: "variant",
    variants: pallets
      .filter((pallet) => inner.has(pallet.name))
      .map((pallet) => {
        const type = inner.get(pallet.name) as AnyType;
        return {
          name: pallet.name,
          index: pallet.index,
          fields: [{ name: undefined, type, typeName: type.name }],
          docs: [],
        };
      }),
  },
  write: () => {
    throw new Error(`${kind} has no codec`);
  },
  read: () => {
    throw new Error(`${kind} has no codec`);
  },
});

/** Every pallet's Call type and the outer RuntimeCall with its codec. */
export function callTypes(pallets: readonly Pallet[]): { each: ReadonlyMap<string, AnyType>; all: Type<CallValue> } {
  const each = new Map<string, AnyType>();
  const byIndex = new Map<number, { pallet: Pallet; byIndex: Map<number, string> }>();
  for (const pallet of pallets) {
    if (!pallet.calls) continue;
    const list = Object.entries(pallet.calls);
    each.set(
      pallet.name,
      palletType(
        pallet,
        "Call",
        list.map(([name, call]) => ({ name, index: call.index, fields: call.fields, docs: call.docs })),
      ),
    );
    byIndex.set(pallet.index, { pallet, byIndex: new Map(list.map(([name, call]) => [call.index, name])) });
  }
  const byName = new Map(pallets.map((pallet) => [pallet.name, pallet]));
  let depth = 0;
  const all: Type<CallValue> = {
    ...outer<CallValue>("RuntimeCall", each, pallets),
    write(writer, value) {
      const pallet = byName.get(value.pallet);
      const call = pallet?.calls?.[value.name];
      if (!pallet || !call) throw new ScaleError(`there is no call ${value.pallet}.${value.name}`);
      writer.byte(pallet.index);
      writer.byte(call.index);
      for (const [name, type] of Object.entries(call.args)) type.write(writer, value.args[name]);
    },
    read(reader) {
      const found = byIndex.get(reader.byte());
      const name = found?.byIndex.get(reader.byte());
      const call = name === undefined ? undefined : found?.pallet.calls?.[name];
      if (!found || name === undefined || !call)
        throw new ScaleError("Could not decode `RuntimeCall`, variant doesn't exist");
      if (depth >= 256) throw new ScaleError("Maximum recursion depth reached when decoding");
      depth += 1;
      try {
        const args: Record<string, unknown> = {};
        for (const [field, type] of Object.entries(call.args)) args[field] = type.read(reader);
        return { pallet: found.pallet.name, name, args };
      } finally {
        depth -= 1;
      }
    },
  };
  return { each, all };
}

/** Every pallet's Event type and the outer RuntimeEvent with its codec. */
export function eventTypes(pallets: readonly Pallet[]): { each: ReadonlyMap<string, AnyType>; all: Type<EventValue> } {
  const each = new Map<string, AnyType>();
  const byName = new Map<string, Pallet>();
  const byIndex = new Map<number, Pallet>();
  for (const pallet of pallets) {
    if (!pallet.events) continue;
    each.set(pallet.name, palletType(pallet, "Event", pallet.events.variants));
    byName.set(pallet.name, pallet);
    byIndex.set(pallet.index, pallet);
  }
  const all: Type<EventValue> = {
    ...outer<EventValue>("RuntimeEvent", each, pallets),
    write(writer, event) {
      const pallet = byName.get(event.pallet);
      const found = pallet?.events?.cases[event.name];
      if (!pallet || !found) throw new ScaleError(`there is no event ${event.pallet}.${event.name}`);
      writer.byte(pallet.index);
      writer.byte(found[0]);
      const fields = found[1];
      if (!fields) return;
      if (!Array.isArray(fields)) {
        for (const [name, type] of Object.entries(fields as FieldTypes)) {
          type.write(writer, (event.value as Record<string, unknown>)[name]);
        }
      } else if (fields.length === 1) (fields[0] as AnyType).write(writer, event.value);
      else for (const [i, type] of (fields as AnyType[]).entries()) type.write(writer, (event.value as unknown[])[i]);
    },
    read(reader) {
      const pallet = byIndex.get(reader.byte());
      const index = reader.byte();
      const found = Object.entries(pallet?.events?.cases ?? {}).find(([, [own]]) => own === index);
      if (!pallet || !found) throw new ScaleError("an event that is not described");
      const [name, [, fields]] = found;
      if (!fields) return { pallet: pallet.name, name, value: undefined };
      if (!Array.isArray(fields)) {
        const value: Record<string, unknown> = {};
        for (const [field, type] of Object.entries(fields as FieldTypes)) value[field] = type.read(reader);
        return { pallet: pallet.name, name, value };
      }
      const list = (fields as AnyType[]).map((type) => type.read(reader));
      return { pallet: pallet.name, name, value: fields.length === 1 ? list[0] : list };
    },
  };
  return { each, all };
}

/**
 * Every pallet's Error type and the outer RuntimeError, with the index of each error.
 * Indexes run backwards from the declaration and begin at `shift`: numbers of the live chain must not fit by chance,
 * and an upgrade can move them.
 */
export function errorTypes(pallets: readonly Pallet[], shift: number) {
  const each = new Map<string, AnyType>();
  const indexes = new Map<string, ReadonlyMap<string, number>>();
  for (const pallet of pallets) {
    const entries = pallet.errors?.entries;
    if (!entries) continue;
    const own = entries.map(({ name, docs }, i) => ({
      name,
      index: entries.length - 1 - i + shift,
      fields: [],
      docs: docs ? [docs] : [],
    }));
    each.set(pallet.name, palletType(pallet, "Error", own));
    indexes.set(pallet.name, new Map(own.map(({ name, index }) => [name, index])));
  }
  return { each, indexes, all: outer<never>("RuntimeError", each, pallets) };
}
