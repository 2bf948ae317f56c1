import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import { constantBigint, hasCapability } from "#main/chain/lookup.ts";
import { oneAtATime } from "#main/chain/one-at-a-time.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import type { KeptCalls } from "#main/transactions/kept-calls.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { shortAddress } from "#src/address/short-address.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import type { MultisigOperation, MultisigsView, MultisigView } from "#src/contract/multisig.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { compareAccounts, multisigAccount } from "#src/multisig/multisig-account.ts";
import { createMultisigRecords, type MultisigRecord } from "./multisig-records.ts";
import { createMultisigPlans } from "./plans.ts";
import { readOperations, type StoredOperation } from "./read-operations.ts";

/** Accounts of several signatories. Errors: `MULTISIG_…`, `PLAN_…`, `NETWORK_…`, those of the key room. */
export interface Multisig extends ReturnType<typeof createMultisigPlans> {
  start(): void;
  stop(): void;
  address(signatories: readonly string[], threshold: number): { address: string; signatories: string[] };
  add(name: string, signatories: readonly string[], threshold: number): MultisigView;
  forget(address: string): void;
  list(): Promise<MultisigsView>;
  learnCall(callHex: string): { callHash: string; call: PlanView["call"] };
}

const lacks = (): AppError =>
  new AppError("NETWORK_LACKS_CAPABILITY", "This network's runtime has no multisigs.", {
    hint: "Use a network whose runtime has them.",
    details: { section: "Multisig" },
  });

export function createMultisig(deps: {
  chain: Chain;
  keys: Pick<Keys, "get" | "list" | "watch">;
  transactions: Pick<Transactions, "prepare" | "planFor">;
  kept: KeptCalls;
  store: Store;
  events: Events;
  activity: Pick<Activity, "add">;
  log: Logger;
}): Multisig {
  const { chain, keys, transactions, kept, events, activity, log } = deps;
  const records = createMultisigRecords(deps.store);
  /** Operations that were told of in this run, so that each new one is told once. */
  const told = new Set<string>();
  let stops: (() => void)[] = [];

  const genesis = (): string => chain.live().identity.genesisHash;
  const walletAt = (address: string) => keys.list().find((wallet) => wallet.address === address);
  const nameOf = (address: string): string => walletAt(address)?.name ?? shortAddress(address);

  function derive(signatories: readonly string[], threshold: number): MultisigRecord {
    const accounts = signatories.map((one) => decodeAddress(one, { field: "signatories" }).accountId);
    const sorted = [...accounts].sort(compareAccounts).map((one) => encodeAddress(one));
    if (new Set(sorted).size !== sorted.length) {
      throw new AppError("MULTISIG_TWICE", "A signatory is named twice.", {
        hint: "Name each signatory once.",
        field: "signatories",
      });
    }
    if (threshold > sorted.length) {
      throw new AppError(
        "MULTISIG_THRESHOLD",
        `${threshold} approvals of ${sorted.length} signatories can never come together.`,
        {
          hint: `Choose a threshold of at most ${sorted.length}.`,
          field: "threshold",
          details: { most: sorted.length },
        },
      );
    }
    return { address: encodeAddress(multisigAccount(accounts, threshold)), name: "", threshold, signatories: sorted };
  }

  const toView = ({ address, name, threshold, signatories }: MultisigRecord): MultisigView => ({
    address,
    name,
    threshold,
    signatories: signatories.map((one) => ({
      address: one,
      walletId: walletAt(one)?.walletId ?? null,
      name: walletAt(one)?.name ?? null,
    })),
    walletId: walletAt(address)?.walletId ?? null,
  });

  function toOperation(record: MultisigRecord, one: StoredOperation): MultisigOperation {
    const { api } = chain.live();
    const known = kept.read(api, genesis(), one.callHash);
    const own = record.signatories.flatMap((address) => {
      const wallet = walletAt(address);
      return wallet && wallet.kind !== "watch" ? [wallet] : [];
    });
    return {
      ...one,
      approvals: [...one.approvals],
      depositRao: one.depositRao.toString(),
      threshold: record.threshold,
      missing: Math.max(0, record.threshold - one.approvals.length),
      title: known?.title ?? null,
      call: known?.call ?? null,
      canApprove: own.filter(({ address }) => !one.approvals.includes(address)).map(({ walletId }) => walletId),
      canCancel: own.find(({ address }) => address === one.depositor)?.walletId ?? null,
    };
  }

  async function read(): Promise<MultisigsView> {
    const { api } = chain.live();
    if (!hasCapability(api, "storage", "Multisig", "Multisigs")) throw lacks();
    const all = records.list();
    const open = await readOperations(
      chain,
      all.map(({ address }) => address),
    );
    return {
      multisigs: all.map(toView),
      operations: open.flatMap((one) => {
        const record = all.find(({ address }) => address === one.address);
        return record ? [toOperation(record, one)] : [];
      }),
      deposit: {
        baseRao: (constantBigint(api, "Multisig", "DepositBase") ?? 0n).toString(),
        factorRao: (constantBigint(api, "Multisig", "DepositFactor") ?? 0n).toString(),
        maxSignatories: Number(constantBigint(api, "Multisig", "MaxSignatories") ?? 0n),
      },
      atBlock: chain.head()?.number ?? 0,
    };
  }

  async function look(): Promise<void> {
    const { api } = chain.live();
    if (!hasCapability(api, "storage", "Multisig", "Multisigs") || records.list().length === 0) return;
    const view = await read();
    for (const one of view.operations) {
      const key = `${genesis()} ${one.address} ${one.callHash} ${one.when.height}`;
      if (told.has(key)) continue;
      told.add(key);
      if (one.canApprove.length === 0) continue;
      activity.add({
        area: "multisig",
        level: "warning",
        text: `${nameOf(one.address)}: ${one.title ?? "a call"} waits for ${one.missing === 1 ? "one approval" : `${one.missing} approvals`}.`,
        link: "/proxies",
      });
    }
    events.publish("multisig.changed", view);
  }

  const follow = oneAtATime(look, {
    failed: (err) => log.debug({ err }, "operations of multisigs are read again with the next block"),
    isOver: () => stops.length === 0,
  });

  return {
    ...createMultisigPlans({ chain, keys, transactions, kept, records, nameOf }),
    start() {
      stops = [chain.onHead(follow), chain.onLive(follow)];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
    },
    address(signatories, threshold) {
      const { address, signatories: sorted } = derive(signatories, threshold);
      return { address, signatories: [...sorted] };
    },
    add(name, signatories, threshold) {
      const record = { ...derive(signatories, threshold), name: name.trim() };
      if (!walletAt(record.address)) keys.watch(record.name, record.address);
      records.put(record);
      return toView(record);
    },
    forget: (address) => records.remove(address),
    list: read,
    learnCall: (callHex) => kept.learn(chain.api(), genesis(), callHex),
  };
}
