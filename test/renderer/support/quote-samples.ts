import type { QuoteView } from "#src/contract/quote.ts";
import { COLDKEY, plan } from "./samples.ts";

const receives = { rao: "399858509", alphaRao: "0", atLeastRao: "397865844", atLeastAlphaRao: null };

/** A sale of 10 α on subnet 8. */
export function quote(change: Partial<QuoteView> = {}): QuoteView {
  const { fee } = plan(undefined);
  return {
    operation: "unstake",
    title: "Unstake from subnet 8",
    call: { section: "SubtensorModule", method: "remove_stake_limit" },
    signer: COLDKEY,
    fee,
    swap: {
      netuid: 8,
      feeAlphaRao: "5035477",
      feeWorthRao: "201419",
      impactRao: "6700",
      impactPpm: 17,
      priceRaoPerAlpha: "40000000",
      priceAfterRaoPerAlpha: "39998668",
      limitPriceRaoPerAlpha: "39800000",
      tolerancePpm: 5_000,
      fills: "whole",
      expectedRao: "399858509",
      worstRao: "397865844",
      exitRao: null,
      breakEvenPriceRaoPerAlpha: null,
      curve: [{ amountRao: "50000000000", impactPpm: 83 }],
    },
    parts: [],
    deposits: [],
    existentialRao: "500",
    spendsRao: "0",
    receives,
    amountAlphaRao: "10000000000",
    availableAlphaRao: "50000000000",
    balanceBeforeRao: "1000000000",
    balanceAfterRao: "1398000000",
    rows: [
      { label: "Price now, per α", value: "40000000", kind: "rao", tone: "normal", place: "card" },
      { label: "Swap fee", value: "5035477", kind: "alphaRao", tone: "normal", place: "card" },
      { label: "You receive, expected", value: "399858509", kind: "rao", tone: "good", place: "card" },
    ],
    warnings: [],
    atBlock: 12_345,
    ...change,
  };
}
