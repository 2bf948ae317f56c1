import { metadata as codec } from "@polkadot-api/substrate-bindings";
import type { Pallet } from "../describe/pallet.ts";
import type { Runtime } from "../describe/runtime.ts";
import type { StorageEntry } from "../describe/storage.ts";
import { AccountId32, MultiAddress, MultiSignature } from "../describe/substrate-types.ts";
import { option, tuple, vec } from "../scale/collections.ts";
import { marker } from "../scale/composites.ts";
import { toHex, u16 } from "../scale/primitives.ts";
import type { AnyType } from "../scale/type.ts";
import { createRegistry } from "./registry.ts";

export type MetadataVersion = 14 | 15 | 16;
/** The versions offered. Clients take the largest they know. */
export const METADATA_VERSIONS: readonly MetadataVersion[] = [14, 15, 16];

const MAGIC = 0x6174656d;
const NOT_DEPRECATED = { tag: "NotDeprecated", value: undefined };
const HASHERS = { Identity: "Identity", Blake2_128Concat: "Blake2128Concat", Twox64Concat: "Twox64Concat" } as const;

/** The SCALE bytes of a runtime's metadata, beginning with the `meta` magic. */
export function encodeMetadata(runtime: Runtime, version: MetadataVersion): Uint8Array {
  const registry = createRegistry();
  const id = (type: AnyType): number => registry.idOf(type);
  // Older Python clients take type 0 for the account, and look these two lists up by a fixed number if absent.
  if (id(AccountId32 as AnyType) !== 0) throw new Error("type 0 must be AccountId32");
  id(vec(AccountId32) as AnyType);
  id(option(tuple(AccountId32, u16)) as AnyType);

  const storageItem = (item: StorageEntry) => {
    const keys = item.keys.map((part) => part.type);
    const key = keys.length === 1 ? (keys[0] as AnyType) : (tuple(...keys) as AnyType);
    return {
      name: item.name,
      modifier: item.optional ? 0 : 1,
      type:
        keys.length === 0
          ? { tag: "plain", value: id(item.value) }
          : {
              tag: "map",
              value: {
                hashers: item.keys.map((part) => ({ tag: HASHERS[part.hasher], value: undefined })),
                key: id(key),
                value: id(item.value),
              },
            },
      fallback: toHex(item.fallback()),
      docs: [...item.docs],
      deprecationInfo: NOT_DEPRECATED,
    };
  };

  const enumRef = (type: AnyType | undefined) => {
    if (!type) return undefined;
    return version === 16 ? { type: id(type), deprecationInfo: [] } : id(type);
  };

  const pallet = (one: Pallet) => ({
    name: one.name,
    storage: one.storage ? { prefix: one.name, items: one.storage.map(storageItem) } : undefined,
    calls: enumRef(runtime.palletTypes.calls.get(one.name)),
    events: enumRef(runtime.palletTypes.events.get(one.name)),
    constants: Object.entries(one.constants ?? {}).map(([name, { type, value, docs }]) => ({
      name,
      type: id(type),
      value: toHex(value),
      docs: [...docs],
      deprecationInfo: NOT_DEPRECATED,
    })),
    errors: enumRef(runtime.palletTypes.errors.get(one.name)),
    associatedTypes: [],
    viewFns: [],
    index: one.index,
    docs: [...(one.docs ?? [])],
    deprecationInfo: NOT_DEPRECATED,
  });

  const pallets = runtime.pallets.map(pallet);
  const signedExtensions = runtime.extensions.map(({ identifier, type, additional }) => ({
    identifier,
    type: id(type),
    additionalSigned: id(additional),
  }));
  const extrinsic = {
    address: id(MultiAddress as AnyType),
    call: id(runtime.RuntimeCall as AnyType),
    signature: id(MultiSignature as AnyType),
    extra: id(runtime.palletTypes.extra),
    signedExtensions,
  };
  const outerEnums = {
    call: extrinsic.call,
    event: id(runtime.RuntimeEvent as AnyType),
    error: id(runtime.palletTypes.RuntimeError),
  };
  const apis = runtime.apis.map((api) => ({
    name: api.name,
    methods: Object.entries(api.methods).map(([name, method]) => ({
      name,
      inputs: method.inputs.map((input) => ({ name: input.name ?? "", type: id(input.type) })),
      output: id(method.output),
      docs: [...method.docs],
      deprecationInfo: NOT_DEPRECATED,
    })),
    docs: [],
    version: api.version,
    deprecationInfo: NOT_DEPRECATED,
  }));
  const runtimeType = id(marker("node_subtensor_runtime::Runtime") as AnyType);
  const uncheckedExtrinsic = id(runtime.UncheckedExtrinsic as AnyType);
  const lookup = registry.types();

  const value =
    version === 14
      ? {
          lookup,
          pallets,
          extrinsic: { type: uncheckedExtrinsic, version: 4, signedExtensions },
          type: runtimeType,
          apis: [],
        }
      : version === 15
        ? { lookup, pallets, extrinsic: { version: 4, ...extrinsic }, type: runtimeType, apis, outerEnums, custom: [] }
        : {
            lookup,
            pallets,
            extrinsic: {
              // @polkadot/api signs with the first.
              version: [4, 5],
              ...extrinsic,
              signedExtensionsByVersion: [[0, signedExtensions.map((_, i) => i)]],
            },
            apis,
            outerEnums,
            custom: [],
          };
  return codec.enc({ magicNumber: MAGIC, metadata: { tag: `v${version}`, value } } as never);
}
