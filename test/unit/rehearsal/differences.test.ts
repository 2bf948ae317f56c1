import { describe, expect, it } from "vitest";
import { balanceChanges, expectations, type Rehearsed, stakeChanges, uidChanges } from "#src/rehearsal/differences.ts";
import { ALICE, BOB, samplePlan } from "#test/support/sample-plan.ts";

const CHARLIE = "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y";
const has = (freeRao: bigint, reservedRao = 0n) => ({ freeRao, reservedRao });

describe("balances", () => {
  it("signer first, then the larger change; what did not change is left out", () => {
    const rows = balanceChanges(
      [
        { address: BOB, before: null, after: has(900n) },
        { address: ALICE, before: has(1_000n), after: has(90n, 5n) },
        { address: CHARLIE, before: has(5n), after: has(5n) },
      ],
      ALICE,
    );
    expect(rows.map(({ address, changeRao }) => [address, changeRao])).toEqual([
      [ALICE, "-905"],
      [BOB, "900"],
    ]);
    expect(rows[0]).toMatchObject({ freeAfterRao: "90", reservedBeforeRao: "0", reservedAfterRao: "5" });
  });

  it("a deposit moves money within the account: no change, but a row", () => {
    expect(balanceChanges([{ address: ALICE, before: has(10n), after: has(3n, 7n) }], BOB)).toMatchObject([
      { changeRao: "0", freeBeforeRao: "10", reservedAfterRao: "7" },
    ]);
  });

  it("an account that ends loses all of it", () => {
    expect(balanceChanges([{ address: ALICE, before: has(10n, 1n), after: null }], BOB)[0]?.changeRao).toBe("-11");
  });
});

it("stake: only what moved, the largest first", () => {
  const at = { hotkey: BOB, coldkey: ALICE };
  const rows = stakeChanges([
    { ...at, netuid: 1, beforeAlphaRao: 5n, afterAlphaRao: 6n },
    { ...at, netuid: 2, beforeAlphaRao: 5n, afterAlphaRao: 5n },
    { ...at, netuid: 3, beforeAlphaRao: 500n, afterAlphaRao: 0n },
  ]);
  expect(rows.map(({ netuid, changeAlphaRao }) => [netuid, changeAlphaRao])).toEqual([
    [3, "-500"],
    [1, "1"],
  ]);
});

it("places: only what changed hands, in order", () => {
  const place = (netuid: number, uid: number, hotkeyBefore: string | null, hotkeyAfter: string | null) => ({
    netuid,
    uid,
    hotkeyBefore,
    hotkeyAfter,
  });
  expect(uidChanges([place(8, 4, ALICE, BOB), place(1, 9, ALICE, ALICE), place(8, 2, null, ALICE)])).toEqual([
    place(8, 2, null, ALICE),
    place(8, 4, ALICE, BOB),
  ]);
});

describe("planned against rehearsed", () => {
  const plan = samplePlan({ spendsExpectedRao: "500", balanceAfterRao: "99377" });
  const seen = (change: Partial<Rehearsed> = {}): Rehearsed => ({
    outcome: "succeeded",
    feeRao: 123n,
    feeAlphaRao: null,
    spentRao: 500n,
    received: null,
    freeAfterRao: 99_377n,
    ...change,
  });

  it("says nothing against equal figures", () => {
    const rows = expectations(plan, seen());
    expect(rows.map(({ label, difference, reason }) => [label, difference, reason])).toEqual([
      ["Fee", "0", null],
      ["Spent besides the fee", "0", null],
      ["Balance after", "0", null],
    ]);
  });

  it("explains each difference", () => {
    const rows = expectations(plan, seen({ feeRao: 120n, spentRao: 510n, freeAfterRao: 99_370n }));
    expect(rows.map(({ difference }) => difference)).toEqual(["-3", "10", "-7"]);
    for (const { reason } of rows) expect(reason).toMatch(/\.$/);
  });

  it("a trade is compared in what it brings, its balance with the least", () => {
    const receives = { rao: "0", alphaRao: "900", atLeastRao: "0", atLeastAlphaRao: "890" };
    const rows = expectations({ ...plan, receives }, seen({ received: { rao: 0n, alphaRao: 899n } }));
    expect(rows.find(({ label }) => label === "Alpha received")).toMatchObject({ unit: "alphaRao", difference: "-1" });
    expect(rows.some(({ label }) => label === "TAO received")).toBe(false);
  });

  it("a failure leaves the fee", () => {
    const rows = expectations(plan, seen({ outcome: "failed", spentRao: 0n, freeAfterRao: 99_877n }));
    expect(rows[0]).toMatchObject({ label: "Fee", reason: null });
    expect(rows[1]).toMatchObject({ rehearsed: "0", reason: expect.stringContaining("fails") });
  });

  it("a fee in alpha is compared in alpha", () => {
    const fee = { ...plan.fee, inAlpha: { netuid: 8, hotkey: BOB, alphaRao: "70" } };
    expect(expectations({ ...plan, fee }, seen({ feeRao: 0n, feeAlphaRao: 71n }))[0]).toMatchObject({
      unit: "alphaRao",
      expected: "70",
      rehearsed: "71",
    });
  });

  it("compares nothing where no block would take it, nor the balance of an account that was not touched", () => {
    expect(expectations(plan, seen({ outcome: "refused" }))).toEqual([]);
    expect(expectations(plan, seen({ freeAfterRao: null })).map(({ label }) => label)).not.toContain("Balance after");
  });
});
