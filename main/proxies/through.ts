import type { Call } from "@polkadot/types/interfaces";
import { buildCall } from "#main/chain/lookup.ts";
import { row } from "#main/staking/bill-rows.ts";
import { callHashOf, spendsOf, spendsWarning } from "#main/transactions/kept-calls.ts";
import type { PlanSpec } from "#main/transactions/plan-spec.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanRow, PlanView } from "#src/contract/transactions.ts";
import { announcementDeposit } from "#src/fees/deposits.ts";
import { count } from "#src/words/count.ts";
import { chooseProxy } from "./choose-proxy.ts";
import { actedCalls } from "./filtered-call.ts";
import type { ProxyParts } from "./parts.ts";
import { type Held, readDelegates, type StoredAnnouncement, type StoredProxy } from "./read-proxies.ts";
import { depositRows, readFeePayer, rowsOf, specOf, warningsOf } from "./wrap.ts";

export interface ThroughWish {
  readonly planId: string;
  readonly delegateWalletId: string;
  readonly type?: string | undefined;
}
export interface AnnouncedWish {
  readonly real: string;
  readonly delegate: string;
  readonly callHash: string;
}

const NO_ALPHA = "Through a proxy the fee cannot be taken in alpha: free TAO of who pays has to cover it.";
const INNER_FAILS =
  "The transaction itself succeeds even when the call inside fails; Tausmith reads what became of it and tells.";

const actingRows = (real: string, delegate: string, { type }: StoredProxy): PlanRow[] => [
  row("Acts for", real, "address"),
  row("Through the proxy", delegate, "address"),
  row("As", type),
];

const noAnnouncement = (): AppError =>
  new AppError("PROXY_NOT_ANNOUNCED", "There is no such announcement: it ran, was taken back, or was rejected.", {
    hint: "Look at the list of announcements again.",
    field: "callHash",
  });

/** What a wrapped plan keeps of the one inside. */
const passedOn = ({
  spendsMaxRao,
  spendsExpectedRao,
  reservesRao,
  receives,
  allowDeath,
  items,
  afterSuccess,
}: PlanSpec) => ({
  spendsMaxRao,
  spendsExpectedRao,
  ...(reservesRao === undefined ? {} : { reservesRao }),
  ...(receives === undefined ? {} : { receives }),
  ...(allowDeath === undefined ? {} : { allowDeath }),
  ...(items === undefined ? {} : { items }),
  ...(afterSuccess === undefined ? {} : { afterSuccess }),
});

/** The right still stands; looked at once more right before a signature. */
export const stillHolds =
  ({ proxiesOf }: Pick<ProxyParts, "proxiesOf">, real: string, right: StoredProxy) =>
  async (): Promise<void> => {
    const { list } = await proxiesOf(real);
    const same = list.some(
      (one) => one.delegate === right.delegate && one.type === right.type && one.delayBlocks === right.delayBlocks,
    );
    if (same) return;
    throw new AppError("PLAN_OUTDATED", "The account has taken this right back after the plan was made.", {
      hint: "Ask its owner, or choose another proxy.",
    });
  };

/** Plans that act for another account: at once, announced, later. */
export function createThrough(parts: ProxyParts) {
  const { chain, keys, transactions, kept, records, filters, genesis, proxiesOf, walletAt, limits } = parts;

  const announcedBy = async (delegate: string): Promise<Held<StoredAnnouncement>> =>
    (await readDelegates(chain, [delegate], [])).announced.get(delegate) ?? { list: [], depositRao: 0n };

  /** The right that fits a plan's call, with all that has to hold when it is signed. */
  async function rightFor({ planId, delegateWalletId, type }: ThroughWish, delayed: boolean) {
    const plan = transactions.planFor(planId);
    const spec = specOf(plan);
    const { api } = chain.live();
    const real = plan.view.signer.address;
    const delegate = keys.get(delegateWalletId).address;
    const call = api.registry.createType<Call>("Call", plan.frame.callHex);
    const [{ list }, types] = await Promise.all([proxiesOf(real), filters.types()]);
    const right = chooseProxy(list, { delegate, type, delayed }, actedCalls(api, call), types);
    return { plan, spec, real, delegate, right, callHex: plan.frame.callHex };
  }

  async function prepareVia(wish: ThroughWish): Promise<PlanView> {
    const { plan, spec, real, delegate, right, callHex } = await rightFor(wish, false);
    const { api } = chain.live();
    const wrapped = (inner: string) => (on: typeof api) => buildCall(on, "Proxy", "proxy", real, right.type, inner);
    const payer = await readFeePayer(chain, wrapped(callHex)(api).method.toHex(), delegate);
    return transactions.prepare({
      ...passedOn(spec),
      title: `${spec.title}, through a proxy`,
      signer: { walletId: wish.delegateWalletId, role: "coldkey" },
      accounts: { feePayer: payer, spender: plan.view.spender ?? real },
      call: wrapped(callHex),
      rows: (facts) => [...actingRows(real, delegate, right), ...rowsOf(spec)(facts)],
      warnings: warningsOf(spec, [INNER_FAILS, ...(spec.feeInAlpha ? [NO_ALPHA] : [])]),
      beforeSigning: async () => {
        await stillHolds(parts, real, right)();
        await spec.beforeSigning?.();
      },
    });
  }

  async function prepareAnnounce(wish: ThroughWish): Promise<PlanView> {
    const { spec, real, delegate, right, callHex } = await rightFor(wish, true);
    const callHash = callHashOf(callHex);
    const held = await announcedBy(delegate);
    const { maxPending } = limits();
    if (held.list.some((one) => one.real === real && one.callHash === callHash)) {
      throw new AppError("PROXY_ANNOUNCED_ALREADY", "This very call is announced already.", {
        hint: "Run it when its delay is over.",
        field: "planId",
      });
    }
    if (held.list.length >= maxPending) {
      throw new AppError(
        "PROXY_TOO_MANY",
        `This delegate has ${held.list.length} announcements waiting, as many as the chain allows.`,
        {
          hint: "Run one or take one back first.",
          details: { most: maxPending },
        },
      );
    }
    const depositRao = announcementDeposit(limits(), held.list.length + 1) - held.depositRao;
    // Kept before it is signed: once announced, nothing but these bytes can run it.
    kept.keep(genesis(), callHex, spec);
    records.noteMine(genesis(), { delegate, real, callHash });
    return transactions.prepare({
      title: `Announce: ${spec.title}`,
      signer: { walletId: wish.delegateWalletId, role: "coldkey" },
      call: (api) => buildCall(api, "Proxy", "announce", real, callHash),
      rows: (facts) => [
        ...actingRows(real, delegate, right),
        row("Hash of the call", callHash),
        ...rowsOf(spec)(facts).filter(({ place }) => place === undefined),
        ...depositRows(
          "the announcement",
          depositRao > 0n ? depositRao : 0n,
          "when the call ran, or is taken back or rejected",
        ),
      ],
      reservesRao: depositRao > 0n ? depositRao : 0n,
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [
        "Only the hash goes to the chain now. The call's bytes are kept here; without them it cannot be run.",
        "Figures above are those of now; the call runs at the prices of then.",
      ],
    });
  }

  async function prepareExecute(wish: AnnouncedWish & { delegateWalletId: string }): Promise<PlanView> {
    const { real, delegate, callHash, delegateWalletId } = wish;
    const { api } = chain.live();
    const known = kept.find(genesis(), callHash);
    if (!known) {
      throw new AppError(
        "PROXY_CALL_UNKNOWN",
        "The bytes of this call are not known here, and the chain has only their hash.",
        {
          hint: "Paste the call's bytes from whoever announced it.",
          field: "callHash",
        },
      );
    }
    const call = api.registry.createType<Call>("Call", known.callHex);
    const [{ list }, types, held] = await Promise.all([proxiesOf(real), filters.types(), announcedBy(delegate)]);
    const told = held.list.find((one) => one.real === real && one.callHash === callHash);
    if (!told) throw noAnnouncement();
    const right = chooseProxy(list, { delegate, type: undefined, delayed: "either" }, actedCalls(api, call), types);
    const readyAt = told.atBlock + right.delayBlocks;
    // A plan goes into the next block at the earliest.
    const nextBlock = (chain.head()?.number ?? 0) + 1;
    if (nextBlock < readyAt) {
      throw new AppError(
        "PROXY_TOO_EARLY",
        `The call may run from block ${count(readyAt)} on; the next one is ${count(nextBlock)}.`,
        {
          hint: `Wait ${count(readyAt - nextBlock)} blocks more.`,
          details: { readyAtBlock: readyAt, blocksLeft: readyAt - nextBlock },
        },
      );
    }
    const signer = keys.get(delegateWalletId).address;
    return transactions.prepare({
      title: `Run: ${known.title ?? "an announced call"}`,
      signer: { walletId: delegateWalletId, role: "coldkey" },
      // The chain charges who signs, whatever was agreed about proxy calls.
      accounts: { feePayer: signer, spender: real },
      call: (on) => buildCall(on, "Proxy", "proxy_announced", delegate, real, right.type, known.callHex),
      rows: [
        ...actingRows(real, delegate, right),
        row("Announced in block", count(told.atBlock)),
        row("Hash of the call", callHash),
        row("Deposit of the delegate", "comes back with this"),
      ],
      ...spendsOf(known),
      warnings: [INNER_FAILS, spendsWarning(known)],
    });
  }

  async function needAnnouncement({ real, delegate, callHash }: AnnouncedWish) {
    const held = await announcedBy(delegate);
    const left = held.list.filter((one) => one.real !== real || one.callHash !== callHash);
    if (left.length === held.list.length) throw noAnnouncement();
    const due = announcementDeposit(limits(), left.length);
    return { returnsRao: held.depositRao - due, known: kept.find(genesis(), callHash) };
  }

  async function dropPlan(wish: AnnouncedWish, by: "delegate" | "real"): Promise<PlanView> {
    const { real, delegate, callHash } = wish;
    const { returnsRao, known } = await needAnnouncement(wish);
    const withdraws = by === "delegate";
    const what = known?.title ?? "an announced call";
    return transactions.prepare({
      title: withdraws ? `Take back: ${what}` : `Reject: ${what}`,
      signer: { walletId: walletAt(withdraws ? delegate : real), role: "coldkey" },
      call: (api) =>
        withdraws
          ? buildCall(api, "Proxy", "remove_announcement", real, callHash)
          : buildCall(api, "Proxy", "reject_announcement", delegate, callHash),
      rows: [
        row("For", real, "address"),
        row("Delegate", delegate, "address"),
        row("Hash of the call", callHash),
        row("Deposit that goes back to the delegate", returnsRao.toString(), "rao"),
      ],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: withdraws
        ? []
        : ["The delegate stays a proxy and can announce again; remove it if you do not trust it."],
    });
  }

  return {
    prepareVia,
    prepareAnnounce,
    prepareExecute,
    prepareWithdraw: (wish: AnnouncedWish) => dropPlan(wish, "delegate"),
    prepareReject: (wish: AnnouncedWish) => dropPlan(wish, "real"),
  };
}
