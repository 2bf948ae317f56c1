import type { u32 } from "@polkadot/types";
import type { INumber } from "@polkadot/types/types";
import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import { likelyBlockTimeMs } from "#main/chain/block-time.ts";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Events } from "#main/ports/events.ts";
import { readNetuids } from "#main/registration/read-mine.ts";
import type { Settings } from "#main/settings/settings.ts";
import type { Store } from "#main/store/store.ts";
import { toAccount } from "#main/wallet/account.ts";
import { AppError } from "#src/app-error.ts";
import type { Overview } from "#src/contract/neurons.ts";
import { overviewSubnet } from "./overview-subnet.ts";
import { ownHotkeys } from "./own-hotkeys.ts";
import { readSubnets } from "./read-subnets.ts";
import { createSurvivalAlerts } from "./survival-alerts.ts";

/** Subnets appear and vanish rarely. */
const NETUIDS_KEPT_BLOCKS = 100;
/** While somebody looks, and to alert in time where nobody does. */
const LOOKED_AT_BLOCKS = 10;
const WATCH_BLOCKS = 20;
/** Nobody has asked for this many blocks: nobody looks. */
const LOOKING_BLOCKS = 50;

/** This profile's neurons on all subnets, read together, and alerts before one is replaced. */
export interface Neurons {
  start(): void;
  stop(): void;
  /** All own neurons, or those of one subnet. Errors: `NETWORK_OFFLINE`, `SUBNET_UNKNOWN`. */
  overview(netuid?: number): Promise<Overview>;
}

export function createNeurons(deps: {
  chain: Chain;
  keys: Pick<Keys, "list">;
  store: Store;
  events: Events;
  activity: Pick<Activity, "add">;
  settings: Pick<Settings, "get" | "onChange">;
  log: Logger;
}): Neurons {
  const { chain, keys, events, activity, log } = deps;
  const alerts = createSurvivalAlerts({ store: deps.store, activity, thresholds: deps.settings.get });
  let stops: (() => void)[] = [];
  let netuids: { genesisHash: string; atBlock: number; list: readonly number[] } | null = null;
  let askedAtBlock: number | null = null;
  let readAtBlock = 0;
  let reading: Promise<Overview> | null = null;
  let published = "";

  async function subnetNumbers(): Promise<readonly number[]> {
    const { identity } = chain.live();
    const atBlock = chain.head()?.number ?? 0;
    const fresh = netuids?.genesisHash === identity.genesisHash && atBlock - netuids.atBlock <= NETUIDS_KEPT_BLOCKS;
    if (!fresh || !netuids) netuids = { genesisHash: identity.genesisHash, atBlock, list: await readNetuids(chain) };
    return netuids.list;
  }

  async function read(only?: number): Promise<Overview> {
    const numbers = only === undefined ? await subnetNumbers() : [only];
    const { api } = chain.live();
    const own = new Map(ownHotkeys(keys).map((hotkey) => [hotkey.hotkey, hotkey]));
    const wallets = keys.list();
    const uids = storageItem(api, "SubtensorModule", "Uids");
    const account = storageItem(api, "System", "Account");
    const pairs = numbers.flatMap((netuid) => [...own.keys()].map((hotkey) => ({ netuid, hotkey })));
    const addresses = [...new Set(wallets.map(({ address }) => address))];
    const [number, exists, ...values] = await chain.read([
      [storageItem(api, "System", "Number")],
      [storageItem(api, "SubtensorModule", "NetworksAdded"), only ?? 0],
      ...addresses.map((address) => [account, address] as const),
      ...pairs.map(({ netuid, hotkey }) => [uids, netuid, hotkey] as const),
    ]);
    if (only !== undefined && exists?.toString() !== "true") {
      throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${only} on this network.`, {
        hint: "Choose a subnet from the list.",
        field: "netuid",
      });
    }
    const freeOf = new Map(addresses.map((address, at) => [address, toAccount(values[at]).freeRao]));
    const wanted = new Map<number, string[]>();
    pairs.forEach(({ netuid, hotkey }, at) => {
      const uid = values[addresses.length + at] as INumber | null | undefined;
      if (uid !== null && uid !== undefined) wanted.set(netuid, [...(wanted.get(netuid) ?? []), hotkey]);
    });
    const readings = await readSubnets(chain, wanted);
    const blockTimeMs = likelyBlockTimeMs(chain.status().blockTimeMs, chain.isPractice());
    return {
      atBlock: (number as u32).toNumber(),
      blockTimeMs,
      subnets: readings.map((subnet) => overviewSubnet(subnet, own, blockTimeMs)),
      wallets: wallets.map(({ walletId, name, address }) => ({
        walletId,
        name,
        coldkey: address,
        freeRao: (freeOf.get(address) ?? 0n).toString(),
      })),
      freeRao: [...freeOf.values()].reduce((sum, rao) => sum + rao, 0n).toString(),
    };
  }

  /** Everything, published and watched; several who ask at once share one reading. */
  function all(): Promise<Overview> {
    reading ??= (async () => {
      const { identity } = chain.live();
      const overview = await read();
      readAtBlock = overview.atBlock;
      alerts.look(identity.genesisHash, overview.subnets);
      const text = JSON.stringify(overview);
      if (text !== published) events.publish("neurons.changed", overview);
      published = text;
      return overview;
    })().finally(() => {
      reading = null;
    });
    return reading;
  }

  const quietly = (): void => {
    if (ownHotkeys(keys).length === 0) return;
    all().catch((err: unknown) => log.debug({ err }, "neurons are read again when the node is back"));
  };

  return {
    start() {
      stops = [
        chain.onLive(() => {
          readAtBlock = 0;
          published = "";
          quietly();
        }),
        chain.onHead(({ number }) => {
          const looked = askedAtBlock !== null && number - askedAtBlock <= LOOKING_BLOCKS;
          if (number - readAtBlock < (looked ? LOOKED_AT_BLOCKS : WATCH_BLOCKS)) return;
          readAtBlock = number;
          quietly();
        }),
        deps.settings.onChange(() => {
          if (chain.head()) quietly();
        }),
        events.subscribe("registration.changed", () => {
          if (chain.head()) quietly();
        }),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
    },
    overview(netuid) {
      askedAtBlock = chain.head()?.number ?? null;
      return netuid === undefined ? all() : read(netuid);
    },
  };
}
