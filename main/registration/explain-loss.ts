import type { Vec } from "@polkadot/types";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { shortAddress } from "#src/address/short-address.ts";
import { formatAlpha } from "#src/amount/format-amount.ts";
import type { LostUid, RegistrationStatus } from "#src/contract/registration.ts";
import { forbidsReturn } from "#src/registration/buried.ts";
import { count } from "#src/words/count.ts";

const toNumber = (value: Codec | null | undefined): number => (value ? (value as INumber).toNumber() : 0);

/** What the UID earned in its last epoch, as the block before the replacement had it; null where the node has forgotten. */
async function lastEmission(
  chain: Chain,
  netuid: number,
  uid: number,
  replacedAtBlock: number,
): Promise<bigint | null> {
  try {
    const { api, rpc } = chain.live();
    const hash = await rpc.send<string | null>("chain_getBlockHash", [replacedAtBlock - 1]);
    if (!hash) return null;
    const [emission] = await chain.read([[storageItem(api, "SubtensorModule", "Emission"), netuid]], hash);
    const own = emission ? (emission as Vec<Codec>)[uid] : undefined;
    return own ? BigInt(own.toString()) : null;
  } catch {
    return null;
  }
}

/**
 * Why a hotkey no longer holds a UID, from who holds it now and since when. Null where it was not lost at all: the hotkey
 * was swapped for another one, which keeps the slot's registration block.
 */
export async function explainLoss(chain: Chain, was: RegistrationStatus, name: string): Promise<LostUid | null> {
  const { netuid, hotkey } = was;
  const uid = was.uid ?? 0;
  const { api } = chain.live();
  const item = (entry: string) => storageItem(api, "SubtensorModule", entry);
  const [number, exists, size, key, since] = await chain.read([
    [storageItem(api, "System", "Number")],
    [item("NetworksAdded"), netuid],
    [item("SubnetworkN"), netuid],
    [item("Keys"), netuid, uid],
    [item("BlockAtRegistration"), netuid, uid],
  ]);
  const common = {
    netuid,
    hotkey,
    uid,
    registeredAtBlock: was.registeredAtBlock,
    seenAtBlock: toNumber(number),
    buried: forbidsReturn(chain.status().kind, netuid),
  };
  const lost = `${name} lost UID ${uid} on subnet ${netuid}`;
  const stays = "Its stake stays with the hotkey.";
  const nobody = { ...common, replacedAtBlock: null, replacedBy: null };
  if (exists?.toString() !== "true") return { ...nobody, sentence: `${lost}: the subnet was dissolved.` };
  if (uid >= toNumber(size)) return { ...nobody, sentence: `${lost}: the subnet has fewer UIDs now. ${stays}` };
  const replacedAtBlock = toNumber(since);
  const replacedBy = key?.toString() ?? hotkey;
  if (replacedAtBlock === was.registeredAtBlock) return null;
  const emission = await lastEmission(chain, netuid, uid, replacedAtBlock);
  const why =
    emission === null ? "" : ` Its last epoch had earned it ${formatAlpha(emission)}, the least of those in line.`;
  return {
    ...common,
    replacedAtBlock,
    replacedBy,
    sentence: `${lost}: replaced at block ${count(replacedAtBlock)} by ${shortAddress(replacedBy)}.${why} ${stays}`,
  };
}
