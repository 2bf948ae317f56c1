import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "#main/store/store.ts";
import { createTransactionRecords, type TransactionRecord } from "#main/transactions/records.ts";

const record = (transactionId: string): TransactionRecord => ({
  transactionId,
  hash: `0x${"1".repeat(64)}`,
  title: "Register",
  network: "practice",
  section: "SubtensorModule",
  method: "register_limit",
  signer: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  nonce: 3,
  state: "recorded",
  recordedAtMs: 1,
  settledAtMs: null,
  deathBlock: 74,
  block: null,
  quoted: { feeRao: "1", spendsMaxRao: "2", spendsExpectedRao: "2" },
  paid: null,
  error: null,
  genesisHash: `0x${"2".repeat(64)}`,
  birthBlock: 10,
  signedHex: "0xdeadbeef",
});

describe("the journal of transactions", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "tausmith-records-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("still holds the signed bytes and the state after the process died without closing", () => {
    const file = join(folder, "app.sqlite");
    const first = openStore(file);
    const records = createTransactionRecords(first);
    records.add(record("a"));
    records.add(record("b"));
    records.update("b", { state: "finalized", settledAtMs: 5 });

    const second = openStore(file);
    const again = createTransactionRecords(second);
    expect(again.pending()).toEqual([record("a")]);
    expect(again.list(10).map(({ transactionId, state }) => [transactionId, state])).toEqual([
      ["b", "finalized"],
      ["a", "recorded"],
    ]);
    expect(again.get("c")).toBeNull();
    second.close();
    first.close();
  });

  it("shows no signed bytes in the list", () => {
    const store = openStore(join(folder, "app.sqlite"));
    const records = createTransactionRecords(store);
    records.add(record("a"));
    expect(JSON.stringify(records.list(1))).not.toContain("deadbeef");
    store.close();
  });
});
