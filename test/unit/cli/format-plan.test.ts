import { describe, expect, it } from "vitest";
import { formatPlan } from "#main/cli/format-plan.ts";
import { samplePlan } from "#test/support/sample-plan.ts";

describe("a plan in the terminal", () => {
  it("divides a batch's fee among the calls inside and the wrapper", () => {
    const part = { refTime: "1", lengthRao: "2" };
    const inner = [
      { ...part, call: "Balances.transfer_all", pays: true, weightRao: "40" },
      { ...part, call: "SubtensorModule.set_weights", pays: false, weightRao: "50" },
    ];
    const text = formatPlan(samplePlan({ inner, notes: ["The batch pays."] }));
    expect(text).toMatch(/^fee, 1\. Balances\.transfer_all\s+0\.000000042 τ$/m);
    expect(text).toMatch(
      /^fee, 2\. SubtensorModule\.set_weights\s+0\.000000052 τ {2}\(free alone, paid here because another call pays\)$/m,
    );
    expect(text).toMatch(/^fee, the wrapper itself\s+0\.000000029 τ$/m);
    expect(text).toMatch(/^- The batch pays\.$/m);
  });

  it("has no such lines where nothing is inside", () => {
    expect(formatPlan(samplePlan())).not.toMatch(/wrapper/);
  });
});
