import { describe, expect, it, vi } from "vitest";
import { closeAction, closeAnswer, closeQuestion } from "#main/desktop/life/close-policy.ts";
import { createCrashPolicy } from "#main/desktop/life/crash-policy.ts";
import { createNotifier } from "#main/desktop/life/notifier.ts";
import { followPower } from "#main/desktop/life/power.ts";
import { createQuit } from "#main/desktop/life/quit.ts";
import { minersAtWork, trayModel } from "#main/desktop/life/tray-model.ts";
import type { ActivityView } from "#src/contract/app.ts";
import type { MinerState, MinerView } from "#src/contract/miners.ts";
import { createManualClock } from "#test/support/manual-clock.ts";

/** Lets promises that can go on do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

const miner = (name: string, state: MinerState): MinerView =>
  ({ minerId: name, name, state, sentence: `${name} is ${state}.` }) as MinerView;

describe("closing", () => {
  it("quits without miners, else does as remembered, else asks", () => {
    expect(closeAction(0, "background")).toBe("quit");
    expect(closeAction(1, "ask")).toBe("ask");
    expect(closeAction(2, "background")).toBe("background");
    expect(closeAction(2, "quit")).toBe("quit");
    expect(closeQuestion(1).message).toBe("A miner is at work.");
    expect(closeQuestion(3).message).toBe("3 miners are at work.");
  });

  it("remembers a decision, never a cancel", () => {
    expect(closeAnswer(0, true)).toEqual({ action: "background", remember: true });
    expect(closeAnswer(1, false)).toEqual({ action: "quit", remember: false });
    for (const button of [2, -1, 9]) expect(closeAnswer(button, true)).toEqual({ action: "cancel", remember: false });
  });
});

describe("quitting", () => {
  const run = (steps: Record<string, () => Promise<void> | void>, deadlineMs = 100) => {
    const clock = createManualClock();
    const said: string[] = [];
    const end = vi.fn();
    const quit = createQuit({
      clock,
      deadlineMs,
      steps: Object.entries(steps).map(([name, step]) => ({ name, run: step })),
      log: (step, outcome) => said.push(`${step} ${outcome}`),
      end,
    });
    return { clock, said, end, quit };
  };

  it("goes step by step, once, past a step that fails", async () => {
    const order: string[] = [];
    const { quit, said, end } = run({
      a: () => void order.push("a"),
      b: () => Promise.reject(new Error("no")),
      c: async () => void order.push("c"),
    });
    await Promise.all([quit(), quit()]);
    expect([order, said]).toEqual([
      ["a", "c"],
      ["a done", "b failed", "c done"],
    ]);
    expect(end).toHaveBeenCalledTimes(1);
  });

  it("ends by the deadline whatever hangs", async () => {
    const after = vi.fn();
    const { clock, quit, said, end } = run({ hangs: () => new Promise(() => undefined), after });
    const done = quit();
    clock.advance(99);
    await settled();
    expect(end).not.toHaveBeenCalled();
    clock.advance(1);
    await settled();
    await done;
    expect(said).toEqual(["hangs late"]);
    expect(after).not.toHaveBeenCalled();
    expect(end).toHaveBeenCalledTimes(1);
  });
});

it("locks on suspend and lock screen, wakes on resume", () => {
  const listeners = new Map<string, () => void>();
  const lock = vi.fn();
  const wake = vi.fn();
  followPower({ on: (event, listener) => listeners.set(event, listener) }, { lock, wake });
  listeners.get("suspend")?.();
  listeners.get("lock-screen")?.();
  expect([lock.mock.calls.length, wake.mock.calls.length]).toEqual([2, 0]);
  listeners.get("resume")?.();
  expect(wake).toHaveBeenCalledTimes(1);
});

it("loads a fallen page again, but not for ever", () => {
  let now = 0;
  const decide = createCrashPolicy(() => now);
  expect(decide("clean-exit")).toBe("nothing");
  expect([decide("crashed"), decide("oom"), decide("killed"), decide("crashed")]).toEqual([
    "reload",
    "reload",
    "reload",
    "giveUp",
  ]);
  now = 120_000;
  expect(decide("crashed")).toBe("reload");
});

describe("the tray", () => {
  it("shows the worst state first", () => {
    expect(trayModel([])).toEqual({ state: "idle", tooltip: "Tausmith: no miners", miners: [] });
    const running = miner("a", "running");
    expect(trayModel([running, miner("b", "stopped")])).toMatchObject({
      state: "running",
      tooltip: "Tausmith: 1 of 2 miners running",
      miners: [
        { minerId: "a", label: "a: running", action: "stop" },
        { minerId: "b", label: "b: stopped", action: "start" },
      ],
    });
    expect(trayModel([running, miner("c", "backingOff")])).toMatchObject({
      state: "attention",
      tooltip: "Tausmith: c: c is backingOff.",
    });
    expect(trayModel([miner("c", "backingOff"), miner("d", "failed")]).state).toBe("failed");
    expect(trayModel([miner("e", "stopping")]).miners[0]?.action).toBeNull();
  });

  it("counts miners at work", () => {
    const states: MinerState[] = ["stopped", "starting", "running", "stopping", "backingOff", "failed"];
    expect(minersAtWork(states.map((state) => miner(state, state)))).toBe(4);
  });
});

it("tells of new trouble once, and only when nobody looks", () => {
  let now = 0;
  let watched = false;
  const shown: string[] = [];
  const notify = createNotifier({
    nowMs: () => now,
    watched: () => watched,
    show: ({ title, body }) => shown.push(`${title}: ${body}`),
  });
  const line = (id: number, level: ActivityView["level"], text: string): ActivityView => ({
    id,
    atMs: 0,
    area: "a",
    level,
    text,
    link: null,
  });
  notify([line(1, "danger", "old")]);
  expect(shown).toEqual([]);
  notify([line(3, "danger", "miner down"), line(2, "info", "fine"), line(1, "danger", "old")]);
  notify([line(4, "danger", "miner down"), line(3, "danger", "miner down")]);
  expect(shown).toEqual(["Needs you now: miner down"]);
  now = 11 * 60_000;
  notify([line(5, "danger", "miner down")]);
  watched = true;
  notify([line(6, "warning", "price reached")]);
  expect(shown).toEqual(["Needs you now: miner down", "Needs you now: miner down"]);
});
