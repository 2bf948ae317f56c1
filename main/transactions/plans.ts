import type { Clock } from "#main/ports/clock.ts";
import { AppError } from "#src/app-error.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import type { Frame } from "./extrinsic.ts";
import type { PlanSpec, SignerSpec } from "./plan-spec.ts";

/** How long a plan can be signed after it was prepared. */
export const PLAN_LIFE_MS = 120_000;
const KEPT_PLANS = 200;

/** A plan with what is needed to sign exactly it. */
export interface Plan {
  readonly view: PlanView;
  readonly frame: Frame;
  readonly signer: SignerSpec;
  readonly afterSuccess: PlanSpec["afterSuccess"];
  readonly beforeSigning?: PlanSpec["beforeSigning"];
  /** What it was made from, so that another room can wrap its call; not there once a plan was kept on the disk. */
  readonly spec?: PlanSpec;
}

export interface Plans {
  add(plan: Plan): void;
  /**
   * Gives a plan out to be sent, once: until `giveBack` nobody else gets it.
   * Errors: `PLAN_UNKNOWN`, `PLAN_EXPIRED`, `PLAN_USED`.
   */
  take(planId: string): Plan;
  /** The plan was not sent after all (declined, wrong password) and can be taken again. */
  giveBack(planId: string): void;
  discard(planId: string): void;
}

/** Prepared plans of this run, in memory only: a plan never outlives the process that showed it. */
export function createPlans(clock: Clock): Plans {
  const plans = new Map<string, { readonly plan: Plan; used: boolean }>();

  return {
    add(plan) {
      plans.set(plan.view.planId, { plan, used: false });
      for (const oldest of plans.keys()) {
        if (plans.size <= KEPT_PLANS) break;
        plans.delete(oldest);
      }
    },
    take(planId) {
      const entry = plans.get(planId);
      if (!entry) {
        throw new AppError("PLAN_UNKNOWN", "There is no such plan.", {
          hint: "Prepare it again; plans are forgotten when Tausmith stops.",
          field: "planId",
        });
      }
      if (entry.used) {
        throw new AppError("PLAN_USED", "This plan was sent already. Nothing was sent a second time.", {
          hint: "Look at the list of transactions; prepare a new plan if you want to do it once more.",
          field: "planId",
        });
      }
      if (clock.nowMs() >= entry.plan.view.expiresAtMs) {
        throw new AppError("PLAN_EXPIRED", "This plan is older than two minutes, so its figures may be wrong by now.", {
          hint: "Prepare it again and look at the new figures.",
          field: "planId",
        });
      }
      entry.used = true;
      return entry.plan;
    },
    giveBack(planId) {
      const entry = plans.get(planId);
      if (entry) entry.used = false;
    },
    discard(planId) {
      // A used plan stays known, so that sending it again is told apart from a plan that never was.
      if (plans.get(planId)?.used === false) plans.delete(planId);
    },
  };
}
