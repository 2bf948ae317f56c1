import type { Codec } from "@polkadot/types/types";
import type { Chain } from "#main/chain/chain.ts";
import { accountOf, blockFigure, figure } from "#main/chain/figures.ts";
import { storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";
import { readNetuids } from "#main/registration/read-mine.ts";
import { lastBlockOf, lastBlockReads } from "#main/transactions/last-blocks.ts";
import type { DelegationView, HotkeyDelegationView, HotkeySubnetView } from "#src/contract/delegation.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { CHILDREN_RATE_LIMIT_BLOCKS } from "#src/delegation/children.ts";
import { proportionPercent } from "#src/delegation/proportion.ts";
import { takePercent } from "#src/delegation/take.ts";
import { nextAfter, nextAfterMoreThan } from "#src/transactions/rate-limit.ts";

/** The chain's numbers of kinds of transactions in `TransactionKeyLastBlock` (chain source `utils/rate_limiting.rs`). */
export const SET_CHILDREN = 0;
export const SET_CHILDKEY_TAKE = 1;

type Edge = readonly [Codec, Codec];

/** A list of proportions and hotkeys as stored. */
export const tiesOf = (stored: Codec | null | undefined): { hotkey: string; percent: string; proportion: bigint }[] =>
  [...((stored ?? []) as unknown as Iterable<Edge>)].map(([proportion, hotkey]) => ({
    hotkey: hotkey.toString(),
    proportion: figure(proportion),
    percent: proportionPercent(figure(proportion)),
  }));

const told = (ties: ReturnType<typeof tiesOf>) => ties.map(({ hotkey, percent }) => ({ hotkey, percent }));

export const takeView = (take: number): { take: number; percent: string } => ({ take, percent: takePercent(take) });

/** When something that is not over yet will be; 0 where it is. */
const future = (block: number, atBlock: number): number => (block > atBlock ? block : 0);

const SUBNET_READS = 7;

/** Takes, children and parents of a wallet's hotkeys: the list of subnets and then everything else in one request. */
export async function readDelegation(chain: Chain, wallet: WalletView): Promise<DelegationView> {
  const netuids = (await readNetuids(chain)).filter((netuid) => netuid !== 0);
  const api = chain.api();
  const item = (name: string) => storageItem(api, "SubtensorModule", name);
  const last = lastBlockReads(api, "LastTxBlockDelegateTake", wallet.address);
  const general: StorageRead[] = [
    [storageItem(api, "System", "Number")],
    [item("MinDelegateTake")],
    [item("MaxDelegateTake")],
    [item("MaxChildkeyTake")],
    [item("TxDelegateTakeRateLimit")],
    [item("TxChildkeyTakeRateLimit")],
    ...last,
  ];
  const bySubnet = (hotkey: string, netuid: number): StorageRead[] => [
    [item("Uids"), netuid, hotkey],
    [item("ChildkeyTake"), hotkey, netuid],
    [item("ChildKeys"), hotkey, netuid],
    [item("ParentKeys"), hotkey, netuid],
    [item("PendingChildKeys"), netuid, hotkey],
    [item("TransactionKeyLastBlock"), hotkey, netuid, SET_CHILDREN],
    [item("TransactionKeyLastBlock"), hotkey, netuid, SET_CHILDKEY_TAKE],
  ];
  const values = await chain.read([
    ...general,
    ...wallet.hotkeys.flatMap(({ address }): StorageRead[] => [
      [item("Owner"), address],
      [item("Delegates"), address],
      ...netuids.flatMap((netuid) => bySubnet(address, netuid)),
    ]),
  ]);
  const take = (count: number): (Codec | null)[] => values.splice(0, count);
  const [number, minTake, maxTake, maxChildkeyTake, takeLimit, childkeyLimit, ...lastTake] = take(general.length);
  const atBlock = blockFigure(number);

  const subnetOf = (netuid: number): HotkeySubnetView | null => {
    const [uid, childkeyTake, children, parents, pending, lastChildren, lastChildkeyTake] = take(SUBNET_READS);
    const [waiting, fromBlock] = pending as unknown as [Codec, Codec];
    // Nothing waits where the block was never set; an empty list that waits takes children away.
    const isPending = figure(fromBlock) > 0n;
    const view: HotkeySubnetView = {
      netuid,
      uid: uid ? blockFigure(uid) : null,
      childkeyTake: takeView(blockFigure(childkeyTake)),
      childkeyRiseAtBlock: future(nextAfter(blockFigure(lastChildkeyTake), blockFigure(childkeyLimit)), atBlock),
      children: told(tiesOf(children)),
      pending: isPending ? { children: told(tiesOf(waiting)), fromBlock: blockFigure(fromBlock) + 1 } : null,
      parents: told(tiesOf(parents)),
      childrenChangeAtBlock: future(nextAfter(blockFigure(lastChildren), CHILDREN_RATE_LIMIT_BLOCKS), atBlock),
    };
    const isEmpty = view.uid === null && view.children.length + view.parents.length === 0 && !isPending;
    return isEmpty ? null : view;
  };
  const hotkeys = wallet.hotkeys.map(({ address, name }): HotkeyDelegationView => {
    const [owner, ownTake] = take(2);
    const who = accountOf(owner);
    return {
      hotkey: address,
      name,
      owner: who === null ? "none" : who === wallet.address ? "own" : "other",
      take: takeView(blockFigure(ownTake)),
      subnets: netuids.flatMap((netuid) => subnetOf(netuid) ?? []),
    };
  });
  return {
    atBlock,
    coldkey: wallet.address,
    minTake: takeView(blockFigure(minTake)),
    maxTake: takeView(blockFigure(maxTake)),
    maxChildkeyTake: takeView(blockFigure(maxChildkeyTake)),
    takeRiseAtBlock: future(nextAfterMoreThan(lastBlockOf(lastTake), blockFigure(takeLimit)), atBlock),
    hotkeys,
  };
}
