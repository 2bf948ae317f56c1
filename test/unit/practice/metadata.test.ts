import { Metadata, TypeRegistry } from "@polkadot/types";
import { describe, expect, it } from "vitest";
import { AccountId32, createRuntime } from "#main/practice/describe/index.ts";
import { signedExtensions } from "#main/practice/extrinsic/extensions.ts";
import { encodeMetadata, METADATA_VERSIONS } from "#main/practice/metadata/metadata.ts";
import { createRegistry } from "#main/practice/metadata/registry.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { type AnyType, named, newtype, struct, u8, u16, u64, vec } from "#main/practice/scale/index.ts";

const runtimes = createPracticeRuntimes({ pallets: [], apis: [] });

describe("metadata", () => {
  it.each(METADATA_VERSIONS)(
    "version %i is read and written again by the reference library, byte for byte",
    (version) => {
      const own = encodeMetadata(runtimes(FIRST_SPEC_VERSION), version);
      const theirs = new Metadata(new TypeRegistry(), own);
      expect(theirs.version).toBe(version);
      expect(Buffer.from(theirs.toU8a()).equals(Buffer.from(own))).toBe(true);
    },
  );

  it("has the account as type 0, which older clients take for granted, and typed call arguments", () => {
    const { lookup, pallets } = new Metadata(new TypeRegistry(), encodeMetadata(runtimes(FIRST_SPEC_VERSION), 15))
      .asV15;
    expect(lookup.types[0]?.type.path.join("::")).toBe("sp_core::crypto::AccountId32");
    for (const [i, type] of lookup.types.entries()) expect(type.id.toNumber()).toBe(i);
    for (const pallet of pallets) {
      if (pallet.calls.isNone) continue;
      const calls = lookup.getSiType(pallet.calls.unwrap().type).def.asVariant.variants;
      for (const call of calls) for (const field of call.fields) expect(field.typeName.isSome).toBe(true);
    }
    const names = lookup.types.map(({ type }) => type.path.join("::"));
    expect(names).toContain("sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic");
    expect(names.some((name) => name.endsWith("::RuntimeEvent"))).toBe(true);
  });

  it("moves error numbers with an upgrade and brings one call", () => {
    const before = runtimes(FIRST_SPEC_VERSION);
    const after = runtimes(FIRST_SPEC_VERSION + 1);
    const reason = { kind: "module", pallet: "System", name: "CallFiltered" } as const;
    expect(before.errorValue(reason)).not.toEqual(after.errorValue(reason));
    expect(after.errorName(after.errorValue(reason))).toBe("System.CallFiltered");
    const calls = (runtime: typeof before) => runtime.pallets.flatMap((pallet) => Object.keys(pallet.calls ?? {}));
    expect(calls(after).filter((name) => !calls(before).includes(name))).toEqual(["practice_upgrade_marker"]);
  });

  it("numbers errors unlike the live chain", () => {
    const runtime = runtimes(FIRST_SPEC_VERSION);
    for (const { name, errors } of runtime.pallets) {
      for (const [position, entry] of (errors?.entries ?? []).entries()) {
        const value = runtime.errorValue({ kind: "module", pallet: name, name: entry.name });
        const number = Number.parseInt((value as { value: { error: string } }).value.error.slice(2, 4), 16);
        if (errors && errors.entries.length > 2) expect(number === position && position === 0).toBe(false);
      }
    }
  });
});

describe("the registry", () => {
  it("numbers a type once, however often and under whatever name it is met", () => {
    const registry = createRegistry();
    const id = registry.idOf(vec(named(u16, "NetUid")) as AnyType);
    expect(registry.idOf(vec(u16) as AnyType)).toBe(id);
    expect(registry.idOf(named(vec(u16), "Vec<T>") as AnyType)).toBe(id);
    expect(registry.types()).toHaveLength(2);
  });

  it("refuses a path that names two shapes, or one shape twice", () => {
    const two = createRegistry();
    two.idOf(struct("pallet::Thing", { big: u64 }) as AnyType);
    two.idOf(struct("pallet::Thing", { small: u8 }) as AnyType);
    expect(() => two.types()).toThrow(/names two shapes/);
    const again = createRegistry();
    again.idOf(newtype("pallet::Other", u8) as AnyType);
    again.idOf(newtype("pallet::Other", u8) as AnyType);
    expect(() => again.types()).toThrow(/described twice/);
  });

  it("refuses a runtime whose first type is not the account", () => {
    const runtime = createRuntime({
      specVersion: 1,
      errorShift: 1,
      extensions: signedExtensions,
      pallets: () => [],
      apis: () => [],
    });
    expect(() => encodeMetadata(runtime, 16)).not.toThrow();
    expect(createRegistry().idOf(AccountId32 as AnyType)).toBe(0);
  });
});
