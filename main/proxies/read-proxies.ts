import type { Struct, u32, u64, Vec } from "@polkadot/types";
import type { AccountId32, H256 } from "@polkadot/types/interfaces";
import type { Codec, ITuple } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { constantBigint, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { DepositConstants } from "#src/fees/deposits.ts";

/** A right to act as the chain stores it. */
export interface StoredProxy {
  readonly delegate: string;
  readonly type: string;
  readonly delayBlocks: number;
}
export interface StoredAnnouncement {
  readonly real: string;
  readonly callHash: string;
  readonly atBlock: number;
}
export interface Held<T> {
  readonly list: readonly T[];
  readonly depositRao: bigint;
}

type Definitions = ITuple<[Vec<Struct & { delegate: AccountId32; proxyType: Codec; delay: u32 }>, u64]>;
type Announced = ITuple<[Vec<Struct & { real: AccountId32; callHash: H256; height: u32 }>, u64]>;

export function toProxies(stored: Codec | null | undefined): Held<StoredProxy> {
  const [list, deposit] = stored as unknown as Definitions;
  return {
    list: [...list].map(({ delegate, proxyType, delay }) => ({
      delegate: delegate.toString(),
      type: proxyType.toString(),
      delayBlocks: delay.toNumber(),
    })),
    depositRao: deposit.toBigInt(),
  };
}

function toAnnouncements(stored: Codec | null | undefined): Held<StoredAnnouncement> {
  const [list, deposit] = stored as unknown as Announced;
  return {
    list: [...list].map(({ real, callHash, height }) => ({
      real: real.toString(),
      callHash: callHash.toHex(),
      atBlock: height.toNumber(),
    })),
    depositRao: deposit.toBigInt(),
  };
}

/** Every account's proxies, in one request and one block. */
export async function readProxies(
  chain: Chain,
  accounts: readonly string[],
  atHash?: string,
): Promise<Map<string, Held<StoredProxy>>> {
  const item = storageItem(chain.api(), "Proxy", "Proxies");
  const stored =
    accounts.length === 0
      ? []
      : await chain.read(
          accounts.map((one) => [item, one] as const),
          atHash,
        );
  return new Map(accounts.map((one, at) => [one, toProxies(stored[at])]));
}

/** `real delegate` of a pair. */
export const pairKey = (real: string, delegate: string): string => `${real} ${delegate}`;

/** What delegates announced, and which of the pairs have the account acted for pay the fees; one request, one block. */
export async function readDelegates(
  chain: Chain,
  delegates: readonly string[],
  pairs: readonly (readonly [real: string, delegate: string])[],
  atHash?: string,
): Promise<{ announced: Map<string, Held<StoredAnnouncement>>; pays: Set<string> }> {
  const api = chain.api();
  const item = storageItem(api, "Proxy", "Announcements");
  // The runtime of early 2026 had no such agreement.
  const agreed = hasCapability(api, "storage", "Proxy", "RealPaysFee")
    ? storageItem(api, "Proxy", "RealPaysFee")
    : null;
  const asked = agreed ? pairs : [];
  const reads = [
    ...delegates.map((one) => [item, one] as const),
    ...asked.map(([real, delegate]) => [agreed as NonNullable<typeof agreed>, real, delegate] as const),
  ];
  const stored = reads.length === 0 ? [] : await chain.read(reads, atHash);
  return {
    announced: new Map(delegates.map((one, at) => [one, toAnnouncements(stored[at])])),
    pays: new Set(
      asked.flatMap(([real, delegate], at) => {
        const value = stored[delegates.length + at];
        return value === null || value === undefined ? [] : [pairKey(real, delegate)];
      }),
    ),
  };
}

/** What the connected chain takes and allows. */
export function proxyLimits(chain: Chain): Pick<
  DepositConstants,
  "proxyBaseRao" | "proxyFactorRao" | "announcementBaseRao" | "announcementFactorRao"
> & {
  readonly maxProxies: number;
  readonly maxPending: number;
} {
  const api = chain.api();
  const read = (name: string): bigint => constantBigint(api, "Proxy", name) ?? 0n;
  return {
    proxyBaseRao: read("ProxyDepositBase"),
    proxyFactorRao: read("ProxyDepositFactor"),
    announcementBaseRao: read("AnnouncementDepositBase"),
    announcementFactorRao: read("AnnouncementDepositFactor"),
    maxProxies: Number(read("MaxProxies")),
    maxPending: Number(read("MaxPending")),
  };
}
