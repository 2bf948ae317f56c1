import type { PlanView, TransactionView } from "#src/contract/transactions.ts";

export const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
export const BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

/** A complete plan as main prepares one, with changes. */
export const samplePlan = (change: Partial<PlanView> = {}): PlanView => ({
  planId: "plan-1",
  title: "Register on subnet 8",
  network: { name: "practice", kind: "practice", genesisHash: `0x${"a".repeat(64)}`, specVersion: 424 },
  signer: { address: ALICE, role: "coldkey", walletName: "main", keyName: "main" },
  rows: [
    { label: "Hotkey", value: BOB, kind: "address", tone: "normal" },
    { label: "Price ceiling", value: "525000000", kind: "rao", tone: "warning" },
  ],
  call: { section: "subtensorModule", method: "register_limit", args: [], hex: "0x00", fingerprint: "1a2b-3c4d" },
  fee: {
    baseRao: "100",
    lengthRao: "20",
    weightRao: "3",
    tipRao: "0",
    totalRao: "123",
    encodedBytes: 150,
    free: false,
    paidBy: ALICE,
    atBlock: 10,
  },
  spendsMaxRao: "525000000",
  spendsExpectedRao: "500000000",
  balanceBeforeRao: "100000000000",
  balanceAfterRao: "99499999877",
  warnings: ["The price may rise."],
  nonce: 0,
  era: { periodBlocks: 64, birthBlock: 10, deathBlock: 74 },
  needs: "password",
  expiresAtMs: 1_000,
  atBlock: 10,
  ...change,
});

/** A transaction as the app shows it, with changes. */
export const sampleTransaction = (change: Partial<TransactionView> = {}): TransactionView => ({
  transactionId: "tx-1",
  hash: `0x${"b".repeat(64)}`,
  title: "Register on subnet 8",
  network: "practice",
  section: "subtensorModule",
  method: "register_limit",
  signer: ALICE,
  nonce: 0,
  state: "finalized",
  recordedAtMs: 1,
  settledAtMs: 2,
  deathBlock: 74,
  block: { number: 12, hash: `0x${"c".repeat(64)}`, index: 1 },
  quoted: { feeRao: "123", spendsMaxRao: "525000000", spendsExpectedRao: "500000000" },
  paid: { feeRao: "123", spentRao: "500000000" },
  error: null,
  ...change,
});
