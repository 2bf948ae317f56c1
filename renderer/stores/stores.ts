import { createStore, type StoreApi } from "zustand/vanilla";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import type { Output } from "#src/contract/index.ts";
import type { BalanceView, KeychainView } from "#src/contract/wallet.ts";
import { ok, type Result } from "#src/result.ts";
import { createMirror } from "./mirror.ts";

type Info = Output<"app.info">;
type Settings = Output<"app.settings">;

/** Facts that change by the person's own action only, so no stream carries them. */
export interface Session {
  readonly info: Info | null;
  readonly settings: Settings | null;
  readonly keychain: KeychainView | null;
  /** The wallet whose balance the status strip shows. */
  readonly chosenWalletId: string | null;
}

/** Balances of all coldkeys, asked one by one at the start; the stream carries them from then on. */
async function loadBalances(client: PageClient): Promise<Result<BalanceView[]>> {
  const wallets = await client.call("wallet.list", {});
  if (!wallets.ok) return wallets;
  const answers = await Promise.all(wallets.value.map(({ address }) => client.call("wallet.balance", { address })));
  const failed = answers.find((answer) => !answer.ok);
  if (failed && !failed.ok) return failed;
  return ok(answers.flatMap((answer) => (answer.ok ? [answer.value] : [])));
}

function createSession(client: PageClient): StoreApi<Session> & { reload(): Promise<void> } {
  const store = createStore<Session>(() => ({ info: null, settings: null, keychain: null, chosenWalletId: null }));
  const reload = async (): Promise<void> => {
    const [info, settings, keychain] = await Promise.all([
      client.call("app.info", {}),
      client.call("app.settings", {}),
      client.call("wallet.keychain", {}),
    ]);
    store.setState({
      ...(info.ok ? { info: info.value } : {}),
      ...(settings.ok ? { settings: settings.value } : {}),
      ...(keychain.ok ? { keychain: keychain.value } : {}),
    });
  };
  void reload();
  return { ...store, reload };
}

/** All stores of a page. They mirror the app and hold no rule and no secret. */
export function createStores(client: PageClient) {
  const list = { limit: 200 };
  const network = createMirror(client, "network.changed", () => client.call("network.status", {}));
  /** While the first connection is being made, "offline" is no error yet: all is asked again once it is online. */
  async function online<T>(call: Promise<Result<T>>): Promise<Result<T> | null> {
    const result = await call;
    const state = network.getState().value?.state ?? "connecting";
    return !result.ok && result.error.code === "NETWORK_OFFLINE" && state === "connecting" ? null : result;
  }
  const stores = {
    session: createSession(client),
    network,
    wallets: createMirror(client, "wallet.changed", () => client.call("wallet.list", {})),
    balances: createMirror(client, "wallet.balancesChanged", () => online(loadBalances(client))),
    subnets: createMirror(client, "subnets.changed", () => online(client.call("subnets.list", {}))),
    registrations: createMirror(client, "registration.changed", () => online(client.call("registration.mine", {}))),
    orders: createMirror(client, "registration.ordersChanged", () => client.call("registration.orders", {})),
    neurons: createMirror(client, "neurons.changed", () => online(client.call("neurons.overview", {}))),
    proxies: createMirror(client, "proxies.changed", () => online(client.call("proxies.list", {}))),
    multisigs: createMirror(client, "multisig.changed", () => online(client.call("multisig.list", {}))),
    basket: createMirror(client, "basket.changed", () => client.call("basket.list", {})),
    transactions: createMirror(client, "transactions.changed", () => client.call("transactions.list", list)),
    coldkeySwaps: createMirror(client, "swaps.changed", () => online(client.call("swaps.announcements", {}))),
    miners: createMirror(client, "miners.changed", () => client.call("miners.list", {})),
    moves: createMirror(client, "move.changed", () => client.call("move.list", {})),
    signals: createMirror(client, "signals.changed", () => client.call("signals.list", list)),
    activity: createMirror(client, "app.activityChanged", () => client.call("app.activity", list)),
  };
  // What the chain tells is asked again when another network is connected, or the same one after a break.
  let connected = "";
  stores.network.subscribe(({ value }) => {
    const now = value?.state === "online" ? `${value.url} ${value.genesisHash}` : "";
    if (now !== "" && now !== connected) {
      for (const store of [
        stores.balances,
        stores.subnets,
        stores.registrations,
        stores.neurons,
        stores.transactions,
        stores.proxies,
        stores.multisigs,
        stores.coldkeySwaps,
      ]) {
        void store.reload();
      }
    }
    connected = now;
  });
  // A wallet that was just made has no balance yet.
  stores.wallets.subscribe(({ value }) => {
    const known = new Set(stores.balances.getState().value?.map(({ address }) => address));
    if (value?.some(({ address }) => !known.has(address))) void stores.balances.reload();
  });
  // What failed while the line was down is asked again when it is back.
  let wasLost = false;
  client.onConnection((view) => {
    if (view.state === "open" && wasLost) {
      for (const store of Object.values(stores)) void store.reload();
    }
    wasLost = view.state !== "open";
  });
  return stores;
}

export type Stores = ReturnType<typeof createStores>;
