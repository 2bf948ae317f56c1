import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { innerBill, innerWords } from "#src/fees/inner-bill.ts";

const part = (call: string, pays: boolean, weightRao: bigint, lengthRao: bigint) => ({
  call,
  pays,
  refTime: "1",
  weightRao: weightRao.toString(),
  lengthRao: lengthRao.toString(),
});

describe("the fee of a wrapping call, divided", () => {
  it("gives each call its weight and bytes, and the wrapper the rest: together the total to the rao", () => {
    const rao = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(fc.array(fc.tuple(rao, rao, fc.boolean()), { minLength: 1 }), rao, (calls, ownRao) => {
        const inner = calls.map(([weight, length, pays], at) => part(`Pallet.call_${at}`, pays, weight, length));
        const insideRao = calls.reduce((sum, [weight, length]) => sum + weight + length, 0n);
        const bill = innerBill({ totalRao: (insideRao + ownRao).toString(), free: false }, inner);
        const sum = (bill?.lines ?? []).reduce((total, { rao: own }) => total + own, 0n) + (bill?.wrapperRao ?? 0n);
        expect(sum).toBe(insideRao + ownRao);
        expect(bill?.wrapperRao).toBe(ownRao);
        expect(bill?.lines.map(({ call }) => call)).toEqual(inner.map(({ call }) => call));
      }),
    );
  });

  it("says which call is free alone and made to pay by another", () => {
    const inner = [
      part("SubtensorModule.set_weights", false, 700n, 30n),
      part("Balances.transfer_all", true, 100n, 35n),
    ];
    const bill = innerBill({ totalRao: "1000", free: false }, inner);
    expect(bill).toEqual({
      lines: [
        { call: "SubtensorModule.set_weights", rao: 730n, freeAlone: true, madeToPay: true },
        { call: "Balances.transfer_all", rao: 135n, freeAlone: false, madeToPay: false },
      ],
      wrapperRao: 135n,
    });
    expect(bill?.lines.map(innerWords)).toEqual(["free alone, paid here because another call pays", ""]);
  });

  it("charges nothing to any part of a free batch, whatever its calls weigh", () => {
    const bill = innerBill({ totalRao: "0", free: true }, [part("SubtensorModule.set_weights", false, 700n, 30n)]);
    expect(bill).toEqual({
      lines: [{ call: "SubtensorModule.set_weights", rao: 0n, freeAlone: true, madeToPay: false }],
      wrapperRao: 0n,
    });
  });

  it("is not there where nothing is inside", () => {
    expect(innerBill({ totalRao: "5", free: false }, undefined)).toBeNull();
    expect(innerBill({ totalRao: "5", free: false }, [])).toBeNull();
  });
});
