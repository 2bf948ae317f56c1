import type { Context } from "../describe/context.ts";
import type { Extrinsic } from "../extrinsic/decode.ts";
import type { Verify } from "../extrinsic/verify.ts";
import { eventsStorage } from "../pallets/system/events-storage.ts";
import type { Hex } from "../scale/primitives.ts";
import { createContext } from "./context.ts";
import { type BlockStart, openBlock } from "./executive.ts";
import type { Refusal } from "./validity.ts";

/** A changed key: its value before the extrinsic and after it; undefined where there is none. */
export type StateChange = readonly [key: string, before: Uint8Array | undefined, after: Uint8Array | undefined];

export interface Rehearsed {
  /** Why the block would not take it. */
  readonly refusal: Refusal | undefined;
  /** What the extrinsic alone changed; the events of the block so far are among it. */
  readonly changes: readonly StateChange[];
  /** Each question's answer before and after. */
  readonly answers: readonly (readonly [before: Hex, after: Hex])[];
}

/** The signature of a rehearsal: no key has made it, and no chain takes it. */
export const isMockSignature =
  (mock: Hex): Verify =>
  ({ signature }) =>
    signature.type === "Sr25519" && signature.value === mock;

/**
 * Runs an extrinsic in a block that is thrown away: opening hooks and inherents as in the next block, then the
 * extrinsic, then nothing more. Its signature has to be the mock one, so that nothing that could be sent is asked for.
 */
export function rehearse(
  start: BlockStart,
  extrinsic: Extrinsic,
  mock: Hex,
  questions: readonly ((ctx: Context) => Hex)[],
): Rehearsed {
  const { runtime, overlay, number, author } = start;
  const open = openBlock({ ...start, verifies: isMockSignature(mock) });
  const ask = (): Hex[] => {
    const ctx = createContext({ runtime, overlay, block: number, author, events: [] });
    return questions.map((question) => {
      overlay.begin();
      try {
        return question(ctx);
      } finally {
        overlay.drop();
      }
    });
  };
  overlay.begin();
  const refusal = open.apply(extrinsic);
  eventsStorage(runtime).put({ state: overlay }, [...open.records()]);
  const after = [...overlay.newest()];
  const answersAfter = ask();
  overlay.drop();
  const answersBefore = ask();
  return {
    refusal,
    changes: after.map(([key, value]) => [key, overlay.get(key), value]),
    answers: answersBefore.map((before, index) => [before, answersAfter[index] as Hex]),
  };
}
