import type { u16, Vec } from "@polkadot/types";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";
import { readSpotPrices } from "#main/subnets/spot-prices.ts";
import { PRUNING_DEFAULTS } from "#src/neurons/pruning.ts";
import { type Metagraph, readMetagraph } from "./metagraph.ts";

/** A subnet with what the overview of some of its hotkeys needs. */
export interface SubnetReading {
  readonly metagraph: Metagraph;
  readonly minNonImmune: number;
  readonly immuneOwnerLimit: number;
  /** Spot price, rao per 1 α; null where the runtime cannot tell. */
  readonly priceRaoPerAlpha: bigint | null;
  /** Alpha behind each of the hotkeys asked for, alpha-rao. */
  readonly stakeAlphaRao: ReadonlyMap<string, bigint>;
}

const RAO_PER_ALPHA_ON_ROOT = 1_000_000_000n;
const ITEMS = ["ValidatorTrust", "MinNonImmuneUids", "ImmuneOwnerUidsLimit"] as const;

/**
 * Reads subnets for the hotkeys that are neurons there: one runtime call a subnet, one for all prices and one request for
 * everything that lies in storage, whatever the number of hotkeys. Errors: `NETWORK_OFFLINE`.
 */
export async function readSubnets(
  chain: Chain,
  wanted: ReadonlyMap<number, readonly string[]>,
): Promise<SubnetReading[]> {
  if (wanted.size === 0) return [];
  const { api } = chain.live();
  const present = ITEMS.filter((name) => hasCapability(api, "storage", "SubtensorModule", name));
  const stake = storageItem(api, "SubtensorModule", "TotalHotkeyAlpha");
  const reads: StorageRead[] = [];
  const places = [...wanted].map(([netuid, hotkeys]) => {
    const start = reads.length;
    for (const name of present) reads.push([storageItem(api, "SubtensorModule", name), netuid]);
    for (const hotkey of hotkeys) reads.push([stake, hotkey, netuid]);
    return { netuid, hotkeys, start };
  });
  const stored = chain.read(reads);
  const [prices, values, metagraphs] = await Promise.all([
    readSpotPrices(chain, () => [...wanted.keys()]),
    stored,
    Promise.all(
      places.map(({ netuid, start }) =>
        readMetagraph(
          api,
          netuid,
          stored.then((all) => {
            const place = present.indexOf("ValidatorTrust");
            const trust = place === -1 ? null : (all[start + place] as Vec<u16> | null);
            return trust ? [...trust] : null;
          }),
        ),
      ),
    ),
  ]);
  return places.map(({ netuid, hotkeys, start }, index): SubnetReading => {
    const number = (name: "MinNonImmuneUids" | "ImmuneOwnerUidsLimit"): number => {
      const place = present.indexOf(name);
      const value = place === -1 ? null : (values[start + place] as (Codec & INumber) | null);
      return value ? value.toNumber() : PRUNING_DEFAULTS[name];
    };
    const from = start + present.length;
    return {
      metagraph: metagraphs[index] as Metagraph,
      minNonImmune: number("MinNonImmuneUids"),
      immuneOwnerLimit: number("ImmuneOwnerUidsLimit"),
      priceRaoPerAlpha: prices.get(netuid) ?? (netuid === 0 ? RAO_PER_ALPHA_ON_ROOT : null),
      stakeAlphaRao: new Map(hotkeys.map((hotkey, at) => [hotkey, BigInt(values[from + at]?.toString() ?? "0")])),
    };
  });
}
