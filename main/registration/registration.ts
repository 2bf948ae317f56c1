import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import { createStorageFollower } from "#main/chain/follow-storage.ts";
import { storageItem } from "#main/chain/lookup.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { PlanSpec, Success } from "#main/transactions/plan-spec.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type {
  LostUid,
  PriceForecast,
  RegistrationCheck,
  RegistrationPrice,
  RegistrationStatus,
} from "#src/contract/registration.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { blocksUntilBurn, bumpBurn } from "#src/registration/burn-price.ts";
import { forecastSentence } from "#src/registration/forecast-sentence.ts";
import { checkMany } from "./check-many.ts";
import { explainLoss } from "./explain-loss.ts";
import type { Asked } from "./judge-many.ts";
import { createOrders, type Orders } from "./orders.ts";
import { parametersOf } from "./parameters-of.ts";
import { planMany } from "./plan-many.ts";
import { planOrder } from "./plan-order.ts";
import { planRegistration } from "./plan-registration.ts";
import { quoteRegistration } from "./quote-registration.ts";
import { type KnownPair, readNetuids, readStatuses } from "./read-mine.ts";
import { type PriceLine, readPrice, readPriceLine } from "./read-price.ts";
import { createUidHistory } from "./uid-history.ts";

/** So many pairs of hotkey and subnet are followed; of more only those that hold a UID, the rest is looked at now and then. */
const PAIRS_FOLLOWED = 200;
const FULL_LOOK_BLOCKS = 25;
/** Subnets appear and vanish rarely. */
const NETUIDS_KEPT_BLOCKS = 100;

/** One hotkey for one subnet among several. */
export interface ManyItem {
  readonly netuid: number;
  readonly hotkeyName: string;
  readonly ceilingRao?: bigint | undefined;
}

export interface Registration {
  start(): void;
  stop(): void;
  /** Errors: `SUBNET_UNKNOWN`, `REGISTRATION_ROOT`, `NETWORK_OFFLINE`. */
  price(netuid: number): Promise<RegistrationPrice>;
  /** What registering would cost an address, without a key. Errors: as `prepare`. */
  quote(wish: { netuid: number; coldkey: string; hotkey: string; ceilingRao?: bigint | undefined }): Promise<QuoteView>;
  /** A plan that pays no more than the ceiling. Errors: `REGISTRATION_…`, `TRANSACTION_BALANCE_TOO_LOW`, `KEY_…`. */
  prepare(wish: {
    netuid: number;
    walletId: string;
    hotkeyName: string;
    ceilingRao?: bigint | undefined;
  }): Promise<PlanView>;
  /**
   * What to sign, after so many other registrations on the subnet in the same transaction, each of which raises the
   * price. Errors: as `prepare`, too little balance apart.
   */
  describe(
    wish: { netuid: number; walletId: string; hotkeyName: string; ceilingRao?: bigint | undefined },
    registrationsBefore: number,
    price: RegistrationPrice,
  ): Promise<PlanSpec>;
  /** Several in one transaction, all or none. Errors: as `prepare`, and `REGISTRATION_TWICE`. */
  prepareMany(walletId: string, items: readonly ManyItem[]): Promise<PlanView>;
  /** How several registrations of one batch stand. Errors: `SUBNET_UNKNOWN`, `REGISTRATION_ROOT`, `NETWORK_OFFLINE`, `KEY_…`. */
  checkMany(walletId: string, items: readonly ManyItem[]): Promise<RegistrationCheck>;
  /** When the price falls to a target. Errors: as `price`. */
  forecast(netuid: number, targetRao: bigint): Promise<PriceForecast>;
  /** A plan to be signed now and sent once the price has fallen; `orders.place` takes it. Errors: as `prepare`. */
  prepareOrder(wish: { netuid: number; walletId: string; hotkeyName: string; ceilingRao: bigint }): Promise<PlanView>;
  readonly orders: Pick<Orders, "place" | "list" | "cancel">;
  /** UIDs lost on the connected chain, newest first. Errors: `NETWORK_OFFLINE`. */
  lost(): LostUid[];
  status(netuid: number, hotkey: string): Promise<RegistrationStatus>;
  /** UIDs that this profile's hotkeys hold, on all subnets. */
  mine(): Promise<RegistrationStatus[]>;
}

export function createRegistration(deps: {
  chain: Chain;
  keys: Pick<Keys, "list" | "get" | "hotkey">;
  transactions: Pick<Transactions, "prepare" | "fees" | "sign" | "submitSigned" | "get">;
  events: Events;
  activity: Pick<Activity, "add">;
  store: Store;
  clock: Clock;
  randomId: () => string;
  log: Logger;
}): Registration {
  const { chain, keys, transactions, events, activity, log } = deps;
  const history = createUidHistory(deps.store);
  const orders = createOrders(deps);
  let stops: (() => void)[] = [];
  let netuids: { readonly genesisHash: string; readonly atBlock: number; readonly list: readonly number[] } | null =
    null;
  let held: RegistrationStatus[] | null = null;
  let heldOn = "";
  let lastFullLook = 0;
  let followsAll = true;
  let followedKeys: readonly string[] = [];
  let looking: Promise<RegistrationStatus[]> | null = null;

  const ownHotkeys = (): string[] => [
    ...new Set(keys.list().flatMap((wallet) => wallet.hotkeys.map((hotkey) => hotkey.address))),
  ];

  async function subnetNumbers(): Promise<readonly number[]> {
    const { identity } = chain.live();
    const atBlock = chain.head()?.number ?? 0;
    const old = netuids?.genesisHash !== identity.genesisHash || atBlock - netuids.atBlock > NETUIDS_KEPT_BLOCKS;
    if (old || !netuids) netuids = { genesisHash: identity.genesisHash, atBlock, list: await readNetuids(chain) };
    return netuids.list;
  }

  /** Name of a hotkey of this profile. */
  const nameOf = (hotkey: string): string =>
    keys
      .list()
      .flatMap((wallet) => wallet.hotkeys)
      .find(({ address }) => address === hotkey)?.name ?? hotkey;

  /** Says how a UID was lost, and remembers it. */
  async function tellLoss(genesisHash: string, was: RegistrationStatus): Promise<void> {
    const lost = await explainLoss(chain, was, nameOf(was.hotkey));
    if (!lost) return;
    history.addLost(genesisHash, lost);
    activity.add({ area: "registration", level: "danger", text: lost.sentence, link: "/neurons" });
  }

  /** Tells what changed since the last look, which may have been before a restart: a UID won, moved or lost. */
  async function compare(now: RegistrationStatus[]): Promise<void> {
    const { genesisHash } = chain.live().identity;
    const former = heldOn === genesisHash ? held : history.held(genesisHash);
    held = now;
    heldOn = genesisHash;
    const plain = (list: RegistrationStatus[] | null): string =>
      JSON.stringify((list ?? []).map(({ atBlock: _, ...rest }) => rest));
    if (former !== null && plain(former) === plain(now)) return;
    const own = ownHotkeys();
    for (const was of former ?? []) {
      // A slot taken and won again between two looks has another registration block.
      const same = ({ netuid, hotkey, registeredAtBlock }: RegistrationStatus): boolean =>
        netuid === was.netuid && hotkey === was.hotkey && registeredAtBlock === was.registeredAtBlock;
      if (own.includes(was.hotkey) && !now.some(same)) await tellLoss(genesisHash, was);
    }
    history.keepHeld(genesisHash, now);
    events.publish("registration.changed", now);
  }

  async function look(everywhere: boolean): Promise<RegistrationStatus[]> {
    const hotkeys = ownHotkeys();
    const known = (held ?? []).filter((status) => hotkeys.includes(status.hotkey));
    const uidOf = (netuid: number, hotkey: string): number | null =>
      known.find((status) => status.netuid === netuid && status.hotkey === hotkey)?.uid ?? null;
    const pairs: KnownPair[] = everywhere
      ? (await subnetNumbers())
          .filter((netuid) => netuid !== 0)
          .flatMap((netuid) => hotkeys.map((hotkey) => ({ netuid, hotkey, uid: uidOf(netuid, hotkey) })))
      : known;
    const statuses = pairs.length === 0 ? [] : await readStatuses(chain, pairs);
    const now = statuses.filter((status) => status.registered);
    await compare(now);
    return now;
  }

  function mine(): Promise<RegistrationStatus[]> {
    looking ??= look(true).finally(() => {
      looking = null;
    });
    return looking;
  }

  const follower = createStorageFollower({
    chain,
    log,
    what: "UIDs",
    keysOf: () => followedKeys,
    onChange: () => quietly(onChange()),
  });

  /** Follows every pair while they are few, else those that hold a UID. */
  async function follow(): Promise<void> {
    const hotkeys = ownHotkeys();
    const numbers = hotkeys.length === 0 ? [] : (await subnetNumbers()).filter((netuid) => netuid !== 0);
    followsAll = hotkeys.length * numbers.length <= PAIRS_FOLLOWED;
    const pairs = followsAll
      ? numbers.flatMap((netuid) => hotkeys.map((hotkey) => ({ netuid, hotkey })))
      : (held ?? []).filter(({ hotkey }) => hotkeys.includes(hotkey));
    const uids = storageItem(chain.api(), "SubtensorModule", "Uids");
    followedKeys = pairs.map(({ netuid, hotkey }) => uids.key(netuid, hotkey));
    follower.follow();
  }

  async function onChange(): Promise<void> {
    if (followsAll) await mine();
    else await look(false);
  }

  /** Subnets come and go, and a slot may be lost and won within one block: now and then everything is looked at. */
  async function onHead(block: number): Promise<void> {
    if (looking || ownHotkeys().length === 0) return;
    if (block - lastFullLook < FULL_LOOK_BLOCKS && held !== null) return;
    lastFullLook = block;
    await mine();
    await follow();
  }

  /** After a connect, and when keys came or went. */
  async function begin(): Promise<void> {
    lastFullLook = chain.head()?.number ?? 0;
    await follow();
    await mine();
  }

  const quietly = (work: Promise<unknown>): void => {
    work.catch((err: unknown) => log.debug({ err }, "registrations are read again when the node is back"));
  };

  function wishOf(netuid: number, walletId: string, hotkeyName: string, ceilingRao?: bigint) {
    const hotkey = keys.hotkey(walletId, hotkeyName).address;
    const { genesisHash } = chain.live().identity;
    return {
      netuid,
      walletId,
      coldkey: keys.get(walletId).address,
      hotkeyName,
      hotkey,
      ceilingRao: ceilingRao ?? null,
      ownHotkeys: ownHotkeys(),
      buried:
        history.lost(genesisHash).find((lost) => lost.buried && lost.netuid === netuid && lost.hotkey === hotkey) ??
        null,
    };
  }

  /** Each item with the price and the line of its subnet, read once a subnet. */
  async function askedOf(walletId: string, items: readonly ManyItem[]): Promise<Asked[]> {
    const numbers = [...new Set(items.map(({ netuid }) => netuid))];
    const lines = new Map(
      await Promise.all(numbers.map(async (netuid) => [netuid, await readPriceLine(chain, netuid)] as const)),
    );
    return items.map(({ netuid, hotkeyName, ceilingRao }) => ({
      wish: wishOf(netuid, walletId, hotkeyName, ceilingRao),
      line: lines.get(netuid) as PriceLine,
    }));
  }

  async function confirmUid(netuid: number, hotkey: string, { block }: Success): Promise<void> {
    const [status] = await readStatuses(chain, [{ netuid, hotkey }], block.hash);
    activity.add(
      status?.registered
        ? {
            area: "registration",
            level: "good",
            text: `Registered on subnet ${netuid} as UID ${status.uid}, protected until block ${status.immuneUntilBlock}.`,
            link: "/register",
          }
        : {
            area: "registration",
            level: "danger",
            text: `The registration on subnet ${netuid} was paid, but the chain shows no UID for the hotkey.`,
            link: "/register",
          },
    );
    await mine();
  }

  return {
    start() {
      orders.start();
      stops = [
        chain.onLive(() => quietly(begin())),
        chain.onHead((head) => quietly(onHead(head.number))),
        events.subscribe("wallet.changed", () => {
          if (chain.head()) quietly(begin());
        }),
      ];
    },
    stop() {
      orders.stop();
      follower.stop();
      for (const stop of stops) stop();
      stops = [];
    },
    price: (netuid) => readPrice(chain, netuid),
    async quote({ netuid, coldkey, hotkey, ceilingRao }) {
      decodeAddress(coldkey, { field: "coldkey" });
      decodeAddress(hotkey, { field: "hotkey" });
      const price = await readPrice(chain, netuid);
      const names = { walletId: "", hotkeyName: "", ownHotkeys: ownHotkeys(), buried: null };
      return quoteRegistration(
        chain,
        transactions.fees,
        { ...names, netuid, coldkey, hotkey, ceilingRao: ceilingRao ?? null },
        price,
      );
    },
    async prepare({ netuid, walletId, hotkeyName, ceilingRao }) {
      const wish = wishOf(netuid, walletId, hotkeyName, ceilingRao);
      const price = await readPrice(chain, netuid);
      const spec = await planRegistration(chain, wish, price, (success) => confirmUid(netuid, wish.hotkey, success));
      return transactions.prepare(spec);
    },
    async describe({ netuid, walletId, hotkeyName, ceilingRao }, registrationsBefore, price) {
      const wish = wishOf(netuid, walletId, hotkeyName, ceilingRao);
      const parameters = parametersOf(price);
      let burnRao = BigInt(price.burnRao);
      for (let before = 0; parameters && before < registrationsBefore; before += 1) {
        burnRao = bumpBurn(burnRao, parameters);
      }
      const met = { ...price, burnRao: burnRao.toString() };
      return planRegistration(chain, wish, met, (success) => confirmUid(netuid, wish.hotkey, success));
    },
    async prepareMany(walletId, items) {
      const asked = await askedOf(walletId, items);
      const spec = await planMany(chain, asked, async (success) => {
        for (const { wish } of asked) await confirmUid(wish.netuid, wish.hotkey, success);
      });
      return transactions.prepare(spec);
    },
    async checkMany(walletId, items) {
      const waiting = orders.list().filter((order) => order.walletId === walletId && order.state === "waiting");
      return checkMany(chain, await askedOf(walletId, items), waiting.length);
    },
    async forecast(netuid, targetRao) {
      const price = await readPrice(chain, netuid);
      const burnRao = BigInt(price.burnRao);
      const parameters = parametersOf(price);
      const there = burnRao <= targetRao ? 0 : null;
      const blocks = parameters ? blocksUntilBurn(burnRao, targetRao, parameters) : there;
      return {
        netuid,
        targetRao: targetRao.toString(),
        burnRao: price.burnRao,
        blocks,
        ms: blocks === null ? null : blocks * price.blockTimeMs,
        known: parameters !== null,
        sentence: forecastSentence(targetRao, BigInt(price.minBurnRao), blocks, price.blockTimeMs, parameters !== null),
        atBlock: price.atBlock,
      };
    },
    async prepareOrder({ netuid, walletId, hotkeyName, ceilingRao }) {
      const wish = { ...wishOf(netuid, walletId, hotkeyName), ceilingRao };
      const plan = await transactions.prepare(await planOrder(chain, wish, await readPrice(chain, netuid)));
      const walletName = keys.get(walletId).name;
      orders.expect(plan.planId, { netuid, walletId, walletName, hotkeyName, hotkey: wish.hotkey, ceilingRao });
      return plan;
    },
    orders,
    lost: () => history.lost(chain.live().identity.genesisHash),
    async status(netuid, hotkey) {
      decodeAddress(hotkey, { field: "hotkey" });
      const [status] = await readStatuses(chain, [{ netuid, hotkey }]);
      if (!status) throw new AppError("NETWORK_OFFLINE", "The node gave no answer.", { hint: "Try again." });
      return status;
    },
    mine,
  };
}
