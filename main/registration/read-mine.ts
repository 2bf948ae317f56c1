import type { Option, u16, u32 } from "@polkadot/types";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import type { RegistrationStatus } from "#src/contract/registration.ts";
import { immuneUntilBlock } from "#src/neurons/immunity.ts";

/** A hotkey on a subnet. */
export interface Pair {
  readonly netuid: number;
  readonly hotkey: string;
}

const toNumber = (value: Codec | null | undefined): number => (value ? (value as INumber).toNumber() : 0);

/** Numbers of all subnets, one request. */
export async function readNetuids(chain: Chain): Promise<number[]> {
  const keys = await storageItem(chain.api(), "SubtensorModule", "NetworksAdded").keys();
  return keys.map((key) => (key.args[0] as unknown as u16).toNumber()).sort((a, b) => a - b);
}

/**
 * Whether hotkeys hold UIDs, since when and for how long they are immune: two requests however many there are.
 * `atHash` reads it in that block. Order as asked.
 */
export async function readStatuses(
  chain: Chain,
  pairs: readonly Pair[],
  atHash?: string,
): Promise<RegistrationStatus[]> {
  const { api } = chain.live();
  const uids = storageItem(api, "SubtensorModule", "Uids");
  const [number, ...found] = await chain.read(
    [[storageItem(api, "System", "Number")], ...pairs.map(({ netuid, hotkey }) => [uids, netuid, hotkey] as const)],
    atHash,
  );
  const atBlock = (number as u32).toNumber();
  const uidOf = (index: number): number | null => {
    const value = found[index] as Option<u16> | u16 | null | undefined;
    return value ? toNumber(value) : null;
  };
  const held = pairs.flatMap((pair, index) => {
    const uid = uidOf(index);
    return uid === null ? [] : [{ ...pair, uid, index }];
  });
  const registered = storageItem(api, "SubtensorModule", "BlockAtRegistration");
  const immunity = storageItem(api, "SubtensorModule", "ImmunityPeriod");
  const values =
    held.length === 0
      ? []
      : await chain.read(
          held.flatMap(({ netuid, uid }) => [[registered, netuid, uid] as const, [immunity, netuid] as const]),
          atHash,
        );
  const facts = new Map(
    held.map(({ index }, place) => [
      index,
      { since: toNumber(values[place * 2]), immunity: toNumber(values[place * 2 + 1]) },
    ]),
  );
  return pairs.map(({ netuid, hotkey }, index) => {
    const fact = facts.get(index);
    return {
      netuid,
      hotkey,
      registered: fact !== undefined,
      uid: uidOf(index),
      registeredAtBlock: fact?.since ?? null,
      immuneUntilBlock: fact ? immuneUntilBlock(fact.since, fact.immunity) : null,
      atBlock,
    };
  });
}
