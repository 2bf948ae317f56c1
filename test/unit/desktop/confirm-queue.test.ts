import { expect, it } from "vitest";
import { createConfirmQueue } from "#main/desktop/confirm/confirm-queue.ts";
import type { Decision } from "#main/handlers/types.ts";
import { createManualClock } from "#test/support/manual-clock.ts";
import { samplePlan } from "#test/support/sample-plan.ts";

/** Lets promises that can go on do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function setUp() {
  const clock = createManualClock(0);
  const open: { planId: string; decide: (decision: Decision) => void; closed: number }[] = [];
  const ask = createConfirmQueue({
    clock,
    open: (plan) => {
      const { promise, resolve } = Promise.withResolvers<Decision>();
      const own = { planId: plan.planId, decide: resolve, closed: 0 };
      open.push(own);
      return {
        decision: promise,
        close: () => {
          own.closed += 1;
          resolve({ approved: false });
        },
      };
    },
  });
  return { clock, open, ask };
}

it("asks one after the other and closes each window", async () => {
  const { clock, open, ask } = setUp();
  const first = ask(samplePlan({ planId: "a" }));
  const second = ask(samplePlan({ planId: "b" }));
  clock.advance(0);
  await settled();
  expect(open.map((one) => one.planId)).toEqual(["a"]);
  open[0]?.decide({ approved: true, password: "pw" });
  expect(await first).toEqual({ approved: true, password: "pw" });
  clock.advance(0);
  await settled();
  expect([open[0]?.closed, open.map((one) => one.planId)]).toEqual([1, ["a", "b"]]);
  open[1]?.decide({ approved: false });
  expect(await second).toEqual({ approved: false });
});

it("refuses when the plan expires, before or while it is shown", async () => {
  const { clock, open, ask } = setUp();
  const shown = ask(samplePlan({ expiresAtMs: 500 }));
  const late = ask(samplePlan({ planId: "late", expiresAtMs: 400 }));
  clock.advance(499);
  await settled();
  expect(open[0]?.closed).toBe(0);
  clock.advance(1);
  await settled();
  expect(await shown).toEqual({ approved: false });
  expect(await late).toEqual({ approved: false });
  expect(open.map((one) => one.planId)).toEqual(["plan-1"]);
});
