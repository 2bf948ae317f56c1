import { blake2b } from "@noble/hashes/blake2.js";
import { AccountId32, type Api, defineApi, defineMethod, type Runtime } from "../describe/index.ts";
import { metadataOf } from "../metadata/cache.ts";
import type { MetadataVersion } from "../metadata/metadata.ts";
import { Account } from "../pallets/system/account.ts";
import { RuntimeVersion, type VersionFacts, versionValue } from "../pallets/system/index.ts";
import { bytes, type Hex, named, newtype, option, toHex, u32, vec } from "../scale/index.ts";

const OpaqueMetadata = newtype("sp_core::OpaqueMetadata", bytes);

/** The eight bytes by which a runtime version names an API. */
export const apiId = (name: string): Hex => toHex(blake2b(new TextEncoder().encode(name), { dkLen: 8 }));

/** Version and metadata of the runtime itself, and account nonces. */
export const coreApis = (runtime: () => Runtime, version: VersionFacts, offered: readonly MetadataVersion[]): Api[] => [
  defineApi("Core", 5, {
    version: defineMethod({}, RuntimeVersion, () => versionValue(version), "The runtime's version."),
  }),
  defineApi("Metadata", 2, {
    metadata: defineMethod({}, OpaqueMetadata, () => metadataOf(runtime(), 14), "The metadata, version 14."),
    metadata_at_version: defineMethod({ version: u32 }, option(OpaqueMetadata), (_, { version: wanted }) =>
      offered.includes(wanted as MetadataVersion) ? metadataOf(runtime(), wanted as MetadataVersion) : undefined,
    ),
    metadata_versions: defineMethod({}, vec(u32), () => [...offered]),
  }),
  defineApi("AccountNonceApi", 1, {
    account_nonce: defineMethod(
      { account: named(AccountId32, "AccountId") },
      named(u32, "Nonce"),
      (ctx, { account }) => Account.get(ctx, account).nonce,
    ),
  }),
];
