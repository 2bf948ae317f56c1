import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Activity, createActivity } from "#main/activity/activity.ts";
import { type Basket, createBasket } from "#main/basket/basket.ts";
import { type Chain, createChain } from "#main/chain/chain.ts";
import { createEndpointHealth } from "#main/chain/endpoint-health.ts";
import { createEndpoints, type Endpoints } from "#main/chain/endpoints.ts";
import { createOwnNetworks } from "#main/chain/own-networks.ts";
import { createDelegation, type Delegation } from "#main/delegation/delegation.ts";
import { createFees, type Fees } from "#main/fees/fees.ts";
import type { CallContext } from "#main/handlers/types.ts";
import { createArchive } from "#main/history/archive.ts";
import { createHistory, type History } from "#main/history/history.ts";
import { createIdentities, type Identities } from "#main/identity/identity.ts";
import { createKeys, type Keys } from "#main/keys/keys.ts";
import { silentLogger } from "#main/log/logger.ts";
import { createMultisig, type Multisig } from "#main/multisig/multisig.ts";
import { createNeurons, type Neurons } from "#main/neurons/neurons.ts";
import { createValidators, type Validators } from "#main/neurons/validators.ts";
import { createPlanning, type Planning } from "#main/planning/planning.ts";
import { createPortfolio, type Portfolio } from "#main/portfolio/portfolio.ts";
import { systemClock } from "#main/ports/clock.ts";
import { createEvents, type Events } from "#main/ports/events.ts";
import { createProxies, type Proxies } from "#main/proxies/proxies.ts";
import { createRegistration, type Registration } from "#main/registration/registration.ts";
import type { Fork } from "#main/rehearsal/fork.ts";
import { noRuntime } from "#main/rehearsal/refusals.ts";
import { createRehearsal, type Rehearsal } from "#main/rehearsal/rehearsal.ts";
import { createSettings, type Settings } from "#main/settings/settings.ts";
import { createDestroying, type Destroying } from "#main/staking/destroy.ts";
import { createRewards, type Rewards } from "#main/staking/rewards.ts";
import { createStaking, type Staking } from "#main/staking/staking.ts";
import { openStore, type Store } from "#main/store/store.ts";
import { createSubnets, type Subnets } from "#main/subnets/subnets.ts";
import { createSwaps, type Swaps } from "#main/swaps/swaps.ts";
import { createKeptCalls } from "#main/transactions/kept-calls.ts";
import { createTransactions, type Transactions } from "#main/transactions/transactions.ts";
import { createTransfers, type Transfers } from "#main/transfers/transfers.ts";
import { type Balances, createBalances } from "#main/wallet/balances.ts";
import type { NetworkStatus } from "#src/contract/network.ts";
import { TEST_COST } from "./key-room.ts";

/** Everything of the app that talks to a chain, over a profile of its own. */
export interface ChainRoom {
  readonly dir: string;
  readonly chain: Chain;
  readonly endpoints: Endpoints;
  readonly keys: Keys;
  readonly store: Store;
  readonly events: Events;
  readonly activity: Activity;
  readonly settings: Settings;
  readonly transactions: Transactions;
  readonly proxies: Proxies;
  readonly multisig: Multisig;
  readonly rehearsal: Rehearsal;
  readonly basket: Basket;
  readonly planning: Planning;
  readonly registration: Registration;
  readonly staking: Staking;
  readonly rewards: Rewards;
  readonly destroying: Destroying;
  readonly identities: Identities;
  readonly delegation: Delegation;
  readonly swaps: Swaps;
  readonly transfers: Transfers;
  readonly balances: Balances;
  readonly subnets: Subnets;
  readonly neurons: Neurons;
  readonly fees: Fees;
  readonly history: History;
  readonly portfolio: Portfolio;
  readonly validators: Validators;
  /** Resolves with the first network status that fits, the present one included. */
  until(fits: (status: NetworkStatus) => boolean): Promise<NetworkStatus>;
  /** Stops all parts; the profile folder stays for a room opened on it again. */
  stop(): Promise<void>;
  /** Stops and removes the profile. */
  close(): Promise<void>;
}

/** For rooms whose test forks nothing. */
const noFork: Fork = {
  how: "fork",
  run: async () => {
    throw noRuntime("node");
  },
};

/** Approves every plan, as a person who read it would. */
export const approving: CallContext = {
  front: "test",
  confirm: async (_plan, given) => ({ approved: true, ...given }),
};

export async function openChainRoom(options: {
  /** Where the practice network listens. */
  readonly url: string;
  readonly network?: string;
  /** A profile that was used before. */
  readonly dir?: string;
  readonly requestTimeoutMs?: number;
  /** How chains with a WebAssembly runtime are forked; not at all where left out. */
  readonly fork?: Fork;
}): Promise<ChainRoom> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), "tausmith-chain-"));
  const clock = systemClock;
  const log = silentLogger();
  const events = createEvents();
  const store = openStore(join(dir, "profile.db"));
  const activity = createActivity({ store, clock, events });
  const settings = createSettings(store);
  const keys = await createKeys({
    profileDir: dir,
    store,
    events,
    clock,
    autoLockMinutes: () => 10,
    keychain: "vault",
    kdfCost: TEST_COST,
  });
  const own = createOwnNetworks(store);
  const health = createEndpointHealth(clock);
  const chain = createChain({
    networks: own.all,
    health,
    clock,
    events,
    log,
    profileDir: dir,
    network: options.network ?? "practice",
    practiceUrl: async () => options.url,
    ...(options.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: options.requestTimeoutMs }),
  });
  const endpoints = createEndpoints({ chain, own, health, clock, checkTimeoutMs: options.requestTimeoutMs ?? 8_000 });
  const transactions = createTransactions({ chain, keys, store, clock, events, activity, log, randomId: randomUUID });
  const rehearsal = createRehearsal({ chain, transactions, clock, events, log, fork: options.fork ?? noFork });
  const balances = createBalances({ chain, keys, events, log });
  const kept = createKeptCalls({ store, clock });
  const proxies = createProxies({ chain, keys, transactions, balances, kept, store, events, activity, log });
  const multisig = createMultisig({ chain, keys, transactions, kept, store, events, activity, log });
  const subnets = createSubnets({ chain, events, store, log });
  const registration = createRegistration({
    chain,
    keys,
    transactions,
    events,
    activity,
    store,
    clock,
    randomId: randomUUID,
    log,
  });
  const neurons = createNeurons({ chain, keys, store, events, activity, settings, log });
  const staking = createStaking({ chain, keys, transactions });
  const rewards = createRewards({ chain, keys, transactions });
  const destroying = createDestroying({ chain, keys, transactions });
  const identities = createIdentities({ chain, keys, transactions });
  const delegation = createDelegation({ chain, keys, transactions });
  // This room runs no miners.
  const miners = { list: () => [] };
  const swaps = createSwaps({ chain, keys, transactions, registration, miners, store, events, activity, clock, log });
  const transfers = createTransfers({ chain, keys, transactions });
  const basket = createBasket({
    chain,
    keys,
    transactions,
    staking,
    transfers,
    registration,
    store,
    events,
    randomId: randomUUID,
  });
  const planning = createPlanning({ chain, keys, transactions, staking, transfers, registration });
  const validators = createValidators(chain);
  const fees = createFees({ chain, keys, store });
  const history = createHistory({
    chain,
    keys,
    transactions,
    store,
    events,
    log,
    archive: createArchive({ own, clock: systemClock, log }),
  });
  const portfolio = createPortfolio({ chain, keys, store, clock, log });
  transactions.start();
  basket.start();
  balances.start();
  subnets.start();
  registration.start();
  proxies.start();
  multisig.start();
  neurons.start();
  swaps.start();
  history.start();
  portfolio.start();
  endpoints.start();
  chain.start();

  const stop = async (): Promise<void> => {
    await history.stop();
    await portfolio.stop();
    swaps.stop();
    neurons.stop();
    proxies.stop();
    multisig.stop();
    registration.stop();
    subnets.stop();
    balances.stop();
    await rehearsal.stop();
    basket.stop();
    await transactions.stop();
    endpoints.stop();
    await chain.stop();
    await keys.stop();
    store.close();
  };

  return {
    dir,
    chain,
    endpoints,
    keys,
    store,
    events,
    activity,
    settings,
    transactions,
    proxies,
    multisig,
    rehearsal,
    basket,
    planning,
    staking,
    rewards,
    destroying,
    identities,
    delegation,
    swaps,
    transfers,
    registration,
    neurons,
    balances,
    fees,
    history,
    portfolio,
    subnets,
    validators,
    until: (fits) =>
      new Promise((resolve) => {
        let done = false;
        const unsubscribe = events.subscribe("network.changed", ({ payload }) => {
          if (done || !fits(payload)) return;
          done = true;
          queueMicrotask(() => unsubscribe());
          resolve(payload);
        });
      }),
    stop,
    async close() {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
