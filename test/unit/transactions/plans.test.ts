import { describe, expect, it } from "vitest";
import { createPlans, PLAN_LIFE_MS, type Plan } from "#main/transactions/plans.ts";
import { createManualClock } from "#test/support/manual-clock.ts";
import { samplePlan } from "#test/support/sample-plan.ts";

function room() {
  const clock = createManualClock();
  const plans = createPlans(clock);
  const add = (planId: string): void =>
    plans.add({
      view: samplePlan({ planId, expiresAtMs: clock.nowMs() + PLAN_LIFE_MS }),
      frame: {} as Plan["frame"],
      signer: { walletId: "w", role: "coldkey" },
      afterSuccess: undefined,
    });
  return { clock, plans, add };
}

const refused = (code: string) => expect.objectContaining({ code, field: "planId" });

describe("plans", () => {
  it("gives a plan out once", () => {
    const { plans, add } = room();
    add("a");
    expect(plans.take("a").view.planId).toBe("a");
    expect(() => plans.take("a")).toThrowError(refused("PLAN_USED"));
  });

  it("gives it out again after it was not sent", () => {
    const { plans, add } = room();
    add("a");
    plans.take("a");
    plans.giveBack("a");
    expect(plans.take("a").view.planId).toBe("a");
  });

  it("forgets figures that are two minutes old", () => {
    const { clock, plans, add } = room();
    add("a");
    clock.advance(PLAN_LIFE_MS - 1);
    plans.take("a");
    plans.giveBack("a");
    clock.advance(1);
    expect(() => plans.take("a")).toThrowError(refused("PLAN_EXPIRED"));
  });

  it("tells an unknown plan from a used one, also after it was discarded", () => {
    const { plans, add } = room();
    expect(() => plans.take("a")).toThrowError(refused("PLAN_UNKNOWN"));
    add("a");
    plans.discard("a");
    expect(() => plans.take("a")).toThrowError(refused("PLAN_UNKNOWN"));
    add("b");
    plans.take("b");
    plans.discard("b");
    expect(() => plans.take("b")).toThrowError(refused("PLAN_USED"));
  });

  it("keeps a bounded number", () => {
    const { plans, add } = room();
    for (let number = 0; number <= 200; number += 1) add(`p${number}`);
    expect(() => plans.take("p0")).toThrowError(refused("PLAN_UNKNOWN"));
    expect(plans.take("p200").view.planId).toBe("p200");
  });
});
