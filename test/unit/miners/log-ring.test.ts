import { expect, it } from "vitest";
import { backOffMs, defaultBackOff } from "#main/miners/back-off.ts";
import { createLogRing, redact } from "#main/miners/log-ring.ts";

it("keeps the newest lines only", () => {
  const ring = createLogRing(3);
  for (const text of ["a", "b", "c", "d"]) ring.add({ atMs: 0, level: "info", text });
  expect(ring.newest(10).map((line) => line.text)).toEqual(["b", "c", "d"]);
  expect(ring.newest(1).map((line) => line.text)).toEqual(["d"]);
});

it.each([
  [`key ${"ab".repeat(32)} end`, "key [hidden] end"],
  [`0x${"AB".repeat(64)}`, "[hidden]"],
  ['{"api_key":"hunter2","x":1}', '{"api_key":"[hidden]","x":1}'],
  ["password = correct-horse", "password = [hidden]"],
  ["Authorization: Bearer abc.def", "Authorization: Bearer [hidden]"],
  ["an ordinary line with 0x1234", "an ordinary line with 0x1234"],
])("%s", (text, expected) => expect(redact(text)).toBe(expected));

it("bounds the wait before a restart", () => {
  expect([1, 2, 3, 7, 1_000].map((crashes) => backOffMs(crashes, defaultBackOff))).toEqual([
    1_000, 2_000, 4_000, 60_000, 60_000,
  ]);
});
