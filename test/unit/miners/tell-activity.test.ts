import { expect, it } from "vitest";
import { createActivityTeller, type Tell } from "#main/miners/tell-activity.ts";
import type { Clock } from "#main/ports/clock.ts";

function teller() {
  const lines: Parameters<Tell>[0][] = [];
  let flush: () => void = () => undefined;
  const clock: Clock = {
    nowMs: () => 0,
    nowNs: () => 0n,
    after: (_delayMs, callback) => {
      flush = callback;
      return () => undefined;
    },
  };
  return { lines, flush: () => flush(), ...createActivityTeller("w/h", "id", clock, (line) => lines.push(line)) };
}

it("tells starts, crashes, failures and stops, each once", () => {
  const { lines, state } = teller();
  state("stopped", "");
  state("starting", "");
  state("running", "");
  state("running", "another sentence");
  state("backingOff", "it crashed");
  state("failed", "the port is taken");
  state("stopping", "");
  state("stopped", "");
  expect(lines.map(({ level, text, link }) => [level, text, link])).toEqual([
    ["good", "Miner w/h runs.", "/miners/id"],
    ["warning", "Miner w/h: it crashed", "/miners/id"],
    ["danger", "Miner w/h: the port is taken", "/miners/id"],
    ["info", "Miner w/h stopped.", "/miners/id"],
  ]);
});

it("tells one signal with its outcome, many as a sum", () => {
  const { lines, settled, flush } = teller();
  settled({ uuid: "a", state: "processed", text: "LONG BTCUSD processed. Accepted by 3 of 3 validators." });
  flush();
  settled({ uuid: "b", state: "processed", text: "" });
  settled({ uuid: "c", state: "failed", text: "" });
  flush();
  expect(lines).toEqual([
    {
      area: "signals",
      level: "good",
      text: "LONG BTCUSD processed. Accepted by 3 of 3 validators.",
      link: "/signals/a",
    },
    { area: "signals", level: "warning", text: "2 signals settled: 1 processed, 1 failed.", link: "/signals" },
  ]);
});
