import type { ApiPromise } from "@polkadot/api";
import type { Codec } from "@polkadot/types/types";
import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import { createStorageFollower } from "#main/chain/follow-storage.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { decodeStored, type StorageRead } from "#main/chain/read-many.ts";
import type { CallContext } from "#main/handlers/types.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { toAccount } from "#main/wallet/account.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { RegistrationOrder } from "#src/contract/registration.ts";
import { count } from "#src/words/count.ts";
import { createOrderRecords, type OrderRecord } from "./order-records.ts";

/** What an order is about, known when its plan is prepared. */
export interface OrderWish {
  readonly netuid: number;
  readonly walletId: string;
  readonly walletName: string;
  readonly hotkeyName: string;
  readonly hotkey: string;
  readonly ceilingRao: bigint;
}

/** Registrations that wait for the price. Each is sent once at most: the chain takes its number (nonce) only once. */
export interface Orders {
  start(): void;
  stop(): void;
  /** Remembers what a plan is about until it is signed. */
  expect(planId: string, wish: OrderWish): void;
  /** Signs the plan and keeps the signed call. It takes the place of an order for the same hotkey and subnet. */
  place(planId: string, password: string | undefined, context: CallContext): Promise<RegistrationOrder>;
  list(): RegistrationOrder[];
  /** Errors: `REGISTRATION_ORDER_UNKNOWN`, `REGISTRATION_ORDER_SETTLED`. */
  cancel(orderId: string): RegistrationOrder;
}

const OPEN: ReadonlySet<RegistrationOrder["state"]> = new Set(["waiting", "needsSignature"]);
const KEPT_WISHES = 200;

export function createOrders(deps: {
  chain: Chain;
  transactions: Pick<Transactions, "sign" | "submitSigned" | "get">;
  store: Store;
  clock: Clock;
  events: Events;
  activity: Pick<Activity, "add">;
  log: Logger;
  randomId: () => string;
}): Orders {
  const { chain, transactions, clock, events, activity, log } = deps;
  const records = createOrderRecords(deps.store);
  const wishes = new Map<string, OrderWish>();
  let stops: (() => void)[] = [];
  let looking = false;
  let lookAgain = false;
  let followedKeys: readonly string[] = [];

  const list = (): RegistrationOrder[] => records.list().map(({ view }) => view);
  const titleOf = ({ netuid, hotkeyName, ceilingRao }: RegistrationOrder): string =>
    `Order for ${hotkeyName} on subnet ${netuid} at ${formatTao(BigInt(ceilingRao))}`;

  function change(
    record: OrderRecord,
    state: RegistrationOrder["state"],
    sentence: string,
    level: "info" | "good" | "warning" | "danger",
    transactionId = record.view.transactionId,
  ): OrderRecord {
    const changed: OrderRecord = {
      ...record,
      view: { ...record.view, state, sentence, transactionId },
      // A signature that can no longer be used is not kept.
      signed: state === "waiting" || state === "fired" ? record.signed : null,
    };
    records.put(changed);
    events.publish("registration.ordersChanged", list());
    activity.add({
      area: "registration",
      level,
      text: `${titleOf(record.view)}: ${sentence}`,
      link: transactionId === null ? "/register" : `/transactions/${transactionId}`,
    });
    return changed;
  }

  const needSignature = (record: OrderRecord, because: string): OrderRecord =>
    change(record, "needsSignature", `${because} Sign it again to go on waiting, or cancel it.`, "warning");

  /** Why what was signed is worth nothing any more; null while it is good. */
  function voidReason({ view, signed }: OrderRecord, nonce: number, atBlock: number): string | null {
    if (!signed) return "Its signature is gone.";
    const { frame } = signed.plan;
    if (chain.live().identity.specVersion !== frame.specVersion)
      return "The chain was upgraded, which voids signatures.";
    if (atBlock + 1 >= view.validUntilBlock) return "Its signature has ended.";
    if (nonce !== frame.nonce) return "Another transaction of this coldkey was sent, which voids the signature.";
    return null;
  }

  async function fire(record: OrderRecord, burnRao: bigint): Promise<void> {
    const { signed } = record;
    if (!signed) return;
    const at = `The price is ${formatTao(burnRao)}.`;
    // On disk before it is sent; the chain itself takes the same bytes only once.
    const fired: OrderRecord = {
      ...record,
      view: { ...record.view, state: "fired", sentence: `${at} It is being sent.` },
    };
    records.put(fired);
    try {
      const sent = await transactions.submitSigned(signed.plan, signed.signature);
      change(fired, "fired", `${at} It was sent.`, "info", sent.transactionId);
      settle();
    } catch (error) {
      const code = error instanceof AppError ? error.code : "";
      if (code === "PLAN_OUTDATED" || code === "TRANSACTION_REFUSED") {
        needSignature(fired, error instanceof AppError ? error.message : "It was refused.");
        return;
      }
      log.info({ err: error, orderId: record.view.orderId }, "an order waits for the connection");
      records.put(record);
    }
  }

  /** Tells how sent orders ended. */
  function settle(): void {
    for (const record of records.list()) {
      const { state, transactionId } = record.view;
      if (state !== "fired" || transactionId === null) continue;
      const { state: sent, error, block } = transactions.get(transactionId);
      if (sent === "finalized" && error === null) {
        change(record, "done", `Registered in block ${count(block?.number ?? 0)}.`, "good");
      } else if (["finalized", "failed", "refused", "expired"].includes(sent)) {
        change(record, "failed", error?.message ?? "It was not included in time.", "danger");
      }
    }
  }

  async function look(atBlock: number): Promise<void> {
    const { identity, api } = chain.live();
    const mine = records.list().filter(({ genesisHash }) => genesisHash === identity.genesisHash);
    // Sent, and stopped before it was noted: the same bytes are tried again and cannot count twice.
    const waiting = mine.filter(
      ({ view }) => view.state === "waiting" || (view.state === "fired" && view.transactionId === null),
    );
    followedKeys = [
      ...new Set(waiting.flatMap((record) => readsOf(api, record)).map(([entry, ...keys]) => entry.key(...keys))),
    ];
    follower.follow();
    for (const record of waiting) {
      const [burnRead, accountRead] = readsOf(api, record);
      const burn = followed(api, burnRead);
      const account = followed(api, accountRead);
      // Not told yet: the first notice of what is followed comes soon.
      if (burn === undefined || account === undefined) continue;
      const burnRao = BigInt(burn?.toString() ?? "0");
      const { nonce } = toAccount(account);
      // A cancel may have come meanwhile.
      const now = records.get(record.view.orderId);
      if (!now || !["waiting", "fired"].includes(now.view.state)) continue;
      const reason = voidReason(now, nonce, atBlock);
      if (reason !== null) needSignature(now, reason);
      else if (burnRao <= BigInt(now.view.ceilingRao)) await fire(now, burnRao);
    }
  }

  /** What decides about an order: the price of its subnet and the account that signed it. */
  const readsOf = (api: ApiPromise, { view, signed }: OrderRecord): [StorageRead, StorageRead] => [
    [storageItem(api, "SubtensorModule", "Burn"), view.netuid],
    [storageItem(api, "System", "Account"), signed?.plan.frame.address ?? view.hotkey],
  ];

  /** A followed value; undefined while it was not told. Error: `NETWORK_REPLY_BROKEN`. */
  const followed = (api: ApiPromise, [entry, ...keys]: StorageRead): Codec | null | undefined => {
    const stored = follower.value(entry.key(...keys));
    return stored === undefined ? undefined : decodeStored(api, entry, stored);
  };

  const follower = createStorageFollower({
    chain,
    log,
    what: "prices that orders wait for",
    keysOf: () => followedKeys,
    onChange: () => onHead(chain.head()?.number ?? 0),
  });

  function onHead(atBlock: number): void {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    look(atBlock)
      .catch((err: unknown) => log.debug({ err }, "orders are looked at again when the node is back"))
      .finally(() => {
        looking = false;
        if (!lookAgain) return;
        lookAgain = false;
        onHead(chain.head()?.number ?? 0);
      });
  }

  return {
    start() {
      events.publish("registration.ordersChanged", list());
      settle();
      const now = (): void => onHead(chain.head()?.number ?? 0);
      stops = [
        chain.onLive(now),
        chain.onHead(({ number }) => onHead(number)),
        events.subscribe("transactions.changed", () => settle()),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      follower.stop();
    },
    expect(planId, wish) {
      wishes.set(planId, wish);
      for (const oldest of wishes.keys()) {
        if (wishes.size <= KEPT_WISHES) break;
        wishes.delete(oldest);
      }
    },
    async place(planId, password, context) {
      const wish = wishes.get(planId);
      if (!wish) {
        throw new AppError("PLAN_UNKNOWN", "There is no such plan for an order.", {
          hint: "Prepare the order again; plans are forgotten when Tausmith stops.",
          field: "planId",
        });
      }
      const { plan, signature } = await transactions.sign(planId, password, context);
      wishes.delete(planId);
      const { genesisHash } = plan.frame;
      for (const former of records.list()) {
        const same =
          former.genesisHash === genesisHash &&
          former.view.netuid === wish.netuid &&
          former.view.hotkey === wish.hotkey;
        if (same && OPEN.has(former.view.state)) change(former, "cancelled", "A newer order takes its place.", "info");
      }
      const view: RegistrationOrder = {
        ...wish,
        orderId: deps.randomId(),
        network: plan.view.network.name,
        ceilingRao: wish.ceilingRao.toString(),
        state: "waiting",
        sentence: "",
        placedAtMs: clock.nowMs(),
        validUntilBlock: plan.view.era.deathBlock,
        transactionId: null,
      };
      const record: OrderRecord = { genesisHash, view, signed: { plan, signature } };
      const { view: placed } = change(record, "waiting", "Waits until the price has fallen; it is sent once.", "info");
      onHead(chain.head()?.number ?? 0);
      return placed;
    },
    list,
    cancel(orderId) {
      const record = records.get(orderId);
      if (!record) {
        throw new AppError("REGISTRATION_ORDER_UNKNOWN", "There is no such order.", {
          hint: "Take an id from the list of orders.",
          field: "orderId",
        });
      }
      if (!OPEN.has(record.view.state)) {
        throw new AppError("REGISTRATION_ORDER_SETTLED", "This order is over; there is nothing to cancel.", {
          hint: record.view.transactionId === null ? "Look at the list of orders." : "Look at its transaction.",
          field: "orderId",
        });
      }
      return change(record, "cancelled", "Cancelled; its signature is forgotten.", "info").view;
    },
  };
}
