import {
  type CallContext,
  type CallValue,
  DispatchError,
  defineCall,
  defineConstant,
  defineErrors,
  defineEvents,
  definePallet,
  encodedFault,
  type LateTypes,
  type Pallet,
  type WeightValue,
} from "../describe/index.ts";
import { named, u32, vec } from "../scale/index.ts";

const BATCHES: ReadonlySet<string> = new Set(["batch", "batch_all", "force_batch"]);
const CALL_LIMIT = 10_922;

const utilityEvents = defineEvents("Utility", {
  BatchInterrupted: [0, { index: u32, error: DispatchError }],
  BatchCompleted: [1],
  BatchCompletedWithErrors: [2],
  ItemCompleted: [3],
  ItemFailed: [4, { error: DispatchError }],
});

const utilityErrors = defineErrors("Utility", {
  TooManyCalls: "Too many calls batched.",
  InvalidDerivedAccount: "Bad input data for derived account ID.",
});

/** A batch may hold no batch (facts: chain 1.4): the inner call then fails with `System.CallFiltered`. */
const notNested = (call: CallValue): boolean => !(call.pallet === "Utility" && BATCHES.has(call.name));

const ensureCount = (calls: readonly CallValue[]): void => {
  if (calls.length > CALL_LIMIT) throw utilityErrors.TooManyCalls();
};

type Args = { calls: CallValue[] };

/** The sum of what is inside, and a little for each call. */
const weightOf =
  (base: bigint, each: bigint) =>
  ({ calls }: Args, weigh: (call: CallValue) => WeightValue) =>
    calls.reduce((sum, call) => sum + weigh(call).ref_time + each, base);

/** A batch pays if any inner call pays (facts: chain 5.3). */
const paysOf = ({ calls }: Args, pays: (call: CallValue) => boolean): boolean => calls.length === 0 || calls.some(pays);

const inner = (ctx: CallContext, call: CallValue) => ctx.dispatch(call, ctx.origin, notNested);

/** Several calls in one extrinsic. */
export const utilityPallet = (late: LateTypes): Pallet => {
  const args = { calls: named(vec(late.RuntimeCall), "Vec<<T as Config>::RuntimeCall>") };
  return definePallet({
    name: "Utility",
    index: 11,
    crate: "pallet_subtensor_utility",
    events: utilityEvents,
    errors: utilityErrors,
    constants: { batched_calls_limit: defineConstant(u32, CALL_LIMIT) },
    calls: {
      batch: defineCall(
        0,
        args,
        {
          weight: weightOf(4_732_000n, 2_932_000n),
          pays: paysOf,
          docs: "Send a batch of dispatch calls; stops at the first failure.",
        },
        (ctx, { calls }) => {
          ctx.signer();
          ensureCount(calls);
          for (const [index, call] of calls.entries()) {
            const outcome = inner(ctx, call);
            if (!outcome.ok) {
              ctx.emit(utilityEvents.BatchInterrupted({ index, error: outcome.error }));
              return;
            }
            ctx.emit(utilityEvents.ItemCompleted());
          }
          ctx.emit(utilityEvents.BatchCompleted());
        },
      ),
      batch_all: defineCall(
        2,
        args,
        {
          weight: weightOf(6_000_000n, 3_209_000n),
          pays: paysOf,
          docs: "Send a batch of dispatch calls and atomically execute them.",
        },
        (ctx, { calls }) => {
          ctx.signer();
          ensureCount(calls);
          for (const call of calls) {
            const outcome = inner(ctx, call);
            if (!outcome.ok) throw encodedFault(outcome.error);
            ctx.emit(utilityEvents.ItemCompleted());
          }
          ctx.emit(utilityEvents.BatchCompleted());
        },
      ),
      force_batch: defineCall(
        4,
        args,
        {
          weight: weightOf(4_732_000n, 2_932_000n),
          pays: paysOf,
          docs: "Send a batch of dispatch calls; goes on after failures.",
        },
        (ctx, { calls }) => {
          ctx.signer();
          ensureCount(calls);
          let failed = false;
          for (const call of calls) {
            const outcome = inner(ctx, call);
            if (outcome.ok) ctx.emit(utilityEvents.ItemCompleted());
            else {
              failed = true;
              ctx.emit(utilityEvents.ItemFailed({ error: outcome.error }));
            }
          }
          ctx.emit(failed ? utilityEvents.BatchCompletedWithErrors() : utilityEvents.BatchCompleted());
        },
      ),
    },
  });
};
