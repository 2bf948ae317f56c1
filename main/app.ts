import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { createActivity } from "#main/activity/activity.ts";
import { createBasket } from "#main/basket/basket.ts";
import { createChain } from "#main/chain/chain.ts";
import { createEndpointHealth } from "#main/chain/endpoint-health.ts";
import { createEndpoints } from "#main/chain/endpoints.ts";
import { createOwnNetworks } from "#main/chain/own-networks.ts";
import { createDelegation } from "#main/delegation/delegation.ts";
import { createFees } from "#main/fees/fees.ts";
import { createHandlers } from "#main/handlers/index.ts";
import type { Front } from "#main/handlers/types.ts";
import { createArchive } from "#main/history/archive.ts";
import { createHistory } from "#main/history/history.ts";
import { createIdentities } from "#main/identity/identity.ts";
import { createKeys } from "#main/keys/keys.ts";
import { createLogger } from "#main/log/logger.ts";
import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import { createMiners } from "#main/miners/miners.ts";
import type { ProcessHost } from "#main/miners/process-host.ts";
import { createHotkeyHolds } from "#main/move/hotkey-holds.ts";
import { createMove } from "#main/move/move.ts";
import { createMultisig } from "#main/multisig/multisig.ts";
import { createAxonPublishing } from "#main/neurons/axon/axon.ts";
import { createReach } from "#main/neurons/axon/reach.ts";
import { createNeurons } from "#main/neurons/neurons.ts";
import { createValidators } from "#main/neurons/validators.ts";
import { createOffline } from "#main/offline/offline.ts";
import { refuseOffline } from "#main/offline/refuse-offline.ts";
import { createPlanning } from "#main/planning/planning.ts";
import { createPortfolio } from "#main/portfolio/portfolio.ts";
import { systemClock } from "#main/ports/clock.ts";
import { entryUrl } from "#main/ports/entries.ts";
import { createEvents, type Events } from "#main/ports/events.ts";
import { createPractice } from "#main/practice/practice.ts";
import { defaultProfileDir } from "#main/profile/profile-dir.ts";
import { createProxies } from "#main/proxies/proxies.ts";
import { createRegistration } from "#main/registration/registration.ts";
import { createChopsticksFork } from "#main/rehearsal/chopsticks-fork.ts";
import { COPY_LIMITS, COPY_NEEDS_MIB } from "#main/rehearsal/limits.ts";
import { createRehearsal } from "#main/rehearsal/rehearsal.ts";
import type { Services } from "#main/services.ts";
import { createSettings } from "#main/settings/settings.ts";
import { createSignals } from "#main/signals/signals.ts";
import { createDestroying } from "#main/staking/destroy.ts";
import { createRewards } from "#main/staking/rewards.ts";
import { createStaking } from "#main/staking/staking.ts";
import { openStore } from "#main/store/store.ts";
import { createSubnets } from "#main/subnets/subnets.ts";
import { createSwaps } from "#main/swaps/swaps.ts";
import { createKeptCalls } from "#main/transactions/kept-calls.ts";
import { createTransactions } from "#main/transactions/transactions.ts";
import { createTransfers } from "#main/transfers/transfers.ts";
import { createDispatch, type Dispatch } from "#main/transport/dispatch.ts";
import { createBalances } from "#main/wallet/balances.ts";
import { settingsView } from "#src/contract/app.ts";
import packageJson from "../package.json" with { type: "json" };

export interface AppOptions {
  /** An existing folder that this process alone has open. */
  readonly profileDir: string;
  readonly front: Front;
  /** A network's name or address; what the profile remembers, else `practice`, where left out. */
  readonly network?: string;
  /** `vault` leaves the OS keychain alone. */
  readonly keychain?: "auto" | "vault";
  /** Starts miner processes; `child_process` where left out. */
  readonly processHost?: ProcessHost;
  /** Says, for all profiles of a user, who sends with which hotkey; beside the user's own profile where left out. */
  readonly sendersDir?: string;
}

/** The whole app behind one door. A front adds only the way to it. */
export interface App {
  readonly dispatch: Dispatch;
  readonly events: Events;
  readonly services: Services;
  /**
   * Starts what runs by itself: the connection, followers, and miners that ran before unless `miners` is false (a
   * terminal command ends too soon for them). Does not wait for the chain.
   */
  start(wanted?: { readonly miners: boolean }): Promise<void>;
  /** Stops miners in steps, then everything else. Never throws; what fails to stop is logged. */
  stop(): Promise<void>;
}

/** Composes every service over one profile. Nothing runs before `start`. Errors: `STORE_UNREADABLE`, `STORE_NEWER`. */
export async function createApp(options: AppOptions): Promise<App> {
  const { profileDir } = options;
  const clock = systemClock;
  const log = createLogger(profileDir);
  const events = createEvents();
  const store = openStore(join(profileDir, "tausmith.sqlite"));
  const settings = createSettings(store);
  const activity = createActivity({ store, clock, events });
  const keys = await createKeys({
    profileDir,
    store,
    events,
    clock,
    autoLockMinutes: () => settings.get().autoLockMinutes,
    keychain: options.keychain ?? "auto",
    // The desktop's confirmation is main's own window; elsewhere a page could confirm by itself, so the password does.
    unlockedSigns: options.front === "desktop",
    settings: {
      read: () => settings.get(),
      write: (values) => {
        const known = settingsView.partial().safeParse(values);
        if (known.success) settings.set(known.data);
      },
    },
  });
  const host = options.processHost ?? createChildProcessHost();
  const practice = createPractice({ dir: join(profileDir, "practice"), log, host });
  const ownNetworks = createOwnNetworks(store);
  const health = createEndpointHealth(clock);
  const chain = createChain({
    networks: ownNetworks.all,
    health,
    clock,
    events,
    log,
    profileDir,
    network: options.network ?? settings.network() ?? "practice",
    practiceUrl: async () => (await practice.start()).url,
  });
  const endpoints = createEndpoints({ chain, own: ownNetworks, health, clock });
  const transactions = createTransactions({ chain, keys, store, clock, events, activity, log, randomId: randomUUID });
  const rehearsal = createRehearsal({
    chain,
    transactions,
    clock,
    events,
    log,
    fork: createChopsticksFork({
      host,
      entry: entryUrl("rehearsal-process"),
      clock,
      freeMemoryBytes: () => process.availableMemory(),
      limits: COPY_LIMITS,
      neededMiB: COPY_NEEDS_MIB,
    }),
  });
  const offline = createOffline({ profileDir, store, clock, chain, transactions, keys });
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
    archive: createArchive({ own: ownNetworks, clock, log }),
  });
  const portfolio = createPortfolio({ chain, keys, store, clock, log });
  const holds = createHotkeyHolds(store);
  const miners = createMiners({
    profileDir,
    store,
    events,
    clock,
    log,
    keys,
    host,
    entry: entryUrl("miner-process"),
    feed: {
      network: () => chain.status(),
      validatorsFor: (netuid) => validators.validatorsFor(netuid).catch(() => null),
    },
    tell: activity.add,
    mayRun: holds.check,
    sendersDir: options.sendersDir ?? join(defaultProfileDir(process.platform, process.env), "senders"),
  });
  const swaps = createSwaps({ chain, keys, transactions, registration, miners, store, events, activity, clock, log });
  const reach = createReach({ clock, events, randomId: randomUUID });
  const axon = createAxonPublishing({ chain, keys, transactions, miners, reach });
  const signals = createSignals({ miners, events, clock });
  const move = createMove({
    store,
    chain,
    keys,
    miners,
    holds,
    events,
    activity,
    clock,
    log,
    randomId: randomUUID,
    random: (length) => new Uint8Array(randomBytes(length)),
  });
  const facts = { version: packageJson.version, profileDir, startedAtMs: clock.nowMs() };
  const services: Services = {
    facts,
    settings,
    activity,
    keys,
    practice,
    chain,
    endpoints,
    balances,
    subnets,
    validators,
    staking,
    rewards,
    destroying,
    identities,
    delegation,
    swaps,
    transfers,
    transactions,
    proxies,
    multisig,
    rehearsal,
    basket,
    planning,
    registration,
    neurons,
    axon,
    reach,
    offline,
    fees,
    history,
    portfolio,
    miners,
    move,
    signals,
  };

  let stopFollowing: () => void = () => undefined;
  let stopped: Promise<void> | null = null;

  /** In the order in which the parts lean on each other, the outermost first. */
  const stopAll = async (): Promise<void> => {
    const steps: readonly (readonly [string, () => void | Promise<void>])[] = [
      ["following", () => stopFollowing()],
      ["move", () => move.stop()],
      ["miners", () => miners.stop()],
      ["signals", () => signals.stop()],
      ["history", () => history.stop()],
      ["portfolio", () => portfolio.stop()],
      ["reach", async () => void (await reach.stop())],
      ["neurons", () => neurons.stop()],
      ["swaps", () => swaps.stop()],
      ["proxies", () => proxies.stop()],
      ["multisig", () => multisig.stop()],
      ["registration", () => registration.stop()],
      ["subnets", () => subnets.stop()],
      ["balances", () => balances.stop()],
      ["rehearsal", () => rehearsal.stop()],
      ["basket", () => basket.stop()],
      ["transactions", () => transactions.stop()],
      ["endpoints", () => endpoints.stop()],
      ["chain", () => chain.stop()],
      ["practice", () => practice.stop()],
      ["keys", () => keys.stop()],
      ["store", () => store.close()],
    ];
    for (const [name, step] of steps) {
      try {
        await step();
      } catch (err) {
        log.error({ err, part: name }, "a part failed to stop");
      }
    }
  };

  return {
    dispatch: createDispatch(refuseOffline(createHandlers(services), chain), log),
    events,
    services,
    async start(wanted = { miners: true }) {
      events.publish("wallet.changed", keys.list());
      events.publish("app.activityChanged", activity.list(50));
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
      move.start();
      stopFollowing = chain.onHead(() => void miners.refreshValidators());
      endpoints.start();
      chain.start();
      if (wanted.miners && chain.status().kind !== "offline") await miners.start();
    },
    stop: () => {
      stopped ??= stopAll();
      return stopped;
    },
  };
}
