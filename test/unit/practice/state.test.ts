import { describe, expect, it } from "vitest";
import { createOverlay, emptyState } from "#main/practice/state/overlay.ts";
import { createVersionedState } from "#main/practice/state/versions.ts";

const one = Uint8Array.of(1);
const two = Uint8Array.of(2);

describe("overlay", () => {
  it("keeps or drops nested layers as a whole", () => {
    const overlay = createOverlay(emptyState);
    overlay.set("aa", one);
    overlay.begin();
    overlay.set("aa", two);
    overlay.set("ab", one);
    overlay.begin();
    overlay.set("aa", undefined);
    expect(overlay.get("aa")).toBeUndefined();
    expect([...overlay.keys("a")]).toEqual(["ab"]);
    overlay.drop();
    expect(overlay.get("aa")).toBe(two);
    overlay.keep();
    expect([...overlay.changes()]).toEqual([
      ["aa", two],
      ["ab", one],
    ]);
    overlay.begin();
    overlay.set("aa", one);
    overlay.drop();
    expect(overlay.get("aa")).toBe(two);
  });

  it("lists the base's keys with what was added and removed, in order", () => {
    const base = createVersionedState();
    base.apply(0, [
      ["a1", one],
      ["a3", one],
      ["b1", one],
    ]);
    const overlay = createOverlay(base.at(0));
    overlay.set("a2", one);
    overlay.set("a3", undefined);
    expect([...overlay.keys("a")]).toEqual(["a1", "a2"]);
    expect([...overlay.keys("b")]).toEqual(["b1"]);
  });
});

describe("versioned state", () => {
  it("answers for every kept block", () => {
    const state = createVersionedState();
    state.apply(1, [["k", one]]);
    state.apply(3, [["k", two]]);
    state.apply(5, [["k", undefined]]);
    expect([0, 1, 2, 3, 4, 5, 9].map((block) => state.at(block).get("k")?.[0])).toEqual([
      undefined,
      1,
      1,
      2,
      2,
      undefined,
      undefined,
    ]);
    expect([...state.at(4).keys("")]).toEqual(["k"]);
    expect([...state.at(5).keys("")]).toEqual([]);
  });

  it("forgets what only older blocks could see, and says which rows fell away", () => {
    const state = createVersionedState();
    const item = "c".repeat(64);
    state.apply(1, [
      [`${item}01`, one],
      [`${item}02`, one],
      [`${item}03`, one],
    ]);
    state.apply(3, [
      [`${item}01`, two],
      [`${item}02`, undefined],
    ]);
    const rows = state.prune(3);
    expect(rows.map(({ key, block }) => `${key.slice(64)}@${block}`).sort()).toEqual(["01@1", "02@1", "02@3"]);
    expect([...state.at(3).keys(item)].map((key) => key.slice(64))).toEqual(["01", "03"]);
    expect(state.at(3).get(`${item}01`)).toBe(two);
    expect(state.prune(4)).toEqual([]);
    state.apply(6, [[`${item}02`, two]]);
    expect(state.at(6).get(`${item}02`)).toBe(two);
    expect([...state.at(6).keys(item)]).toHaveLength(3);
  });
});
