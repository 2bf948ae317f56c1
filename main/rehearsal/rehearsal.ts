import { hexToU8a, u8aToHex } from "@polkadot/util";
import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Events } from "#main/ports/events.ts";
import { sampleExtrinsic } from "#main/transactions/extrinsic.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import type { Transactions } from "#main/transactions/transactions.ts";
import { toErrorView } from "#src/app-error.ts";
import type { RehearsalResult, RehearsalState } from "#src/contract/rehearsal.ts";
import { MOCK_SIGNATURE } from "#src/rehearsal/mock-signature.ts";
import type { Fork } from "./fork.ts";
import { practiceFork } from "./practice-fork.ts";
import { readRehearsal, stakeQuestions } from "./read-outcome.ts";
import { busy, cancelled, nodeLost, outdated, timedOut } from "./refusals.ts";

/** Runs prepared plans on private copies of the connected chain. It has no way to a key. */
export interface Rehearsal {
  /**
   * One at a time. Errors: `PLAN_…`, `NETWORK_OFFLINE`, `REHEARSAL_BUSY`, `REHEARSAL_CANCELLED`, `REHEARSAL_TIMEOUT`,
   * `REHEARSAL_NODE_LOST`, `REHEARSAL_NO_RUNTIME` and those of the copy.
   */
  run(wanted: { planId: string; blockWork: boolean; timeoutMs: number }): Promise<RehearsalResult>;
  state(): RehearsalState;
  /** Ends the one that runs; nothing happens where none does. */
  cancel(): Promise<RehearsalState>;
  stop(): Promise<void>;
}

const IDLE: RehearsalState = {
  planId: null,
  state: "idle",
  step: "Nothing is rehearsed.",
  startedAtMs: null,
  deadlineMs: null,
  requests: 0,
  memoryMiB: null,
  error: null,
};

export function createRehearsal(deps: {
  chain: Chain;
  transactions: Pick<Transactions, "planFor">;
  clock: Clock;
  events: Pick<Events, "publish">;
  log: Logger;
  /** For chains with a WebAssembly runtime. */
  fork: Fork;
}): Rehearsal {
  const { chain, clock, events, log } = deps;
  let state = IDLE;
  let running: { readonly abort: AbortController; readonly ended: Promise<unknown> } | null = null;

  const set = (change: Partial<RehearsalState>): void => {
    state = { ...state, ...change };
    events.publish("rehearsal.changed", state);
  };

  async function rehearse(
    { planId, blockWork, timeoutMs }: { planId: string; blockWork: boolean; timeoutMs: number },
    abort: AbortController,
  ): Promise<RehearsalResult> {
    const { view, frame } = deps.transactions.planFor(planId);
    const { live, at } = quoteBlock(chain);
    if (live.identity.genesisHash !== frame.genesisHash)
      throw outdated("Tausmith is connected to another chain than the plan was made for.");
    if (live.identity.specVersion !== frame.specVersion)
      throw outdated("The chain's runtime was upgraded after the plan was made.");
    const startedAtMs = clock.nowMs();
    set({ ...IDLE, planId, state: "running", step: "Begins.", startedAtMs, deadlineMs: startedAtMs + timeoutMs });
    const cancelTimeout = clock.after(timeoutMs, () => abort.abort(timedOut(timeoutMs, state.requests)));
    const stopListening = live.rpc.onClose((reason) => abort.abort(nodeLost(reason)));
    const fork = chain.isPractice() ? practiceFork : deps.fork;
    try {
      const outcome = await fork.run({
        live,
        at,
        extrinsicHex: u8aToHex(sampleExtrinsic(live.api, frame, hexToU8a(MOCK_SIGNATURE))),
        blockWork,
        questions: (changes) => stakeQuestions(live.api, changes),
        tell: ({ step, requests, memoryMiB }) => set({ step, requests, memoryMiB }),
        signal: abort.signal,
      });
      return {
        how: fork.how,
        network: view.network.name,
        atBlock: at.number,
        atHash: at.hash,
        specVersion: live.identity.specVersion,
        blockWork: outcome.blockWork,
        ...readRehearsal(live.api, view, outcome),
        tookMs: clock.nowMs() - startedAtMs,
        requests: outcome.requests,
        peakMiB: outcome.peakMiB,
      };
    } catch (error) {
      // Whatever breaks because it was ended is told by the reason of the end.
      throw abort.signal.aborted ? abort.signal.reason : error;
    } finally {
      cancelTimeout();
      stopListening();
    }
  }

  const finish = (error: unknown): void => {
    if (error === null) {
      set({ state: "done", step: "Done.", deadlineMs: null });
      return;
    }
    const { code, message, hint } = toErrorView(error);
    if (code === "INTERNAL_ERROR") log.error({ err: error }, "a rehearsal failed unexpectedly");
    const over = code === "REHEARSAL_CANCELLED" ? "cancelled" : "failed";
    set({ state: over, step: message, deadlineMs: null, error: { code, message, hint } });
  };

  return {
    async run(wanted) {
      if (running) throw busy(state.planId ?? "");
      const abort = new AbortController();
      const work = rehearse(wanted, abort);
      const own = { abort, ended: work.catch(() => undefined) };
      running = own;
      try {
        const result = await work;
        finish(null);
        return result;
      } catch (error) {
        if (state.state === "running") finish(error);
        throw error;
      } finally {
        running = null;
      }
    },
    state: () => state,
    async cancel() {
      const own = running;
      own?.abort.abort(cancelled());
      await own?.ended;
      return state;
    },
    async stop() {
      running?.abort.abort(cancelled());
      await running?.ended;
    },
  };
}
