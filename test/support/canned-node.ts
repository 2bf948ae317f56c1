import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { TypeRegistry } from "@polkadot/types";
import { compactAddLength, u8aConcat, u8aToHex } from "@polkadot/util";
import type { RpcConnection } from "#main/chain/json-rpc.ts";
import { buildRuntimeApi, type RuntimeApi } from "#main/chain/session.ts";
import { systemClock } from "#main/ports/clock.ts";

const LIVE_METADATA = fileURLToPath(new URL("../../../shared/data/finney-metadata-424.scale", import.meta.url));

/** Whether the live chain's metadata was handed to this checkout; tests held against it run only then. */
export const hasLiveMetadata = existsSync(LIVE_METADATA);

export const LIVE_SPEC_VERSION = 424;
export const LIVE_GENESIS = "0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03";

/** A connection that answers what was asked of a node once, and nothing else. */
export function cannedConnection(answers: Record<string, (params: readonly unknown[]) => unknown>): RpcConnection {
  return {
    url: "ws://127.0.0.1:1",
    send: async (method, params = []) => {
      const answer = answers[method];
      if (!answer) throw new Error(`nobody canned an answer to ${method}`);
      return answer(params) as never;
    },
    subscribe: async () => "1",
    unsubscribe: async () => true,
    onClose: () => () => undefined,
    reportBroken: () => undefined,
    onBroken: () => undefined,
    isOpen: () => true,
    counters: () => ({ requests: 0, bytesSent: 0, bytesReceived: 0 }),
    close: () => undefined,
  };
}

/** Answers of a node that runs the live chain's runtime, as far as connecting asks. */
export function liveAnswers(): Record<string, (params: readonly unknown[]) => unknown> {
  const registry = new TypeRegistry();
  const metadata = u8aToHex(u8aConcat([1], compactAddLength(readFileSync(LIVE_METADATA))));
  return {
    chain_getBlockHash: () => LIVE_GENESIS,
    state_getRuntimeVersion: () => ({
      specName: "node-subtensor",
      implName: "node-subtensor",
      authoringVersion: 1,
      specVersion: LIVE_SPEC_VERSION,
      implVersion: 1,
      apis: [["0x37e397fc7c91f5e4", 2]],
      transactionVersion: 1,
    }),
    system_chain: () => "Bittensor",
    system_properties: () => ({ ss58Format: 42, tokenDecimals: 9, tokenSymbol: "TAO" }),
    system_health: () => ({ peers: 1, isSyncing: false, shouldHavePeers: true }),
    rpc_methods: () => ({ methods: ["state_call", "chain_getHeader", "system_accountNextIndex"] }),
    state_call: ([method]) => {
      if (method === "Metadata_metadata_versions") return registry.createType("Vec<u32>", [14, 15, 16]).toHex();
      if (method === "Metadata_metadata_at_version") return metadata;
      throw new Error(`nobody canned an answer to ${String(method)}`);
    },
  };
}

/** The API that the app builds for the live runtime, without a network. */
export function buildLiveApi(): Promise<RuntimeApi> {
  return buildRuntimeApi({
    rpc: cannedConnection(liveAnswers()),
    identity: { genesisHash: LIVE_GENESIS, specVersion: LIVE_SPEC_VERSION },
    cache: null,
    clock: systemClock,
    onPing: () => undefined,
  });
}
