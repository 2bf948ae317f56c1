import type { AccountId, Reads } from "../../describe/index.ts";
import { encode, toHex, u16 } from "../../scale/index.ts";
import { NetworksAdded } from "./storage/index.ts";

/** `modl` and the pallet's id `subtensr`, with which the accounts of subnets begin. */
const PREFIX = toHex(new TextEncoder().encode("modlsubtensr"));

/** The account that holds a subnet's TAO: prefix, netuid, and zeros up to 32 bytes. */
export const subnetAccount = (netuid: number): AccountId =>
  `${PREFIX}${toHex(encode(u16, netuid)).slice(2)}`.padEnd(66, "0") as AccountId;

/** Whether an account is made from the pallet's id, and so can never be a hotkey. */
export const isSubnetAccount = (account: AccountId): boolean =>
  account.startsWith(PREFIX) && account === subnetAccount(netuidOf(account));

/** All subnets in ascending order, root first. */
export const allNetuids = (ctx: Reads): number[] =>
  [...NetworksAdded.entries(ctx)]
    .filter(([, added]) => added)
    .map(([[netuid]]) => netuid)
    .sort((a, b) => a - b);

const netuidOf = (account: AccountId): number => {
  const low = Number.parseInt(account.slice(PREFIX.length, PREFIX.length + 2), 16);
  const high = Number.parseInt(account.slice(PREFIX.length + 2, PREFIX.length + 4), 16);
  return low + high * 256;
};
