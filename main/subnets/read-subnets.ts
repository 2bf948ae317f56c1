import type { Compact, Option, Struct, u16, u64, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";
import type { SubnetView } from "#src/contract/subnets.ts";
import { type BurnParameters, ONE_U64F64 } from "#src/registration/burn-price.ts";
import { linksOf } from "./identity-links.ts";
import { priceFromStorage } from "./price-from-storage.ts";
import { askAllPrices, hasAllPrices, PRICE_ITEMS } from "./spot-prices.ts";

type Place = readonly [section: string, name: string];

const ITEMS: readonly Place[] = [
  ["SubtensorModule", "Burn"],
  ["SubtensorModule", "MinBurn"],
  ["SubtensorModule", "MaxBurn"],
  ["SubtensorModule", "BurnHalfLife"],
  ["SubtensorModule", "BurnIncreaseMult"],
  ["SubtensorModule", "NetworkRegistrationAllowed"],
  ["SubtensorModule", "SubnetworkN"],
  ["SubtensorModule", "MaxAllowedUids"],
  ["SubtensorModule", "ImmunityPeriod"],
];

interface DynamicInfo extends Struct {
  readonly netuid: Compact<u16>;
  readonly ownerColdkey: AccountId32;
  readonly subnetName: Vec<Compact<u16>>;
  readonly tokenSymbol: Vec<Compact<u16>>;
  readonly tempo: Compact<u16>;
  readonly alphaIn: Compact<u64>;
  readonly alphaOut: Compact<u64>;
  readonly taoIn: Compact<u64>;
  readonly taoInEmission: Compact<u64>;
  readonly subnetIdentity: Option<Struct>;
}

/** A subnet as the chain has it now: the view without what only observation or the person adds. */
export type SubnetReading = Omit<SubnetView, "priceChange" | "registrationsPerDay" | "favourite"> & {
  /** Null where the runtime does not tell how its registration price moves. */
  readonly burn: BurnParameters | null;
};

const utf8 = new TextDecoder();
/** Names are vectors of compact bytes here. */
const textOf = (bytes: Vec<Compact<u16>>): string => utf8.decode(Uint8Array.from(bytes, (byte) => byte.toNumber()));
const booleanOrNull = (value: Codec | null): boolean | null => (value ? value.toString() === "true" : null);
const numberOrNull = (value: Codec | null): number | null => (value ? (value as INumber).toNumber() : null);
const bigintOrNull = (value: Codec | null): bigint | null => (value ? BigInt(value.toString()) : null);

function burnOf(item: (name: string) => Codec | null): BurnParameters | null {
  const halfLife = numberOrNull(item("BurnHalfLife"));
  const minBurnRao = bigintOrNull(item("MinBurn"));
  const maxBurnRao = bigintOrNull(item("MaxBurn"));
  if (halfLife === null || minBurnRao === null || maxBurnRao === null) return null;
  const factor = item("BurnIncreaseMult") as Struct | null;
  return {
    minBurnRao,
    maxBurnRao,
    halfLifeBlocks: halfLife,
    increaseFactorBits: bigintOrNull((factor?.get("bits") as Codec | undefined) ?? null) ?? ONE_U64F64,
  };
}

/**
 * All subnets in three requests: everything dynamic, all prices, and what lies in storage. Where the runtime lacks the call for
 * all prices they come from storage in the same third request. Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`.
 */
export async function readSubnets(chain: Chain): Promise<SubnetReading[]> {
  const live = chain.live();
  const { api } = live;
  const atBlock = chain.head()?.number ?? 0;
  const allPrices = hasAllPrices(api);
  const wanted = allPrices ? ITEMS : [...ITEMS, ...PRICE_ITEMS];
  const present = wanted.filter(([section, name]) => hasCapability(api, "storage", section, name));
  const [infos, prices] = await Promise.all([
    askRuntime<Vec<Option<DynamicInfo>>>(api, "SubnetInfoRuntimeApi", "get_all_dynamic_info"),
    allPrices ? askAllPrices(live) : null,
  ]);
  const known = [...infos].flatMap((info) => (info.isSome ? [info.unwrap()] : []));
  const reads = known.flatMap((info) =>
    present.map(([section, name]): StorageRead => [storageItem(api, section, name), info.netuid.toNumber()]),
  );
  const values = await chain.read(reads);
  const emittedRao = known.reduce((sum, info) => sum + info.taoInEmission.toBigInt(), 0n);

  return known.map((info, index): SubnetReading => {
    const netuid = info.netuid.toNumber();
    const own = values.slice(index * present.length, (index + 1) * present.length);
    const item = (wantedName: string): Codec | null =>
      own[present.findIndex(([, name]) => name === wantedName)] ?? null;
    const identity = info.subnetIdentity.unwrapOr(null);
    const givenName = (identity?.get("subnetName") as (Codec & { toUtf8(): string }) | undefined)?.toUtf8();
    const reserves = { taoRao: info.taoIn.toBigInt(), alphaRao: info.alphaIn.toBigInt() };
    const priceRao = prices ? prices.get(netuid) : priceFromStorage(netuid, reserves, item);
    const burn = burnOf(item);
    return {
      netuid,
      name: givenName || textOf(info.subnetName),
      symbol: textOf(info.tokenSymbol),
      priceRaoPerAlpha: (priceRao ?? (netuid === 0 ? 1_000_000_000n : 0n)).toString(),
      taoInRao: reserves.taoRao.toString(),
      alphaInRao: reserves.alphaRao.toString(),
      alphaOutRao: info.alphaOut.toBigInt().toString(),
      emissionShare: emittedRao === 0n ? null : Number((info.taoInEmission.toBigInt() * 1_000_000n) / emittedRao) / 1e6,
      burnRao: item("Burn")?.toString() ?? null,
      minBurnRao: item("MinBurn")?.toString() ?? null,
      burnHalfLifeBlocks: burn?.halfLifeBlocks ?? null,
      registrationAllowed: booleanOrNull(item("NetworkRegistrationAllowed")),
      neurons: numberOrNull(item("SubnetworkN")),
      maxNeurons: numberOrNull(item("MaxAllowedUids")),
      immunityBlocks: numberOrNull(item("ImmunityPeriod")),
      tempo: info.tempo.toNumber(),
      ownerColdkey: info.ownerColdkey.toString(),
      links: linksOf(identity),
      atBlock,
      burn,
    };
  });
}
