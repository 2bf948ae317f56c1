import { describe, expect, it } from "vitest";
import { readAnswer } from "#main/desktop/confirm/confirm-answer.ts";
import { HOLD_FROM_RAO, needsHold, planPage } from "#main/desktop/confirm/plan-page.ts";
import { ALICE, BOB, samplePlan } from "#test/support/sample-plan.ts";

const finney = { name: "finney", kind: "finney" as const, genesisHash: `0x${"a".repeat(64)}`, specVersion: 424 };

describe("the confirmation page", () => {
  it("shows the network across the top, the rows, the bill and the call", () => {
    const html = planPage(samplePlan({ network: finney }));
    expect(html).toContain('<body class="finney">');
    expect(html).toContain("<header>finney</header>");
    for (const address of [ALICE, BOB]) {
      expect(html).toContain(
        `<b>${address.slice(0, 6)}</b><span>${address.slice(6, -6)}</span><b>${address.slice(-6)}</b>`,
      );
    }
    for (const text of ["0.0000001 τ", "0.00000002 τ", "0.000000003 τ", "0.000000123 τ", "0.525 τ", "99.499999877 τ"]) {
      expect(html).toContain(text);
    }
    for (const text of ["subtensorModule.register_limit", "1a2b-3c4d", "10–74", "The price may rise."]) {
      expect(html).toContain(text);
    }
  });

  it("shows what each call inside a batch brings to the fee, the wrapper's own part and what is to be known", () => {
    const part = { refTime: "1", lengthRao: "2" };
    const inner = [
      { ...part, call: "Balances.transfer_all", pays: true, weightRao: "40" },
      { ...part, call: "SubtensorModule.set_weights", pays: false, weightRao: "50" },
    ];
    const html = planPage(samplePlan({ inner, notes: ["The batch pays <all>."] }));
    expect(html).toContain("<th>Of the fee: 1. Balances.transfer_all</th><td>0.000000042 τ</td>");
    expect(html).toContain(
      '<tr class="warning"><th>Of the fee: 2. SubtensorModule.set_weights (free alone, paid here because another call pays)</th><td>0.000000052 τ</td>',
    );
    expect(html).toContain("<th>Of the fee: the wrapper itself</th><td>0.000000029 τ</td>");
    expect(html).toContain('<ul class="notes"><li>The batch pays &#60;all&#62;.</li></ul>');
  });

  it("has cancel as the default and a password field only where one is needed", () => {
    expect(planPage(samplePlan())).toMatch(/<button id="cancel" type="button" autofocus>/);
    expect(planPage(samplePlan())).toContain('type="password"');
    expect(planPage(samplePlan({ needs: "confirmation" }))).not.toContain("<input");
  });

  it("wants the button held from ten TAO on, fee included, except where TAO has no value", () => {
    const under = { network: finney, spendsMaxRao: String(HOLD_FROM_RAO - 124n) };
    const at = { network: finney, spendsMaxRao: String(HOLD_FROM_RAO - 123n) };
    expect(needsHold(samplePlan(under))).toBe(false);
    expect(needsHold(samplePlan(at))).toBe(true);
    expect(planPage(samplePlan(at))).toContain('data-hold-ms="1500"');
    expect(needsHold(samplePlan({ ...at, network: samplePlan().network }))).toBe(false);
  });

  it("marks a balance that would fall below zero", () => {
    expect(planPage(samplePlan({ balanceAfterRao: "-5" }))).toMatch(/class="danger"><th>Balance after/);
  });

  it("lets nothing of a plan become markup, hide or turn around", () => {
    const evil = `<img src=x onerror="alert('1')">&\u202e`;
    const html = planPage(
      samplePlan({
        title: evil,
        warnings: [evil],
        rows: [
          { label: evil, value: evil, kind: "text", tone: "normal" },
          { label: "Hotkey", value: `${evil}${evil}`, kind: "address", tone: "normal" },
        ],
        network: { ...finney, name: evil },
        signer: { address: ALICE, role: "coldkey", walletName: evil, keyName: evil },
        call: {
          section: evil,
          method: evil,
          args: [{ name: evil, type: evil, value: evil }],
          hex: evil,
          fingerprint: evil,
        },
      }),
    );
    expect(html).not.toContain("<img");
    expect(html).not.toContain('onerror="');
    expect(html).not.toContain("\u202e");
    expect(html).not.toContain("<script");
  });
});

describe("the answer", () => {
  it("is an agreement only if it is exactly one", () => {
    const agreed = { confirmed: true, password: "pw" };
    expect(readAnswer(agreed, "password")).toEqual({ approved: true, password: "pw" });
    expect(readAnswer(agreed, "confirmation")).toEqual({ approved: true });
    expect(readAnswer({ confirmed: true, password: "" }, "confirmation")).toEqual({ approved: true });
    for (const other of [
      undefined,
      null,
      true,
      "yes",
      [],
      {},
      { confirmed: false },
      { confirmed: "true", password: "pw" },
      { confirmed: true },
      { confirmed: true, password: 5 },
      { confirmed: true, password: "pw", more: 1 },
      { confirmed: true, password: "x".repeat(1_025) },
      { confirmed: true, password: "" },
    ]) {
      expect(readAnswer(other, "password")).toEqual({ approved: false });
    }
  });
});
