import { expect, it } from "vitest";
import { formatValue } from "#main/cli/format-value.ts";

it("aligns rows under heads, amounts in TAO, times in ISO", () => {
  const text = formatValue([
    { uid: 1, burnRao: "500000000", seenAtMs: 0, name: "a", nested: { x: 1 } },
    { uid: 22, burnRao: "1234000000000", seenAtMs: null, name: "long name", nested: { x: 1 } },
  ]);
  expect(text.split("\n")).toEqual([
    "uid  burn     seen at                   name",
    "1    0.5 τ    1970-01-01T00:00:00.000Z  a",
    "22   1,234 τ  –                         long name",
  ]);
});

it("shows an object as aligned pairs with its lists below", () => {
  expect(formatValue({ name: "w", walletId: "1", hotkeys: [{ name: "h", address: "5x" }], tags: ["a", "b"] })).toBe(
    "name       w\nwallet id  1\ntags       a, b\n\nhotkeys\nname  address\nh     5x",
  );
});

it("says when there is nothing", () => {
  expect(formatValue([])).toBe("Nothing yet.");
  expect(formatValue({})).toBe("Done.");
});

it("lets no value move the cursor or colour the terminal", () => {
  expect(formatValue({ name: "a\u001b[2Jb\nc" })).toBe("name  a [2Jb c");
  expect(formatValue({ names: ["a\u001b[2J", "\u202eb"] })).toBe("names  a [2J,  b");
});
