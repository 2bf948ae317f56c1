import type { Codec, INumber } from "@polkadot/types/types";
import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import { storageItem } from "#main/chain/lookup.ts";
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
    if (waiting.length === 0) return;
    const burn = storageItem(api, "SubtensorModule", "Burn");
    const account = storageItem(api, "System", "Account");
    const values = await chain.read(
      waiting.flatMap(({ view, signed }) => [
        [burn, view.netuid] as const,
        [account, signed?.plan.frame.address ?? view.hotkey] as const,
      ]),
    );
    for (const [place, record] of waiting.entries()) {
      const burnRao = BigInt((values[place * 2] as (Codec & INumber) | null)?.toString() ?? "0");
      const { nonce } = toAccount(values[place * 2 + 1]);
      // A cancel may have come meanwhile.
      const now = records.get(record.view.orderId);
      if (!now || !["waiting", "fired"].includes(now.view.state)) continue;
      const reason = voidReason(now, nonce, atBlock);
      if (reason !== null) needSignature(now, reason);
      else if (burnRao <= BigInt(now.view.ceilingRao)) await fire(now, burnRao);
    }
  }

  function onHead(atBlock: number): void {
    if (looking) return;
    looking = true;
    look(atBlock)
      .catch((err: unknown) => log.debug({ err }, "orders are looked at again when the node is back"))
      .finally(() => {
        looking = false;
      });
  }

  return {
    start() {
      events.publish("registration.ordersChanged", list());
      settle();
      stops = [chain.onHead(({ number }) => onHead(number)), events.subscribe("transactions.changed", () => settle())];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
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
      return change(record, "waiting", "Waits until the price has fallen; it is sent once.", "info").view;
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
