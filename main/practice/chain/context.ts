import type { CallContext, CallValue, Context, DispatchOutcome, Origin } from "../describe/context.ts";
import type { EventValue } from "../describe/events.ts";
import { badOrigin, DispatchFault } from "../describe/fault.ts";
import type { Runtime } from "../describe/runtime.ts";
import type { AccountId } from "../describe/substrate-types.ts";
import { systemErrors } from "../pallets/system/errors.ts";
import type { Overlay } from "../state/overlay.ts";

export interface ContextOptions {
  readonly runtime: Runtime;
  readonly overlay: Overlay;
  readonly block: number;
  readonly author: AccountId;
  /** Events are appended here; a failed transaction cuts the list back. */
  readonly events: EventValue[];
  /** The place of the extrinsic that runs; 0 where left out. */
  readonly extrinsicIndex?: () => number;
}

/** What hooks, runtime APIs and calls run in, on an overlay. */
export function createContext(options: ContextOptions): Context {
  const { runtime, overlay, block, author, events, extrinsicIndex = () => 0 } = options;
  return {
    state: overlay,
    block,
    author,
    runtime,
    extrinsicIndex,
    emit: (event) => {
      events.push(event);
    },
    transaction(work) {
      const mark = events.length;
      overlay.begin();
      try {
        const value = work();
        overlay.keep();
        return value;
      } catch (error) {
        overlay.drop();
        events.length = mark;
        throw error;
      }
    },
  };
}

/**
 * Runs a call in a transaction of its own. A `DispatchFault` becomes the outcome; anything else is a defect and goes on.
 * `filter` is handed down to nested dispatches.
 */
export function dispatch(
  ctx: Context,
  origin: Origin,
  call: CallValue,
  filter: (call: CallValue) => boolean = () => true,
): DispatchOutcome {
  const own: CallContext = {
    ...ctx,
    origin,
    signer() {
      if (origin.type !== "signed") throw badOrigin();
      return origin.who;
    },
    ensureRoot() {
      if (origin.type !== "root") throw badOrigin();
    },
    dispatch: (inner, innerOrigin = origin, innerFilter = () => true) =>
      dispatch(ctx, innerOrigin, inner, (each) => filter(each) && innerFilter(each)),
    dispatchAs: (inner, who, innerFilter) => dispatch(ctx, { type: "signed", who }, inner, innerFilter),
  };
  try {
    ctx.transaction(() => {
      if (!filter(call)) throw systemErrors.CallFiltered();
      const refused = origin.type === "signed" ? ctx.runtime.guard?.(ctx, origin.who, call) : null;
      if (refused) throw refused.fault;
      ctx.runtime.callOf(call).run(own, call.args);
    });
    return { ok: true };
  } catch (error) {
    if (error instanceof DispatchFault) return { ok: false, error: ctx.runtime.errorValue(error.reason) };
    throw error;
  }
}
