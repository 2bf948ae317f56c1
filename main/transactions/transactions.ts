import type { Logger } from "pino";
import type { Activity } from "#main/activity/activity.ts";
import type { Chain } from "#main/chain/chain.ts";
import type { CallContext } from "#main/handlers/types.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import { formatTao } from "#src/amount/format-amount.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView, TransactionState, TransactionView } from "#src/contract/transactions.ts";
import { createFollower } from "./follower.ts";
import type { PlanSpec } from "./plan-spec.ts";
import { createPlans, type Plan } from "./plans.ts";
import { preparePlan } from "./prepare.ts";
import { createFeeQuotes, type FeeQuotes } from "./quote-fee.ts";
import { createTransactionRecords, isSettled, type TransactionRecord } from "./records.ts";
import { signPlan, submitPlan, submitSigned } from "./submit.ts";

const SHOWN = 100;

/** The one way to sign and send. Other rooms describe what they want as a `PlanSpec`. */
export interface Transactions {
  start(): void;
  stop(): Promise<void>;
  prepare(spec: PlanSpec): Promise<PlanView>;
  /** The node's fees for calls of any address, without a key. */
  readonly fees: FeeQuotes;
  /** Answers once it is recorded and a node took it, or the connection was lost; then it stays pending. */
  submit(planId: string, password: string | undefined, context: CallContext): Promise<TransactionView>;
  /** A prepared plan as it is, for signing elsewhere. Errors: `PLAN_UNKNOWN`, `PLAN_EXPIRED`, `PLAN_USED`. */
  planFor(planId: string): Plan;
  /**
   * Signs a prepared plan and gives it out with its signature, to be sent later with `submitSigned`; the plan is used up.
   * Errors: `PLAN_…`, those of the key room.
   */
  sign(
    planId: string,
    password: string | undefined,
    context: CallContext,
  ): Promise<{ plan: Plan; signature: Uint8Array }>;
  /** Sends what was signed elsewhere for this plan; the signature was verified. Errors: `PLAN_OUTDATED`, `TRANSACTION_REFUSED`. */
  submitSigned(plan: Plan, signature: Uint8Array): Promise<TransactionView>;
  discard(planId: string): void;
  list(limit: number): TransactionView[];
  /** Error: `TRANSACTION_UNKNOWN`. */
  get(transactionId: string): TransactionView;
  /** Answers when it is that far or settled otherwise, or with its state after `timeoutMs`. */
  wait(transactionId: string, until: "included" | "finalized", timeoutMs: number): Promise<TransactionView>;
}

/** A line of the feed for the states that matter to a person. */
function lineOf(record: TransactionRecord): { level: "info" | "good" | "warning" | "danger"; text: string } | null {
  const { title, error, paid, block } = record;
  const fee = paid ? ` Fee ${formatTao(BigInt(paid.feeRao))}.` : "";
  switch (record.state) {
    case "recorded":
      return { level: "info", text: `${title}: signed and recorded.` };
    case "included":
      return error
        ? { level: "danger", text: `${title}: failed in block ${block?.number}. ${error.message}${fee}` }
        : { level: "good", text: `${title}: in block ${block?.number}.${fee}` };
    case "refused":
      return { level: "danger", text: `${title}: not taken. ${error?.message ?? ""}` };
    case "expired":
      return { level: "warning", text: `${title}: expired. ${error?.message ?? ""}` };
    default:
      return null;
  }
}

export function createTransactions(deps: {
  chain: Chain;
  keys: Pick<Keys, "get" | "hotkey" | "needs" | "signAsColdkey" | "signAsHotkey">;
  store: Store;
  clock: Clock;
  events: Pick<Events, "publish">;
  activity: Pick<Activity, "add">;
  log: Logger;
  randomId: () => string;
}): Transactions {
  const { chain, clock, events, activity, log } = deps;
  const records = createTransactionRecords(deps.store);
  const plans = createPlans(clock);
  const afterSuccess = new Map<string, NonNullable<PlanSpec["afterSuccess"]>>();
  const waiting = new Map<(view: TransactionView) => void, () => void>();

  function onChange(record: TransactionRecord, former: TransactionState | null): void {
    events.publish("transactions.changed", records.list(SHOWN));
    const line = record.state === former ? null : lineOf(record);
    if (line) activity.add({ area: "transactions", ...line, link: `/transactions/${record.transactionId}` });
    const view = get(record.transactionId);
    for (const tell of [...waiting.keys()]) tell(view);
    const after = afterSuccess.get(record.transactionId);
    if (after && record.block && record.error === null) {
      afterSuccess.delete(record.transactionId);
      after({ transactionId: record.transactionId, block: record.block }).catch((err: unknown) =>
        log.warn({ err, transactionId: record.transactionId }, "what follows a transaction failed"),
      );
    }
  }

  const follower = createFollower({ chain, records, clock, log, onChange });
  const shared = { ...deps, records, onChange };

  function get(transactionId: string): TransactionView {
    const record = records.get(transactionId);
    if (!record) {
      throw new AppError("TRANSACTION_UNKNOWN", "There is no such transaction here.", {
        hint: "Take an id from the list of transactions.",
        field: "transactionId",
      });
    }
    const { genesisHash: _, birthBlock: __, signedHex: ___, ...view } = record;
    return view;
  }

  return {
    fees: createFeeQuotes(records),
    start: () => follower.start(),
    async stop() {
      await follower.stop();
      for (const finish of [...waiting.values()]) finish();
    },
    async prepare(spec) {
      const plan = await preparePlan(shared, spec);
      plans.add(plan);
      return plan.view;
    },
    async submit(planId, password, context) {
      const plan = plans.take(planId);
      let record: TransactionRecord;
      try {
        record = await submitPlan(
          {
            ...shared,
            onChange(changed, former) {
              if (former === null && plan.afterSuccess) afterSuccess.set(changed.transactionId, plan.afterSuccess);
              onChange(changed, former);
            },
          },
          plan,
          password,
          context,
        );
      } catch (error) {
        // Once recorded a plan is used for good; before that the person may try again.
        if (!(error instanceof AppError && error.code === "TRANSACTION_REFUSED")) plans.giveBack(planId);
        throw error;
      }
      follower.nudge();
      return get(record.transactionId);
    },
    planFor(planId) {
      const plan = plans.take(planId);
      plans.giveBack(planId);
      return plan;
    },
    async sign(planId, password, context) {
      const plan = plans.take(planId);
      try {
        const { signature } = await signPlan(shared, plan, password, context);
        return { plan, signature };
      } catch (error) {
        plans.giveBack(planId);
        throw error;
      }
    },
    async submitSigned(plan, signature) {
      const record = await submitSigned(shared, plan, signature);
      follower.nudge();
      return get(record.transactionId);
    },
    discard: (planId) => plans.discard(planId),
    list: (limit) => records.list(limit),
    get,
    wait(transactionId, until, timeoutMs) {
      const first = get(transactionId);
      const done = (view: TransactionView): boolean =>
        isSettled(view.state) || (until === "included" && view.state === "included");
      if (done(first)) return Promise.resolve(first);
      return new Promise((resolve) => {
        const finish = (): void => {
          cancel();
          waiting.delete(tell);
          resolve(get(transactionId));
        };
        const tell = (view: TransactionView): void => {
          if (view.transactionId === transactionId && done(view)) finish();
        };
        const cancel = clock.after(timeoutMs, finish);
        waiting.set(tell, finish);
      });
    },
  };
}
