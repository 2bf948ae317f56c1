import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Journal, openJournal } from "#main/signals/journal.ts";
import { endHandedOver, NOT_SENT, readJournalPart, writeJournalPart } from "#main/signals/journal-handover.ts";
import { isUnsettled, mergeSignals, openPositions, type PartSignal } from "#src/signals/journal-part.ts";

const A = "1b4e28ba-2fa1-41d2-883f-0016d3cca427";
const B = "1b4e28ba-2fa1-41d2-883f-0016d3cca428";
const C = "1b4e28ba-2fa1-41d2-883f-0016d3cca429";
const target = { uid: 3, hotkey: "5V", ip: "127.0.0.1", port: 9_000, permit: true, stakeRao: 7n, trust: 0.9 };
const order = { tradePairId: "BTCUSD", orderType: "LONG", leverage: 0.1 } as const;

let dir: string;
const folder = (name: string): string => join(dir, name);
let journal: Journal | null = null;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-part-"));
});
afterEach(() => {
  journal?.close();
  journal = null;
  rmSync(dir, { recursive: true, force: true });
});

/** A processed signal, one under way with an attempt cut off, and one nobody was found for yet. */
async function fill(where: string): Promise<void> {
  mkdirSync(where);
  journal = openJournal(where);
  await journal.commit((to) => {
    const first = to.receive(A, order, "intake", 1_000);
    to.plan(first.seq, [target]);
    to.beginAttempt(first.seq, target.hotkey, 1, 1_001);
    const end = { latencyMs: 5, httpStatus: 200, outcome: "accepted", message: "" } as const;
    to.endAttempt(first.seq, target.hotkey, 1, end, "accepted", "{}");
    to.settle(first.seq, { state: "processed", reason: "Accepted by 1 of 1 validators." }, 1_010);
    const second = to.receive(B, order, "ticket", 2_000);
    to.plan(second.seq, [target]);
    to.beginAttempt(second.seq, target.hotkey, 1, 2_001);
    to.receive(C, { ...order, orderType: "FLAT" }, "intake", 3_000);
  });
  journal.close();
  journal = null;
}
const handover = { kind: "handover", sinceMs: 0, also: new Set<string>() } as const;

describe("a journal on its way to another machine", () => {
  it("goes on there exactly where it ended here: same uuids, same attempts, same order", async () => {
    await fill(folder("old"));
    const part = readJournalPart(folder("old"), handover);
    expect(part).toMatchObject({
      received: 3,
      lastUuid: C,
      lastAtMs: 3_000,
      positions: [{ pair: "BTCUSD", leverage: 0.1 }],
      signals: [
        { uuid: A, state: "processed", deliveries: [] },
        {
          uuid: B,
          state: "sending",
          deliveries: [{ state: "sending", attempts: [{ number: 1, outcome: "pending" }] }],
        },
        { uuid: C, state: "received", deliveries: [] },
      ],
    });
    writeJournalPart(made("new"), part.signals, "keep");
    // Doing it twice, as after a crash, changes nothing.
    writeJournalPart(folder("new"), part.signals, "keep");
    const there = openJournal(folder("new"));
    expect(there.counts()).toEqual({ received: 3, pending: 2 });
    const here = openJournal(folder("old"));
    const withoutSeq = (one: ReturnType<Journal["recover"]>) =>
      one.map(({ signal: { seq: _, ...signal }, deliveries }) => ({ signal, deliveries }));
    expect(withoutSeq(there.recover())).toEqual(withoutSeq(here.recover()));
    here.close();
    there.close();
  });

  it("is never sent from here again once it was handed over, and never sent there without the old machine's word", async () => {
    await fill(folder("old"));
    const { signals } = readJournalPart(folder("old"), handover);
    endHandedOver(folder("old"), 9_000);
    journal = openJournal(folder("old"));
    expect(journal.recover()).toEqual([]);
    expect(journal.counts().pending).toBe(0);
    journal.close();
    writeJournalPart(made("new"), signals, "drop");
    journal = openJournal(folder("new"));
    expect(journal.recover()).toEqual([]);
    const dropped = readJournalPart(folder("new"), { kind: "brief" }).signals.filter(
      ({ reason }) => reason === NOT_SENT,
    );
    expect(dropped.map(({ uuid, state }) => [uuid, state])).toEqual([
      [B, "failed"],
      [C, "failed"],
    ]);
  });

  it("comes home as it is now, where it was handed over from", async () => {
    await fill(folder("old"));
    const { signals } = readJournalPart(folder("old"), handover);
    endHandedOver(folder("old"), 9_000);
    writeJournalPart(folder("old"), signals, "keep");
    journal = openJournal(folder("old"));
    expect(journal.counts()).toEqual({ received: 3, pending: 2 });
    expect(journal.recover().map(({ signal }) => signal.uuid)).toEqual([B, C]);
  });

  it("leaves out what the move file told already, except what was still open then", async () => {
    await fill(folder("old"));
    endHandedOver(folder("old"), 9_000);
    const uuids = (also: string[]) =>
      readJournalPart(folder("old"), { kind: "handover", sinceMs: 2_500, also: new Set(also) }).signals.map(
        ({ uuid }) => uuid,
      );
    expect(uuids([])).toEqual([C]);
    expect(uuids([B])).toEqual([B, C]);
  });
});

function made(name: string): string {
  mkdirSync(folder(name));
  return folder(name);
}

const signal = (uuid: string, state: PartSignal["state"], receivedAtMs: number): PartSignal => ({
  uuid,
  receivedAtMs,
  source: "intake",
  pair: "BTCUSD",
  orderType: "LONG",
  leverage: 0.1,
  state,
  settledAtMs: null,
  reason: null,
  deliveries: [],
});

describe("two readings of one journal", () => {
  it("let the later one alone say what is unsettled", () => {
    const merged = mergeSignals(
      [signal(A, "processed", 1), signal(B, "sending", 2), signal(C, "sending", 3)],
      [signal(C, "processed", 3)],
    );
    // B was open in the file and is not named any more: it ended on the old machine, so it must not be sent again.
    expect(merged.map(({ uuid, state }) => [uuid, state])).toEqual([
      [A, "processed"],
      [C, "processed"],
    ]);
    expect(merged.some(isUnsettled)).toBe(false);
  });
});

describe("open positions", () => {
  it("add up by pair, end with FLAT, and end where an order would turn them round", () => {
    const of = (...orders: [string, string, number][]) =>
      openPositions(orders.map(([pair, orderType, leverage]) => ({ pair, orderType, leverage })));
    expect(of(["BTCUSD", "LONG", 0.1], ["BTCUSD", "LONG", 0.2], ["ETHUSD", "SHORT", -0.1])).toEqual([
      { pair: "BTCUSD", leverage: 0.3 },
      { pair: "ETHUSD", leverage: -0.1 },
    ]);
    expect(of(["BTCUSD", "LONG", 0.1], ["BTCUSD", "FLAT", 0.1])).toEqual([]);
    expect(of(["BTCUSD", "LONG", 0.1], ["BTCUSD", "SHORT", -0.3])).toEqual([]);
  });
});
