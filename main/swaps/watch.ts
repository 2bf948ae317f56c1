import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import { blockWait } from "#main/chain/block-wait.ts";
import type { Chain } from "#main/chain/chain.ts";
import { blockFigure } from "#main/chain/figures.ts";
import { createStorageFollower } from "#main/chain/follow-storage.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { oneAtATime } from "#main/chain/one-at-a-time.ts";
import { announcedOf, announcedReads } from "#main/chain/read-announced.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { AnnouncementView } from "#src/contract/swaps.ts";
import { clearableAtBlock } from "#src/swaps/announcement.ts";
import type { AnnouncementStore } from "./announcement-store.ts";

export interface SwapWatch {
  start(): void;
  stop(): void;
  /** Announced swaps of this profile's coldkeys, watched ones included; one request. */
  read(): Promise<AnnouncementView[]>;
  /** Reads and publishes; raises alarms. */
  refresh(): void;
}

/**
 * Sees every announced swap of one's own coldkeys in its own block, by a storage subscription that costs no request while nothing
 * changes. One that nobody made with this profile raises an alarm: once in the feed, and on Home for as long as it stands.
 */
export function createSwapWatch(deps: {
  chain: Chain;
  keys: Pick<Keys, "list">;
  announcements: AnnouncementStore;
  events: Pick<Events, "publish" | "subscribe">;
  activity: Pick<Activity, "add">;
  clock: Clock;
  log: Logger;
}): SwapWatch {
  const { chain, keys, announcements, events, activity, clock, log } = deps;
  let stops: (() => void)[] = [];
  let published = "";

  async function read(): Promise<AnnouncementView[]> {
    const wallets = [...new Map(keys.list().map((wallet) => [wallet.address, wallet])).values()];
    const { api, identity } = chain.live();
    if (wallets.length === 0 || announcedReads(api, wallets[0]?.address ?? "").length === 0) return [];
    const [number, delay, ...values] = await chain.read([
      [storageItem(api, "System", "Number")],
      [storageItem(api, "SubtensorModule", "ColdkeySwapReannouncementDelay")],
      ...wallets.flatMap(({ address }) => announcedReads(api, address)),
    ]);
    const atBlock = blockFigure(number);
    const blockTimeMs = likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice());
    return wallets.flatMap(({ walletId, name, address }, index): AnnouncementView[] => {
      const found = announcedOf(values.slice(2 * index, 2 * index + 2));
      if (found === null) return [];
      const newColdkey = announcements.known({ genesisHash: identity.genesisHash, coldkey: address }, found.hash);
      return [
        {
          walletId,
          walletName: name,
          coldkey: address,
          newColdkeyHash: found.hash,
          newColdkey,
          known: newColdkey !== null,
          executeAtBlock: found.executeAtBlock,
          clearableAtBlock: clearableAtBlock(found.executeAtBlock, blockFigure(delay)),
          disputed: found.disputed,
          atBlock,
          executeAtMs: clock.nowMs() + Math.max(0, found.executeAtBlock - atBlock) * blockTimeMs,
        },
      ];
    });
  }

  function raise(view: AnnouncementView): void {
    const { genesisHash } = chain.live().identity;
    if (view.known || view.disputed) return;
    if (!announcements.firstAlarm({ genesisHash, coldkey: view.coldkey }, view.newColdkeyHash)) return;
    activity.add({
      area: "swaps",
      level: "danger",
      text:
        `Somebody announced that everything of ${view.walletName} moves to another coldkey, from ` +
        `${blockWait(chain, view.atBlock, view.executeAtBlock)} on. If it was not you, dispute it now.`,
      link: `/account/${view.walletId}?tab=swap`,
    });
  }

  async function publish(): Promise<void> {
    const views = await read();
    for (const view of views) raise(view);
    const text = JSON.stringify(views.map(({ atBlock: _, executeAtMs: __, ...rest }) => rest));
    if (text === published) return;
    published = text;
    events.publish("swaps.changed", views);
  }

  const refresh = oneAtATime(publish, {
    failed: (err) => log.debug({ err }, "announced swaps are read again when the node is back"),
    isOver: () => stops.length === 0,
  });

  const { follow } = createStorageFollower({
    chain,
    log,
    what: "announced swaps",
    keysOf: ({ api }) =>
      [...new Set(keys.list().map(({ address }) => address))]
        .sort()
        .flatMap((address) => announcedReads(api, address).map(([entry, ...args]) => entry.key(...args))),
    onChange: refresh,
  });

  return {
    read,
    refresh,
    start() {
      stops = [
        chain.onLive(() => {
          published = "";
          follow();
          refresh();
        }),
        events.subscribe("wallet.changed", follow),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
    },
  };
}
