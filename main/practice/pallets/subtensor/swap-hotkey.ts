import type { AccountId, Context } from "../../describe/index.ts";
import { renameInChildren } from "./children.ts";
import { changeStake, positionOf } from "./positions.ts";
import {
  AlphaDividendsPerSubnet,
  AlphaV2,
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  Axons,
  IsNetworkMember,
  Keys,
  NeuronCertificates,
  Prometheus,
  RootClaimable,
  RootClaimed,
  SubnetOwnerHotkey,
  Uids,
} from "./storage/index.ts";

/** Puts a new hotkey in the place of an old one on one subnet: UID, axon, ties, and everybody's stake unless it stays. */
export function swapOnSubnet(ctx: Context, old: AccountId, next: AccountId, netuid: number, keepStake: boolean): void {
  const uid = Uids.get(ctx, netuid, old);
  if (uid !== undefined) {
    IsNetworkMember.remove(ctx, old, netuid);
    IsNetworkMember.put(ctx, next, netuid, true);
    Uids.remove(ctx, netuid, old);
    Uids.put(ctx, netuid, next, uid);
    Keys.put(ctx, netuid, uid, next);
    move(ctx, Axons, netuid, old, next);
    move(ctx, Prometheus, netuid, old, next);
    move(ctx, NeuronCertificates, netuid, old, next);
  }
  renameInChildren(ctx, old, next, netuid);
  for (const coldkey of AutoStakeDestinationColdkeys.get(ctx, old, netuid)) {
    AutoStakeDestination.put(ctx, coldkey, netuid, next);
    AutoStakeDestinationColdkeys.mutate(ctx, next, netuid, (list) => [...new Set([...list, coldkey])]);
  }
  AutoStakeDestinationColdkeys.remove(ctx, old, netuid);
  if (SubnetOwnerHotkey.has(ctx, netuid) && SubnetOwnerHotkey.get(ctx, netuid) === old) {
    SubnetOwnerHotkey.put(ctx, netuid, next);
  }
  if (keepStake) return;
  const dividends = AlphaDividendsPerSubnet.get(ctx, netuid, old);
  AlphaDividendsPerSubnet.remove(ctx, netuid, old);
  if (dividends > 0n) AlphaDividendsPerSubnet.mutate(ctx, netuid, next, (alpha) => alpha + dividends);
  // The rates go before the stake, so that what comes counts as claimed up to now, and the debts after it, which say what was.
  if (netuid === 0) moveRates(ctx, old, next);
  for (const coldkey of holders(ctx, old, netuid)) {
    const alphaRao = positionOf(ctx, old, coldkey, netuid);
    const debts = netuid === 0 ? debtsOf(ctx, next, old, coldkey) : [];
    changeStake(ctx, old, coldkey, netuid, -alphaRao);
    changeStake(ctx, next, coldkey, netuid, alphaRao);
    for (const [subnet, claimed] of debts) {
      RootClaimed.remove(ctx, subnet, old, coldkey);
      RootClaimed.put(ctx, subnet, next, coldkey, claimed);
    }
  }
}

const holders = (ctx: Context, hotkey: AccountId, netuid: number): AccountId[] =>
  [...AlphaV2.entries(ctx, hotkey)].filter(([[, , on]]) => on === netuid).map(([[, coldkey]]) => coldkey);

function moveRates(ctx: Context, old: AccountId, next: AccountId): void {
  const rates = RootClaimable.get(ctx, old);
  RootClaimable.remove(ctx, old);
  if (rates.length > 0) RootClaimable.put(ctx, next, rates);
}

const debtsOf = (ctx: Context, next: AccountId, old: AccountId, coldkey: AccountId): [number, bigint][] =>
  RootClaimable.get(ctx, next).map(([subnet]) => [subnet, RootClaimed.get(ctx, subnet, old, coldkey)]);

/** Moves an optional record of one hotkey to another. */
function move<V>(
  ctx: Context,
  item: {
    get(ctx: Context, netuid: number, hotkey: AccountId): V | undefined;
    remove(ctx: Context, netuid: number, hotkey: AccountId): void;
    put(ctx: Context, netuid: number, hotkey: AccountId, value: V): void;
  },
  netuid: number,
  old: AccountId,
  next: AccountId,
): void {
  const value = item.get(ctx, netuid, old);
  if (value === undefined) return;
  item.remove(ctx, netuid, old);
  item.put(ctx, netuid, next, value);
}
