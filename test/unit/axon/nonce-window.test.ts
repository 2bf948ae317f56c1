import { expect, it } from "vitest";
import { nonceProblem } from "#src/axon/nonce-window.ts";
import { versionAsInt } from "#src/axon/version-as-int.ts";

const NOW = 1_795_197_646_000_000_000n;
const ask = { nonce: NOW, nowNs: NOW, last: undefined, timeoutSeconds: 12 };
const second = 1_000_000_000n;

it("takes a first nonce inside 4 s plus the announced timeout", () => {
  expect(nonceProblem({ ...ask, nonce: NOW - 16n * second + 1n })).toBeNull();
  expect(nonceProblem({ ...ask, nonce: NOW - 20n * second })).toBe(
    "Nonce is too old: acceptable delta is 16.00 seconds but request was 20.00 seconds old",
  );
});

it("wants strictly growing nonces from a known caller", () => {
  const known = { ...ask, last: NOW };
  expect(nonceProblem(known)).toBe("Nonce is too old, a newer one was last processed");
  expect(nonceProblem({ ...known, nonce: NOW - 1n })).toBe("Nonce is too old, a newer one was last processed");
  expect(nonceProblem({ ...known, nonce: NOW + 1n })).toBeNull();
});

it("lets nobody widen the window at will or lock a key out by a far nonce", () => {
  expect(nonceProblem({ ...ask, timeoutSeconds: 1e9, nonce: NOW - 65n * second })).toMatch(/too old/);
  expect(nonceProblem({ ...ask, nonce: NOW + 3_600n * second })).toMatch(/ahead/);
});

it("counts versions as the SDK does", () => {
  expect([versionAsInt("10.2.0"), versionAsInt("7.2.0"), versionAsInt("9.9.0")]).toEqual([10002000, 7002000, 9009000]);
});
