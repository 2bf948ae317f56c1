import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import { hasCapability } from "#main/chain/lookup.ts";
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
  let looking: Promise<void> | null = null;
  let lookAgain = false;
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
    alarm(view);
    events.publish("proxies.changed", view);
  }

  function follow(): void {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = look()
      .catch((err: unknown) => log.debug({ err }, "proxies are read again with the next block"))
      .finally(() => {
        looking = null;
        if (!lookAgain) return;
        lookAgain = false;
        if (stops.length > 0) follow();
      });
  }

  return {
    ...createRights(parts),
    ...createThrough(parts),
    ...createPurePlans(parts),
    start() {
      stops = [chain.onHead(follow), chain.onLive(follow)];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
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
