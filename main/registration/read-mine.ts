import type { Option, u16, u32 } from "@polkadot/types";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { brokenAnswer } from "#main/chain/whole-answer.ts";
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
  const entry = storageItem(chain.api(), "SubtensorModule", "NetworksAdded");
  const keys = await entry.keys();
  return keys
    .map((key) => {
      const netuid = (key.args[0] as unknown as u16).toNumber();
      // A key that was cut short would name another subnet.
      if (entry.key(netuid) !== key.toHex()) throw brokenAnswer();
      return netuid;
    })
    .sort((a, b) => a - b);
}

/** A pair with the UID it held when last looked at: where it still does, one request is enough. */
export interface KnownPair extends Pair {
  readonly uid?: number | null;
}

/**
 * Whether hotkeys hold UIDs, since when and for how long they are immune: two requests however many there are, one
 * where no UID changed hands. `atHash` reads it in that block. Order as asked.
 */
export async function readStatuses(
  chain: Chain,
  pairs: readonly KnownPair[],
  atHash?: string,
): Promise<RegistrationStatus[]> {
  const { api } = chain.live();
  const item = (name: string) => storageItem(api, "SubtensorModule", name);
  const [uids, registered, immunity] = [item("Uids"), item("BlockAtRegistration"), item("ImmunityPeriod")];
  const expected = pairs.flatMap(({ netuid, uid }, index) =>
    uid === null || uid === undefined ? [] : [{ netuid, uid, index }],
  );
  const [number, ...all] = await chain.read(
    [
      [storageItem(api, "System", "Number")],
      ...pairs.map(({ netuid, hotkey }) => [uids, netuid, hotkey] as const),
      ...expected.flatMap(({ netuid, uid }) => [[registered, netuid, uid] as const, [immunity, netuid] as const]),
    ],
    atHash,
  );
  const found = all.slice(0, pairs.length);
  const facts = new Map<number, { readonly since: number; readonly immunity: number }>();
  const take = (index: number, values: readonly (Codec | null)[], at: number): void => {
    facts.set(index, { since: toNumber(values[at]), immunity: toNumber(values[at + 1]) });
  };
  const atBlock = (number as u32).toNumber();
  const uidOf = (index: number): number | null => {
    const value = found[index] as Option<u16> | u16 | null | undefined;
    return value ? toNumber(value) : null;
  };
  const held = pairs.flatMap((pair, index) => {
    const uid = uidOf(index);
    return uid === null || uid === pair.uid ? [] : [{ ...pair, uid, index }];
  });
  for (const [place, { uid, index }] of expected.entries()) {
    if (uidOf(index) === uid) take(index, all, pairs.length + place * 2);
  }
  const values =
    held.length === 0
      ? []
      : await chain.read(
          held.flatMap(({ netuid, uid }) => [[registered, netuid, uid] as const, [immunity, netuid] as const]),
          atHash,
        );
  for (const [place, { index }] of held.entries()) take(index, values, place * 2);
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
