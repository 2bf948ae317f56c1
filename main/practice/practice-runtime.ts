import type { FeeFallback } from "./describe/fee-fallback.ts";
import {
  type Api,
  type CallGuard,
  createRuntime,
  defineCall,
  type LateTypes,
  type Pallet,
  type Runtime,
} from "./describe/index.ts";
import { signedExtensions } from "./extrinsic/extensions.ts";
import { METADATA_VERSIONS, type MetadataVersion } from "./metadata/metadata.ts";
import { auraPallet } from "./pallets/aura.ts";
import { balancesPallet } from "./pallets/balances/index.ts";
import { multisigPallet } from "./pallets/multisig.ts";
import { proxyPallet } from "./pallets/proxy/index.ts";
import { systemPallet, type VersionFacts } from "./pallets/system/index.ts";
import { timestampPallet } from "./pallets/timestamp.ts";
import { transactionPaymentPallet } from "./pallets/transaction-payment.ts";
import { utilityPallet } from "./pallets/utility.ts";
import { apiId, coreApis } from "./runtime-apis/core.ts";
import { proxyFilterApi } from "./runtime-apis/proxy-filter.ts";
import { transactionPaymentApis } from "./runtime-apis/transaction-payment.ts";
import { transactionQueueApis } from "./runtime-apis/transaction-queue.ts";
import { bool } from "./scale/index.ts";

/** What the subtensor side adds to the runtime. */
export interface RuntimeParts {
  readonly pallets: readonly Pallet[];
  readonly apis: readonly Api[];
  /** Another way to pay fees than TAO. */
  readonly feeFallback?: FeeFallback;
  /** What an account may not sign at the moment. */
  readonly guard?: CallGuard;
  /** Built without the digest of its metadata: mode 1 of `CheckMetadataHash` is not understood. */
  readonly withoutMetadataHash?: true;
}

/** The runtime of the facts; every upgrade adds one. */
export const FIRST_SPEC_VERSION = 424;

/** Errors begin here at the first version; an upgrade moves them on. */
const errorShift = (specVersion: number): number => 1 + (((specVersion - FIRST_SPEC_VERSION) * 7) % 100);

/** The call that an upgrade brings. It only notes a wish, so that nothing else depends on it. */
const addedCall = defineCall(
  150,
  { enabled: bool },
  { weight: 10_000_000n, docs: "Added by the practice network's runtime upgrade; changes nothing." },
  (ctx) => {
    ctx.signer();
  },
);

const withAddedCall = (pallet: Pallet): Pallet => ({
  ...pallet,
  calls: { ...pallet.calls, practice_upgrade_marker: addedCall },
});

/** Makes the practice network's runtimes, one object per version. Clients take the largest metadata version offered. */
export function createPracticeRuntimes(
  parts: RuntimeParts,
  offered: readonly MetadataVersion[] = METADATA_VERSIONS,
): (specVersion: number) => Runtime {
  const made = new Map<number, Runtime>();
  return (specVersion) => {
    const known = made.get(specVersion);
    if (known) return known;
    let apis: readonly Api[] = [];
    const version: VersionFacts = {
      specVersion,
      get apis() {
        return apis.map((api) => [apiId(api.name), api.version] as const);
      },
    };
    const upgraded = specVersion > FIRST_SPEC_VERSION;
    const runtime = createRuntime({
      specVersion,
      errorShift: errorShift(specVersion),
      extensions: signedExtensions,
      feeFallback: parts.feeFallback,
      checksMetadataHash: !parts.withoutMetadataHash,
      guard: parts.guard,
      apis: (late, self) => {
        apis = [
          ...coreApis(self, version, offered),
          ...transactionPaymentApis(late),
          ...transactionQueueApis(late),
          proxyFilterApi,
          ...parts.apis,
        ];
        return apis;
      },
      pallets: (late: LateTypes) => [
        systemPallet(late, version),
        timestampPallet,
        auraPallet,
        upgraded ? withAddedCall(balancesPallet) : balancesPallet,
        transactionPaymentPallet,
        utilityPallet(late),
        multisigPallet(late),
        proxyPallet(late),
        ...parts.pallets,
      ],
    });
    made.set(specVersion, runtime);
    return runtime;
  };
}
