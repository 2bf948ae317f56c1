import { RpcError } from "#main/chain/json-rpc.ts";
import type { Fork, ForkOutcome, StateChange } from "./fork.ts";
import { noRuntime } from "./refusals.ts";

interface Answer {
  readonly refusal: { readonly message: string; readonly data: string | null } | null;
  readonly changes: readonly StateChange[];
  readonly answers: readonly (readonly [before: string, after: string])[];
}

/** JSON-RPC: the node has no such method. */
const UNKNOWN_METHOD = -32_601;

/**
 * Rehearses on our own practice network, whose node runs the extrinsic on a copy of its state and throws it away. It is
 * asked twice: what changed decides what is asked about. Error: `REHEARSAL_NO_RUNTIME` where the node is too old for it.
 */
export const practiceFork: Fork = {
  how: "practice",
  async run({ live, at, extrinsicHex, questions, tell, signal }): Promise<ForkOutcome> {
    signal.throwIfAborted();
    let requests = 0;
    const ended = Promise.withResolvers<never>();
    ended.promise.catch(() => undefined);
    signal.addEventListener("abort", () => ended.reject(signal.reason), { once: true });
    const ask = async (asked: readonly (readonly [method: string, data: string])[]): Promise<Answer> => {
      requests += 1;
      tell({ step: "Runs on a copy of the practice network's state.", requests, memoryMiB: null });
      try {
        const answer = live.rpc.send<Answer>("practice_rehearse", [extrinsicHex, at.hash, asked]);
        answer.catch(() => undefined);
        return await Promise.race([answer, ended.promise]);
      } catch (error) {
        if (error instanceof RpcError && error.code === UNKNOWN_METHOD) throw noRuntime("practice");
        throw error;
      }
    };
    const first = await ask([]);
    const asked = questions(first.changes).map(({ method, data }) => [method, data] as const);
    const { refusal, changes, answers } = asked.length === 0 ? first : await ask(asked);
    return {
      refusal: refusal && { message: refusal.message, ...(refusal.data === null ? {} : { data: refusal.data }) },
      changes,
      answers: answers.map(([before, after]) => ({ before, after })),
      blockWork: true,
      requests,
      peakMiB: null,
    };
  },
};
