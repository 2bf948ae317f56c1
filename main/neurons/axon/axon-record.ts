import type { Struct, u8, u16, u32, u64, u128 } from "@polkadot/types";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { ipText } from "../ip-text.ts";

interface StoredAxon extends Struct {
  readonly block: u64;
  readonly version: u32;
  readonly ip: u128;
  readonly port: u16;
  readonly ipType: u8;
}

export interface AxonRecord {
  readonly ip: string;
  readonly port: number;
  readonly version: number;
  readonly publishedAtBlock: number;
  /** Published to say that nothing listens: address 0. */
  readonly reset: boolean;
}

export interface AxonState {
  readonly uid: number | null;
  readonly record: AxonRecord | null;
  readonly rateLimitBlocks: number;
  readonly atBlock: number;
}

const numberOf = (value: Codec | null | undefined): number => (value ? (value as INumber).toNumber() : 0);

/** What the chain has about a hotkey's axon on a subnet, in one request. Errors: `NETWORK_OFFLINE`. */
export async function readAxon(chain: Chain, netuid: number, hotkey: string): Promise<AxonState> {
  const item = (name: string) => storageItem(chain.api(), "SubtensorModule", name);
  const [number, uid, axon, limit] = await chain.read([
    [storageItem(chain.api(), "System", "Number")],
    [item("Uids"), netuid, hotkey],
    [item("Axons"), netuid, hotkey],
    [item("ServingRateLimit"), netuid],
  ]);
  const stored = axon && !axon.isEmpty ? (axon as StoredAxon) : null;
  return {
    uid: uid === null || uid === undefined ? null : numberOf(uid),
    record: stored
      ? {
          ip: ipText(stored.ip.toBigInt(), stored.ipType.toNumber()),
          port: stored.port.toNumber(),
          version: stored.version.toNumber(),
          publishedAtBlock: numberOf(stored.block),
          reset: stored.ip.toBigInt() === 0n,
        }
      : null,
    rateLimitBlocks: numberOf(limit),
    atBlock: numberOf(number),
  };
}
