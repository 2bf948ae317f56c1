import type { INumber } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { readNetuids } from "#main/registration/read-mine.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { NeuronStatus } from "#src/contract/neurons.ts";

export interface StatusQuestion {
  readonly hotkey: string;
  readonly netuid?: number | undefined;
  readonly uid?: number | undefined;
}

function sentenceOf(question: StatusQuestion, found: NeuronStatus["registrations"], holder: string | null): string {
  const { hotkey, netuid, uid } = question;
  if (uid !== undefined) {
    if (holder === hotkey) return `The hotkey holds UID ${uid} on subnet ${netuid}.`;
    return holder === null
      ? `Subnet ${netuid} has no UID ${uid}.`
      : `UID ${uid} on subnet ${netuid} is not this hotkey's: ${holder} holds it.`;
  }
  if (found.length === 0)
    return netuid === undefined
      ? "The hotkey is registered nowhere."
      : `The hotkey is not registered on subnet ${netuid}.`;
  return `The hotkey is registered: ${found.map((one) => `UID ${one.uid} on subnet ${one.netuid}`).join(", ")}.`;
}

/**
 * Whether a hotkey is registered: anywhere, on one subnet, or with one UID. Any hotkey can be asked about. Errors:
 * `NETWORK_OFFLINE`, `ADDRESS_…`, `NEURON_UID_NEEDS_NETUID`.
 */
export async function readNeuronStatus(chain: Chain, question: StatusQuestion): Promise<NeuronStatus> {
  const { hotkey, netuid, uid } = question;
  decodeAddress(hotkey, { field: "hotkey" });
  if (uid !== undefined && netuid === undefined) {
    throw new AppError("NEURON_UID_NEEDS_NETUID", "A UID means nothing without its subnet.", {
      hint: "Name the subnet too.",
      field: "netuid",
    });
  }
  const numbers = netuid === undefined ? await readNetuids(chain) : [netuid];
  const item = (name: string) => storageItem(chain.api(), "SubtensorModule", name);
  const [number, size, key, ...uids] = await chain.read([
    [storageItem(chain.api(), "System", "Number")],
    [item("SubnetworkN"), netuid ?? 0],
    [item("Keys"), netuid ?? 0, uid ?? 0],
    ...numbers.map((one) => [item("Uids"), one, hotkey] as const),
  ]);
  const registrations = numbers.flatMap((one, at) => {
    const value = uids[at] as INumber | null | undefined;
    return value === null || value === undefined ? [] : [{ netuid: one, uid: value.toNumber() }];
  });
  const exists = uid !== undefined && uid < ((size as unknown as INumber | null)?.toNumber() ?? 0);
  const holder = exists ? (key?.toString() ?? null) : null;
  return {
    hotkey,
    registered: uid === undefined ? registrations.length > 0 : holder === hotkey,
    registrations,
    holder,
    sentence: sentenceOf(question, registrations, holder),
    atBlock: (number as unknown as INumber).toNumber(),
  };
}
