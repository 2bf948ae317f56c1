import { describe, expect, it } from "vitest";
import { announcementDeposit, DEPOSITS_AT_424, multisigDeposit, proxyDeposit, spendable } from "#src/fees/deposits.ts";
import { FEES_AT_424, feeToWeight, transactionFee, weightToFee } from "#src/fees/transaction-fee.ts";

describe("transactionFee", () => {
  it("splits the worked example of the chain facts", () => {
    const refTime = feeToWeight(FEES_AT_424, 1_626_502n);
    expect(transactionFee(FEES_AT_424, { lengthBytes: 160, refTime, pays: true })).toEqual({
      baseRao: 54_078n,
      lengthRao: 160n,
      weightRao: 1_626_502n,
      tipRao: 0n,
      partialRao: 1_680_740n,
      totalRao: 1_680_740n,
    });
  });

  it("adds the tip to the total and never to what a node reports", () => {
    const fee = transactionFee(FEES_AT_424, { lengthBytes: 100, refTime: 0n, pays: true, tipRao: 7n });
    expect(fee.totalRao - fee.partialRao).toBe(7n);
  });

  it("takes nothing but the tip for a free call", () => {
    const fee = transactionFee(FEES_AT_424, { lengthBytes: 100, refTime: 10n ** 12n, pays: false, tipRao: 3n });
    expect([fee.partialRao, fee.totalRao]).toEqual([0n, 3n]);
  });

  it("follows other parameters, such as the halved ones reported later", () => {
    const halved = { ...FEES_AT_424, refTimeRaoPpb: 250_000n, byteRaoPpb: 500_000_000n };
    const fee = transactionFee(halved, { lengthBytes: 161, refTime: 4_000_000_000n, pays: true });
    expect([fee.baseRao, fee.lengthRao, fee.weightRao]).toEqual([27_039n, 80n, 1_000_000n]);
  });

  it("finds the weight that costs a known fee", () => {
    for (const rao of [84_748n, 1_532_032n, 7_846_019n]) {
      expect(weightToFee(FEES_AT_424, feeToWeight(FEES_AT_424, rao))).toBe(rao);
    }
  });
});

describe("deposits", () => {
  it("count per proxy, announcement and threshold", () => {
    expect(proxyDeposit(DEPOSITS_AT_424, 0)).toBe(0n);
    expect(proxyDeposit(DEPOSITS_AT_424, 2)).toBe(126_000_000n);
    expect(announcementDeposit(DEPOSITS_AT_424, 1)).toBe(104_000_000n);
    expect(multisigDeposit(DEPOSITS_AT_424, 3)).toBe(228_000_000n);
  });

  it("leave what may be spent", () => {
    const balance = { freeRao: 10_000n, reservedRao: 100n, frozenRao: 0n };
    expect(spendable(balance, 500n, true)).toBe(9_500n);
    expect(spendable(balance, 500n, false)).toBe(10_000n);
    expect(spendable({ ...balance, frozenRao: 4_100n }, 500n, true)).toBe(6_000n);
    expect(spendable({ ...balance, freeRao: 400n }, 500n, true)).toBe(0n);
  });
});
