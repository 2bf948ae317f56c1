import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/axon/json-value.ts";
import { classifyReply, retryAfterMs, wasUnanswered } from "#src/signals/classify-reply.ts";
import { deliveryFor } from "#src/signals/delivery-settings.ts";
import { type DeliveryState, settle, statesBefore } from "#src/signals/signal-states.ts";
import { selectTargets } from "#src/signals/targets.ts";

const row = (uid: number, change: object = {}) => ({
  uid,
  hotkey: `hotkey${uid}`,
  ip: "192.0.2.1",
  port: 8091,
  permit: false,
  stakeRao: 0n,
  trust: 0,
  ...change,
});

describe("who is asked", () => {
  const rows = [
    row(0, { permit: true }),
    row(1, { stakeRao: 1_001n }),
    row(2, { stakeRao: 1_000n }),
    row(3, { permit: true, ip: "0.0.0.0" }),
    row(4, { permit: true, port: 0 }),
    row(5, { permit: true, stakeRao: 5n }),
    row(6, { permit: true, hotkey: "own" }),
  ];
  const uids = (network: "finney" | "test") => selectTargets(rows, network, "own").map(({ uid }) => uid);

  it("on the main network: permit or more than 1000 rao, with an axon, highest stake first, never oneself", () =>
    expect(uids("finney")).toEqual([1, 5, 0]));
  it("on the test network: every published axon", () => expect(uids("test")).toEqual([1, 2, 5, 0]));
});

describe("what a reply means", () => {
  const answered = (fields: Record<string, JsonValue>) => ({
    kind: "answered" as const,
    body: new Map(Object.entries(fields)),
  });
  const already = answered({
    successfully_processed: false,
    error_message: "Order with uuid [x] has already been processed.",
  });

  it("is decided by successfully_processed", () => {
    expect(classifyReply(answered({ successfully_processed: true, order_json: "{}" }), false)).toEqual({
      outcome: "accepted",
      message: "",
      order: "{}",
    });
    expect(classifyReply(answered({ successfully_processed: false, error_message: "no" }), false)).toMatchObject({
      outcome: "refused",
      message: "no",
    });
    expect(classifyReply(answered({ successfully_processed: "true" }), false).outcome).toBe("refused");
    expect(classifyReply(answered({}), false).message).toBe("Refused without a reason.");
  });

  it("counts a known uuid as accepted only where an answer of ours was lost", () => {
    expect(classifyReply(already, true).outcome).toBe("accepted");
    expect(classifyReply(already, false).outcome).toBe("refused");
  });

  it("knows which attempts left the outcome open", () => {
    expect(wasUnanswered("timedOut", null)).toBe(true);
    expect(wasUnanswered("unreachable", 200)).toBe(true);
    expect(wasUnanswered("pending", null)).toBe(true);
    expect(wasUnanswered("refused", 500)).toBe(true);
    expect(wasUnanswered("refused", 408)).toBe(true);
    expect(wasUnanswered("refused", 200)).toBe(false);
    expect(wasUnanswered("refused", 403)).toBe(false);
    expect(wasUnanswered("accepted", 200)).toBe(false);
  });
});

describe("retries", () => {
  const { waitsMs } = deliveryFor("finney");
  const ask = { outcome: "timedOut" as const, message: "", trust: 0.5, attempts: 1, waitsMs };

  it("wait 20 s, then 40 s, then end", () => {
    expect([1, 2, 3].map((attempts) => retryAfterMs({ ...ask, attempts }, "finney"))).toEqual([20_000, 40_000, null]);
  });
  it("end at once when accepted, without trust, or when nothing can change", () => {
    expect(retryAfterMs({ ...ask, outcome: "accepted" }, "finney")).toBeNull();
    expect(retryAfterMs({ ...ask, trust: 0 }, "finney")).toBeNull();
    expect(retryAfterMs({ ...ask, trust: 0 }, "practice")).toBe(20_000);
    expect(retryAfterMs({ ...ask, outcome: "refused", message: "hotkey has been eliminated" }, "finney")).toBeNull();
  });
});

describe("processed or failed", () => {
  const result = (hotkey: string, trust: number, state: DeliveryState) => ({
    hotkey,
    trust,
    state,
    message: state === "accepted" ? "" : "too soon",
  });

  it("is decided by the high-trust validators", () => {
    const mixed = [result("a", 0.9, "accepted"), result("bbbbbbbbbbbb", 0.5, "refused")];
    expect(settle(mixed, "finney")).toEqual({
      state: "processed",
      reason: "Accepted by 1 of 2 validators; bbbbbb…bbbb: too soon",
    });
    expect(settle([result("a", 0.9, "unreachable"), result("b", 0.5, "accepted")], "finney").state).toBe("failed");
  });
  it("by all where none has high trust, those without trust left out", () => {
    expect(settle([result("a", 0.5, "accepted"), result("b", 0.5, "refused")], "finney").state).toBe("failed");
    expect(settle([result("a", 0.5, "accepted"), result("b", 0, "refused")], "finney").state).toBe("processed");
  });
  it("by every answer on the test network", () => {
    expect(settle([result("a", 0.9, "accepted"), result("b", 0.1, "refused")], "test").state).toBe("failed");
  });
  it("is failed with nobody to ask or nobody who accepted, unlike the reference", () => {
    expect(settle([], "finney")).toMatchObject({ state: "failed", reason: expect.stringMatching(/^No validator/) });
    expect(settle([result("a", 0, "refused")], "finney").state).toBe("failed");
  });
  it("never leaves a settled state", () => {
    expect(statesBefore("sending")).toEqual(["received"]);
    expect(statesBefore("processed")).toEqual(["sending"]);
    expect(statesBefore("failed")).toEqual(["received", "sending"]);
    expect(statesBefore("received")).toEqual([]);
  });
});
