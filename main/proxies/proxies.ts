import type { ApiPromise } from "@polkadot/api";
import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import { createStorageFollower } from "#main/chain/follow-storage.ts";
import { hasCapability, storageItem } from "#main/chain/lookup.ts";
import { oneAtATime } from "#main/chain/one-at-a-time.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { ProxiesView, ProxyTypeView, ProxyView } from "#src/contract/proxies.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { count } from "#src/words/count.ts";
import { createProxyParts, lacksProxies, type ProxyDeps } from "./parts.ts";
import { createProxyRecords } from "./proxy-records.ts";
import { createPureAccounts } from "./pure-accounts.ts";
import { createPurePlans } from "./pure-plans.ts";
import { readView } from "./read-view.ts";
import { createRights } from "./rights.ts";
import { searchReals } from "./search.ts";
import { createThrough } from "./through.ts";

/** Changes are followed; now and then everything is looked at besides. */
const LOOK_BLOCKS = 25;

/** Acting for other accounts. Errors: `PROXY_…`, `PLAN_…`, `NETWORK_…`, those of the key room. */
export interface Proxies
  extends ReturnType<typeof createRights>,
    ReturnType<typeof createThrough>,
    ReturnType<typeof createPurePlans> {
  start(): void;
  stop(): void;
  list(): Promise<ProxiesView>;
  types(): Promise<ProxyTypeView[]>;
  search(delegate: string): Promise<ProxyView[]>;
  learnCall(callHex: string): { callHash: string; call: PlanView["call"] };
}

export function createProxies(
  deps: ProxyDeps & {
    readonly store: Store;
    readonly events: Events;
    readonly activity: Pick<Activity, "add">;
    readonly log: Logger;
  },
): Proxies {
  const { chain, keys, kept, events, activity, log } = deps;
  const records = createProxyRecords(deps.store);
  const parts = createProxyParts(deps, records);
  const { nameOf, genesis } = parts;
  const pures = createPureAccounts({ ...deps, records });
  let lastView: ProxiesView | null = null;
  let lookedAtBlock = 0;
  let stops: (() => void)[] = [];

  async function read(): Promise<ProxiesView> {
    await pures.collect();
    return readView({ chain, keys, kept, records, filters: parts.filters });
  }

  /** Somebody announced a call for an account of ours, and it was not made here: told once. */
  function alarm(view: ProxiesView): void {
    for (const one of view.announcements) {
      if (one.madeHere || one.realWalletId === null) continue;
      if (!records.noteAlarm(genesis(), one, one.atBlock)) continue;
      const when = one.readyAtBlock === null ? "" : ` It may run from block ${count(one.readyAtBlock)} on.`;
      activity.add({
        area: "proxies",
        level: "danger",
        text: `${nameOf(one.delegate)} announced a call for ${nameOf(one.real)} that was not made here.${when} Reject it if you do not know it.`,
        link: "/proxies",
      });
    }
  }

  async function look(): Promise<void> {
    const { api } = chain.live();
    if (!hasCapability(api, "storage", "Proxy", "Proxies") || keys.list().length === 0) return;
    const view = await read();
    lastView = view;
    lookedAtBlock = chain.head()?.number ?? 0;
    follower.follow();
    alarm(view);
    events.publish("proxies.changed", view);
  }

  /** Everything that a look reads, so that a change is seen in its own block and quiet blocks cost nothing. */
  function followedKeys(api: ApiPromise): string[] {
    if (!hasCapability(api, "storage", "Proxy", "Proxies") || !lastView) return [];
    const item = (name: string) => storageItem(api, "Proxy", name);
    const own = keys.list().map(({ address }) => address);
    const { given, held, pures: made } = lastView;
    const accounts = new Set([...own, ...made.map(({ address }) => address)]);
    const delegates = new Set([...own, ...given.map(({ delegate }) => delegate)]);
    const pairs = hasCapability(api, "storage", "Proxy", "RealPaysFee") ? [...given, ...held] : [];
    const found = [
      ...[...accounts].map((one) => item("Proxies").key(one)),
      ...[...delegates].map((one) => item("Announcements").key(one)),
      ...pairs.map(({ real, delegate }) => item("RealPaysFee").key(real, delegate)),
    ];
    return [...new Set(found)];
  }

  const follower = createStorageFollower({
    chain,
    log,
    what: "proxies",
    keysOf: ({ api }) => followedKeys(api),
    onChange: () => follow(),
  });

  const follow = oneAtATime(look, {
    failed: (err) => log.debug({ err }, "proxies are read again with the next block"),
    isOver: () => stops.length === 0,
  });

  return {
    ...createRights(parts),
    ...createThrough(parts),
    ...createPurePlans(parts),
    start() {
      stops = [
        chain.onLive(follow),
        chain.onHead(({ number }) => {
          if (number - lookedAtBlock >= LOOK_BLOCKS) follow();
        }),
        events.subscribe("wallet.changed", follow),
        events.subscribe("transactions.changed", follow),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      follower.stop();
    },
    list() {
      if (!hasCapability(chain.api(), "storage", "Proxy", "Proxies")) throw lacksProxies();
      return read();
    },
    types: () => parts.filters.view(),
    search: (delegate) => searchReals(parts, delegate),
    learnCall: (callHex) => kept.learn(chain.api(), genesis(), callHex),
  };
}
