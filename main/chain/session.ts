import { ApiPromise } from "@polkadot/api";
import { TypeRegistry } from "@polkadot/types";
import { hexToU8a } from "@polkadot/util";
import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import type { RpcConnection } from "./json-rpc.ts";
import { bindWire } from "./lookup.ts";
import type { MetadataCache } from "./metadata-cache.ts";
import { createProvider, type Provider } from "./provider.ts";

/** Subtensor's own extensions that add nothing to extrinsic or payload (chain facts 1.3). */
export const EMPTY_EXTENSIONS = [
  "SudoTransactionExtension",
  "CheckShieldedTxValidity",
  "SubtensorTransactionExtension",
  "DrandPriority",
];

/** Newest first; what the library can decode. */
const METADATA_VERSIONS = [16, 15, 14];

/** Who the node says it is, asked before anything else is believed. */
export interface NodeIdentity {
  readonly genesisHash: string;
  readonly chainName: string;
  readonly specName: string;
  readonly specVersion: number;
  readonly tokenSymbol: string;
  readonly roundTripMs: number;
}

/** One runtime version over one connection. */
export interface RuntimeApi {
  readonly api: ApiPromise;
  readonly specVersion: number;
  release(): Promise<void>;
}

interface VersionAnswer {
  readonly specName: string;
  readonly specVersion: number;
}

/** Asks a node who it is. Errors: `NETWORK_OFFLINE`, `NETWORK_TIMEOUT`, `NETWORK_NOT_SUBSTRATE`, `NETWORK_WRONG_GENESIS`. */
export async function identify(
  rpc: RpcConnection,
  clock: Clock,
  expected: { readonly name: string; readonly genesisHash: string | null },
): Promise<NodeIdentity> {
  const startedAtMs = clock.nowMs();
  const [genesisHash, version, chainName, properties] = await Promise.all([
    rpc.send<unknown>("chain_getBlockHash", [0]),
    rpc.send<VersionAnswer | null>("state_getRuntimeVersion"),
    rpc.send<unknown>("system_chain"),
    rpc.send<{ tokenSymbol?: string | string[] } | null>("system_properties"),
  ]);
  const roundTripMs = clock.nowMs() - startedAtMs;
  if (
    typeof genesisHash !== "string" ||
    !/^0x[0-9a-f]{64}$/.test(genesisHash) ||
    !Number.isInteger(version?.specVersion)
  ) {
    throw new AppError("NETWORK_NOT_SUBSTRATE", "The node does not answer as a Subtensor node does.", {
      hint: "Check the address: it must be the WebSocket RPC of a Subtensor node.",
    });
  }
  if (expected.genesisHash !== null && genesisHash !== expected.genesisHash) {
    throw new AppError("NETWORK_WRONG_GENESIS", `The node at ${rpc.url} does not serve the chain "${expected.name}".`, {
      hint: "Do not use this endpoint for that network. Choose another one, or give its address as an own network.",
      details: { expectedGenesis: expected.genesisHash, foundGenesis: genesisHash },
    });
  }
  const { specName, specVersion } = version as VersionAnswer;
  const symbol = properties?.tokenSymbol;
  return {
    genesisHash,
    chainName: String(chainName ?? ""),
    specName: String(specName),
    specVersion,
    tokenSymbol: (Array.isArray(symbol) ? symbol[0] : symbol) ?? "TAO",
    roundTripMs,
  };
}

/** The largest metadata the node offers, as hex; null where it offers only what the library fetches by itself. */
async function fetchMetadata(rpc: RpcConnection): Promise<`0x${string}` | null> {
  const registry = new TypeRegistry();
  try {
    const offered = registry
      .createType("Vec<u32>", hexToU8a(await rpc.send<string>("state_call", ["Metadata_metadata_versions", "0x"])))
      .map((version) => version.toNumber());
    const version = METADATA_VERSIONS.find((known) => offered.includes(known));
    if (version === undefined) return null;
    const argument = registry.createType("u32", version).toHex(true);
    const answer = await rpc.send<string>("state_call", ["Metadata_metadata_at_version", argument]);
    return registry.createType("Option<OpaqueMetadata>", hexToU8a(answer)).unwrap().toHex();
  } catch {
    return null;
  }
}

/** Builds a fresh API for the runtime that the node runs now. */
export async function buildRuntimeApi(deps: {
  rpc: RpcConnection;
  identity: Pick<NodeIdentity, "genesisHash" | "specVersion">;
  cache: MetadataCache | null;
  clock: Clock;
  onPing: (roundTripMs: number) => void;
}): Promise<RuntimeApi> {
  const { rpc, identity, cache, clock, onPing } = deps;
  const { genesisHash, specVersion } = identity;
  const kept = cache?.read(genesisHash, specVersion) ?? null;
  const metadata = kept ?? (await fetchMetadata(rpc));

  const provider: Provider = createProvider(rpc, onPing, () => clock.nowMs());
  const api = new ApiPromise({
    provider: provider.library,
    noInitWarn: true,
    throwOnConnect: true,
    signedExtensions: Object.fromEntries(EMPTY_EXTENSIONS.map((name) => [name, { extrinsic: {}, payload: {} }])),
    ...(metadata ? { metadata: { [`${genesisHash}-${specVersion}`]: metadata } } : {}),
  });
  bindWire(api, rpc);
  let stopWatching: () => void = () => undefined;
  // The library waits for ever for a connection that ends while it gets ready, since it counts on its own reconnecting.
  const lost = new Promise<never>((_, reject) => {
    const fail = (reason: string): void =>
      reject(
        new AppError("NETWORK_OFFLINE", `The connection to the node was lost: ${reason}.`, {
          hint: "Wait for the connection to come back, or choose another endpoint.",
        }),
      );
    stopWatching = rpc.onClose(fail);
    if (!rpc.isOpen()) fail("it ended while the runtime was read");
  });
  try {
    await Promise.race([api.isReadyOrError, lost]);
  } catch (cause) {
    await provider.release();
    if (!rpc.isOpen()) throw cause;
    // A kept file may have been damaged: what the node itself says decides.
    if (kept) {
      cache?.forget(genesisHash, specVersion);
      return buildRuntimeApi({ ...deps, cache: null });
    }
    throw new AppError("NETWORK_METADATA_UNREADABLE", "The node's description of its runtime cannot be read.", {
      hint: "Choose another endpoint, or look for a newer Tausmith.",
      cause,
    });
  } finally {
    stopWatching();
  }
  // Kept only now that it is known to be whole.
  if (metadata && !kept) cache?.write(genesisHash, specVersion, metadata);
  return { api, specVersion: api.runtimeVersion.specVersion.toNumber(), release: () => provider.release() };
}
