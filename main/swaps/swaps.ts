import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import { blockFigure } from "#main/chain/figures.ts";
import { storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Miners } from "#main/miners/miners.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import { readNetuids, readStatuses } from "#main/registration/read-mine.ts";
import type { Registration } from "#main/registration/registration.ts";
import type { Store } from "#main/store/store.ts";
import { lastBlockOf, lastBlockReads } from "#main/transactions/last-blocks.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { AppError } from "#src/app-error.ts";
import type { AnnouncementView, SwapsView } from "#src/contract/swaps.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { hotkeySwapAllowedAt } from "#src/swaps/hotkey-swap.ts";
import { createAnnouncementStore } from "./announcement-store.ts";
import { coldkeyHash, planAnnounce, planClear, planDispute, planExecute } from "./plan-coldkey.ts";
import { type HotkeySwapWish, planHotkeySwap, swapConstants } from "./plan-hotkey.ts";
import { createSwapWatch } from "./watch.ts";

/** Swapping keys, and the watch over announced swaps. Errors of plans carry the block or figure that would work. */
export interface Swaps {
  start(): void;
  stop(): void;
  view(walletId: string): Promise<SwapsView>;
  announcements(): Promise<AnnouncementView[]>;
  /** Errors: `SWAP_HOTKEY_…`, `HOTKEY_…`. */
  prepareHotkey(walletId: string, wish: HotkeySwapWish): Promise<PlanView>;
  /** Errors: `SWAP_COLDKEY_…`. */
  prepareAnnounce(walletId: string, newColdkey: string): Promise<PlanView>;
  prepareExecute(walletId: string, newColdkey: string | undefined): Promise<PlanView>;
  prepareDispute(walletId: string): Promise<PlanView>;
  prepareClear(walletId: string): Promise<PlanView>;
  /** Errors: `SWAP_NOT_ANNOUNCED`, `SWAP_COLDKEY_NOT_ANNOUNCED`. */
  acknowledge(walletId: string, newColdkey: string): Promise<AnnouncementView[]>;
}

export function createSwaps(deps: {
  chain: Chain;
  keys: Pick<Keys, "get" | "list">;
  transactions: Pick<Transactions, "prepare" | "fees">;
  registration: Pick<Registration, "mine">;
  miners: Pick<Miners, "list">;
  store: Store;
  events: Pick<Events, "publish" | "subscribe">;
  activity: Pick<Activity, "add">;
  clock: Clock;
  log: Logger;
}): Swaps {
  const { chain, keys, transactions, registration, miners } = deps;
  const announcements = createAnnouncementStore(deps);
  const watch = createSwapWatch({ ...deps, announcements });
  const placeOf = (coldkey: string) => ({ genesisHash: chain.live().identity.genesisHash, coldkey });
  const minersOf = (hotkey: string) => miners.list().filter((miner) => miner.hotkey === hotkey);

  async function view(walletId: string): Promise<SwapsView> {
    const wallet = keys.get(walletId);
    const constants = swapConstants(chain);
    const netuids = await readNetuids(chain);
    const api = chain.api();
    const item = (name: string) => storageItem(api, "SubtensorModule", name);
    const pairs = wallet.hotkeys.flatMap(({ address }) => netuids.map((netuid) => ({ netuid, hotkey: address })));
    const last = lastBlockReads(api, "LastTxBlock", wallet.address);
    const [values, statuses, all] = await Promise.all([
      chain.read([
        [storageItem(api, "System", "Number")],
        [item("TxRateLimit")],
        [item("ColdkeySwapAnnouncementDelay")],
        [item("ColdkeySwapReannouncementDelay")],
        ...last,
        ...netuids.map((netuid) => [item("LastHotkeySwapOnNetuid"), netuid, wallet.address] as const),
      ]),
      pairs.length === 0 ? [] : readStatuses(chain, pairs),
      watch.read(),
    ]);
    const [number, txLimit, delay, reannouncement] = values;
    const atBlock = blockFigure(number);
    const lastTxBlock = lastBlockOf(values.slice(4, 4 + last.length));
    const lastOn = new Map(netuids.map((netuid, index) => [netuid, blockFigure(values[4 + last.length + index])]));
    const allowedAt = (netuid: number | null): number => {
      const block = hotkeySwapAllowedAt({
        lastTxBlock,
        txRateLimit: blockFigure(txLimit),
        lastSwapBlock: netuid === null ? null : (lastOn.get(netuid) ?? 0),
        subnetInterval: constants.subnetInterval,
      });
      return block > atBlock ? block : 0;
    };
    return {
      atBlock,
      coldkey: wallet.address,
      costs: {
        hotkeyEverywhereRao: constants.everywhereRao.toString(),
        hotkeyOnSubnetRao: constants.onSubnetRao.toString(),
        announcementRao: constants.everywhereRao.toString(),
      },
      announcementDelayBlocks: blockFigure(delay),
      reannouncementDelayBlocks: blockFigure(reannouncement),
      hotkeySwapAtBlock: allowedAt(null),
      hotkeys: wallet.hotkeys.map(({ name, address }) => ({
        name,
        hotkey: address,
        subnets: statuses.flatMap(({ hotkey, netuid, uid }) =>
          hotkey === address && uid !== null ? [{ netuid, uid, swapAtBlock: allowedAt(netuid) }] : [],
        ),
        miners: minersOf(address).map(({ minerId, name: minerName, state }) => ({
          minerId,
          name: minerName,
          running: state !== "stopped" && state !== "failed",
        })),
      })),
      announcement: all.find(({ coldkey }) => coldkey === wallet.address) ?? null,
    };
  }

  /** Is the secret of this coldkey in this profile? */
  const isOwn = (address: string): boolean =>
    keys.list().some((wallet: WalletView) => wallet.address === address && wallet.kind !== "watch");

  return {
    start: watch.start,
    stop: watch.stop,
    view,
    announcements: watch.read,
    async prepareHotkey(walletId, wish) {
      const names = minersOf(wish.hotkey)
        .filter(({ netuid }) => wish.netuid === null || netuid === wish.netuid)
        .map(({ name }) => name);
      const spec = await planHotkeySwap(chain, keys.get(walletId), wish, names);
      return transactions.prepare({ ...spec, afterSuccess: async () => void (await registration.mine()) });
    },
    async prepareAnnounce(walletId, newColdkey) {
      const wallet = keys.get(walletId);
      const spec = await planAnnounce(chain, wallet, newColdkey, isOwn(newColdkey));
      const plan = await transactions.prepare(spec);
      announcements.remember(placeOf(wallet.address), coldkeyHash(newColdkey), newColdkey);
      return plan;
    },
    async prepareExecute(walletId, given) {
      const wallet = keys.get(walletId);
      const found = (await watch.read()).find(({ coldkey }) => coldkey === wallet.address);
      const spec = await planExecute(chain, transactions.fees, wallet, given ?? found?.newColdkey ?? null);
      return transactions.prepare({ ...spec, afterSuccess: async () => void (await registration.mine()) });
    },
    prepareDispute: async (walletId) => transactions.prepare(await planDispute(chain, keys.get(walletId))),
    prepareClear: async (walletId) => transactions.prepare(await planClear(chain, keys.get(walletId))),
    async acknowledge(walletId, newColdkey) {
      const wallet = keys.get(walletId);
      const found = (await watch.read()).find(({ coldkey }) => coldkey === wallet.address);
      const hash = coldkeyHash(newColdkey);
      if (found === undefined || found.newColdkeyHash !== hash) {
        const code = found === undefined ? "SWAP_NOT_ANNOUNCED" : "SWAP_COLDKEY_NOT_ANNOUNCED";
        throw new AppError(code, "This coldkey was not announced, so the announcement is not yours.", {
          hint: "If you did not announce a swap, dispute it now.",
          field: "newColdkey",
        });
      }
      announcements.remember(placeOf(wallet.address), hash, newColdkey);
      watch.refresh();
      return watch.read();
    },
  };
}
