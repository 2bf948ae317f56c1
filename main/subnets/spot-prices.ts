import type { ApiPromise } from "@polkadot/api";
import type { Struct, u16, u64, Vec } from "@polkadot/types";
import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime, askRuntimeAt, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";
import { priceFromStorage } from "./price-from-storage.ts";

/** Spot prices, rao per 1 α, by netuid. */
export type Prices = ReadonlyMap<number, bigint>;

type Place = readonly [section: string, name: string];
type AllPrices = Vec<Struct & { netuid: u16; price: u64 }>;

const API = "SwapRuntimeApi";
const METHOD = "current_alpha_price_all";
/** What a price is worked out from where the runtime has no call for all prices. */
export const PRICE_ITEMS: readonly Place[] = [
  ["SubtensorModule", "SubnetMechanism"],
  ["Swap", "SwapBalancer"],
  ["Swap", "AlphaSqrtPrice"],
];
const RESERVES: readonly Place[] = [
  ["SubtensorModule", "SubnetTAO"],
  ["SubtensorModule", "SubnetAlphaIn"],
];

export const hasAllPrices = (api: ApiPromise): boolean => hasCapability(api, "runtimeApi", API, METHOD);

const toPrices = (answer: AllPrices): Prices =>
  new Map([...answer].map(({ netuid, price }) => [netuid.toNumber(), price.toBigInt()]));

/** The one call for all prices, in the best block or in that of a hash; only where `hasAllPrices`. */
export async function askAllPrices(live: ReturnType<Chain["live"]>, atHash?: string): Promise<Prices> {
  return toPrices(
    atHash === undefined
      ? await askRuntime<AllPrices>(live.api, API, METHOD)
      : await askRuntimeAt<AllPrices>(live, atHash, API, METHOD),
  );
}

/**
 * Spot prices with one request: of all subnets where the runtime has the call for it, else of those that `netuids` names, worked
 * out from the stored pools. `netuids` is only asked in the second case. Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`.
 */
export async function readSpotPrices(
  chain: Pick<Chain, "live" | "read">,
  netuids: () => Promise<readonly number[]> | readonly number[],
  atHash?: string,
): Promise<Prices> {
  const live = chain.live();
  const { api } = live;
  if (hasAllPrices(api)) return askAllPrices(live, atHash);
  const wanted = [...new Set(await netuids())];
  if (wanted.length === 0) return new Map();
  const places = [
    ...RESERVES,
    ...PRICE_ITEMS.filter(([section, name]) => hasCapability(api, "storage", section, name)),
  ];
  const reads = wanted.flatMap((netuid) =>
    places.map(([section, name]): StorageRead => [storageItem(api, section, name), netuid]),
  );
  const values = await chain.read(reads, atHash);
  return new Map(
    wanted.map((netuid, index) => {
      const own = values.slice(index * places.length, (index + 1) * places.length);
      const item = (name: string): Codec | null => own[places.findIndex(([, place]) => place === name)] ?? null;
      const reserve = (name: string): bigint => BigInt(item(name)?.toString() ?? "0");
      const reserves = { taoRao: reserve("SubnetTAO"), alphaRao: reserve("SubnetAlphaIn") };
      return [netuid, priceFromStorage(netuid, reserves, item)];
    }),
  );
}
