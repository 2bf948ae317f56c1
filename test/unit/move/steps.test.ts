import { describe, expect, it } from "vitest";
import { quietAtMs, quietMs } from "#src/move/quiet.ts";
import { parseReadyCode, readyCode } from "#src/move/ready-code.ts";
import { holdAt, mayBecome, mayCancel, moveStages } from "#src/move/stages.ts";
import { type MoveSituation, moveSteps } from "#src/move/steps.ts";

const NOW = 1_800_000_000_000;
const base: MoveSituation = {
  side: "old",
  role: "sender",
  stage: "made",
  forced: false,
  running: true,
  pending: 0,
  published: null,
  publishWaitMs: null,
  reachedFrom: null,
  quietAtMs: null,
  quietNeedsMs: 1_200_000,
  askedLastAtMs: null,
  nowMs: NOW,
};
const told = (change: Partial<MoveSituation>) => {
  const { steps, action, done } = moveSteps({ ...base, ...change });
  return { states: steps.map(({ state }) => state).join(" "), action, done };
};

describe("the steps of a move", () => {
  it("stop a sender before the new one starts", () => {
    expect(told({})).toEqual({ states: "done now later later", action: "import", done: 1 });
    expect(told({ stage: "stopping" })).toEqual({ states: "done done now later", action: "stop", done: 2 });
    expect(told({ stage: "handedOver" })).toEqual({ states: "done done done now", action: "carry", done: 3 });
    expect(told({ side: "new", stage: "imported" })).toMatchObject({
      states: "done now later later",
      action: "giveCode",
    });
    expect(told({ side: "new", stage: "taken" })).toMatchObject({ states: "done done done now", action: "start" });
    expect(told({ side: "new", stage: "done" })).toMatchObject({ states: "done done done done", action: null });
  });

  it("start and publish a new axon before the old one stops", () => {
    const axon = { role: "axon" } as const;
    expect(told({ ...axon })).toMatchObject({ states: "done now later later", action: "import" });
    const published = { ...axon, published: "203.0.113.5:8091", quietAtMs: NOW + 1 };
    expect(told(published)).toMatchObject({ states: "done done now later", action: "watch" });
    expect(told({ ...published, quietAtMs: NOW })).toMatchObject({ states: "done done done now", action: "stop" });
    expect(told({ ...axon, stage: "handedOver" })).toMatchObject({ states: "done done done done", action: null });
    const there = { ...axon, side: "new" } as const;
    expect(told({ ...there, stage: "imported" })).toMatchObject({ states: "done now later later", action: "check" });
    expect(told({ ...there, stage: "imported", reachedFrom: "198.51.100.7" })).toMatchObject({ action: "start" });
    expect(told({ ...there, stage: "started" })).toMatchObject({ states: "done done done now", action: "publish" });
    expect(told({ ...there, stage: "done" })).toMatchObject({ states: "done done done done", action: null });
  });

  it("show how far a move came that ended otherwise, and ask for nothing", () => {
    expect(told({ stage: "cancelled" }).action).toBeNull();
    expect(told({ stage: "takenBack" })).toEqual({ states: "done later later later", action: null, done: 1 });
  });
});

describe("stages", () => {
  it("never let a sender start without having been handed over, and never let an axon wait", () => {
    expect(mayBecome("sender", "imported", "started")).toBe(false);
    expect(mayBecome("sender", "imported", "done")).toBe(false);
    expect(mayBecome("axon", "imported", "taken")).toBe(false);
    expect(holdAt("sender", "imported")).toBe("awaiting");
    expect(holdAt("axon", "imported")).toBeNull();
    for (const role of ["sender", "axon"] as const) expect(holdAt(role, "handedOver")).toBe("handedOver");
  });

  it("lead nowhere once they are over, and may be left only before the sender has gone", () => {
    for (const from of ["takenBack", "done", "cancelled"] as const) {
      expect(moveStages.filter((to) => mayBecome("sender", from, to))).toEqual([]);
    }
    expect(moveStages.filter(mayCancel)).toEqual(["made", "stopping", "imported", "started"]);
    expect(mayBecome("sender", "handedOver", "cancelled")).toBe(false);
    expect(mayBecome("sender", "taken", "cancelled")).toBe(false);
  });
});

describe("a ready code", () => {
  it("is read as people type it", () => {
    const code = readyCode(Uint8Array.of(0, 31, 32, 63, 10, 20, 255, 1));
    expect(code).toBe("0Z0Z-AMZ1");
    for (const typed of [code, "0z0zamz1", " 0Z0Z AMZ1 ", "OZOZ-AMZL", "oz0z-amzi"])
      expect(parseReadyCode(typed)).toBe(code);
    for (const wrong of ["", "0Z0Z-AMZ", "0Z0Z-AMZ12", "0Z0Z-AMU1", "ä0Z0ZAMZ"])
      expect(parseReadyCode(wrong)).toBeNull();
  });
});

describe("an old axon counts as quiet", () => {
  it("a full time of the validators' memory after the last request, the publication and the beginning of watching", () => {
    const needed = quietMs(12_000, false);
    expect(needed).toBe(20 * 60_000);
    expect(quietMs(250, true)).toBe(5_000);
    const seen = { lastAtMs: 300, watchedSinceMs: 100, publishedAtMs: 200 };
    expect(quietAtMs(seen, needed)).toBe(300 + needed);
    expect(quietAtMs({ ...seen, lastAtMs: null }, needed)).toBe(200 + needed);
    expect(quietAtMs({ ...seen, watchedSinceMs: 900 }, needed)).toBe(900 + needed);
    expect(quietAtMs({ ...seen, watchedSinceMs: null }, needed)).toBeNull();
    expect(quietAtMs({ ...seen, publishedAtMs: null }, needed)).toBeNull();
  });
});
