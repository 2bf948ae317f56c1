import { beforeEach, describe, expect, it } from "vitest";
import { createPool, type Pool, type PoolStatus } from "#main/practice/chain/pool.ts";
import { RefusalError } from "#main/practice/chain/validity.ts";
import type { Extrinsic } from "#main/practice/extrinsic/decode.ts";

const A = `0x${"aa".repeat(32)}` as const;
const B = `0x${"bb".repeat(32)}` as const;
const BLOCK = `0x${"01".repeat(32)}` as const;

let made = 0;
const facts = new Map<string, { who: `0x${string}`; nonce: number }>();
const extrinsic = (who: `0x${string}`, nonce: number): Extrinsic => {
  made += 1;
  const hash = `0x${made.toString(16).padStart(64, "0")}` as const;
  facts.set(hash, { who, nonce });
  return { hash, bytes: Uint8Array.of(made), call: { pallet: "System", name: "remark", args: {} }, signed: undefined };
};

let stateNonce: Map<string, number>;
let dead: Set<string>;
let pool: Pool;

beforeEach(() => {
  stateNonce = new Map();
  dead = new Set();
  pool = createPool({
    limit: 5,
    validate: ({ hash }) => {
      const { who, nonce } = facts.get(hash) as { who: `0x${string}`; nonce: number };
      const now = stateNonce.get(who) ?? 0;
      if (nonce < now) throw new RefusalError({ kind: "invalid", name: "Stale" });
      if (dead.has(hash)) throw new RefusalError({ kind: "invalid", name: "BadProof" });
      return { who, nonce, stateNonce: now, deadAt: 100 };
    },
  });
});

const add = (who: `0x${string}`, nonce: number): { one: Extrinsic; states: PoolStatus[] } => {
  const states: PoolStatus[] = [];
  const one = extrinsic(who, nonce);
  pool.add(one, (status) => states.push(status));
  return { one, states };
};

describe("the pool", () => {
  it("orders by arrival, and by nonce within an account", () => {
    const late = add(A, 1);
    const other = add(B, 0);
    const first = add(A, 0);
    expect(late.states).toEqual(["future", "ready", { broadcast: [] }]);
    expect(pool.ready()).toEqual([first.one, other.one, late.one]);
    expect(pool.nextNonce(A, 0)).toBe(2);
  });

  it("keeps one extrinsic per nonce, whatever its tip, and has a limit", () => {
    add(A, 0);
    expect(() => add(A, 0)).toThrow(expect.objectContaining({ kind: "tooLowPriority" }));
    const again = extrinsic(B, 0);
    pool.add(again);
    expect(() => pool.add(again)).toThrow(expect.objectContaining({ kind: "alreadyImported" }));
    for (const nonce of [1, 2, 3]) add(A, nonce);
    expect(() => add(A, 4)).toThrow(expect.objectContaining({ kind: "full" }));
  });

  it("tells of block and finality, then forgets", () => {
    const { one, states } = add(A, 0);
    stateNonce.set(A, 1);
    pool.blockSealed(BLOCK, new Set([one.hash]));
    expect(states.at(-1)).toEqual({ inBlock: BLOCK });
    pool.blockFinalized(BLOCK);
    expect(states.at(-1)).toEqual({ finalized: BLOCK });
    expect(pool.pending()).toEqual([]);
  });

  it("says invalid to what a block made stale or dead, and lets followers wait again", () => {
    const first = add(A, 0);
    const second = add(A, 1);
    const third = add(A, 2);
    dead.add(second.one.hash);
    stateNonce.set(A, 1);
    pool.blockSealed(BLOCK, new Set([first.one.hash]));
    expect(second.states.at(-1)).toBe("invalid");
    expect(pool.ready()).toEqual([]);
    expect(pool.pending()).toEqual([third.one]);
    const filled = add(A, 1);
    expect(third.states.slice(-2)).toEqual(["ready", { broadcast: [] }]);
    expect(pool.ready()).toEqual([filled.one, third.one]);
  });

  it("stops telling a watcher that left", () => {
    const states: PoolStatus[] = [];
    const watcher = (status: PoolStatus): void => {
      states.push(status);
    };
    const one = extrinsic(A, 0);
    pool.add(one, watcher);
    pool.unwatch(watcher);
    pool.drop(one.hash);
    expect(states).toEqual(["ready", { broadcast: [] }]);
  });
});
