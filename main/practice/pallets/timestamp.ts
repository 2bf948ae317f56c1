import { badOrigin, defineCall, defineConstant, definePallet, storageValue } from "../describe/index.ts";
import { bool, compact, named, u64 } from "../scale/index.ts";

/** Milliseconds of Unix time of the current block. */
export const Now = storageValue("Timestamp", "Now", u64, 0n);
const DidUpdate = storageValue("Timestamp", "DidUpdate", bool, false);

/** The block author's clock, set by an inherent once a block. */
export const timestampPallet = definePallet({
  name: "Timestamp",
  index: 2,
  crate: "pallet_timestamp",
  storage: [Now, DidUpdate],
  constants: { MinimumPeriod: defineConstant(u64, 6_000n) },
  calls: {
    set: defineCall(
      0,
      { now: named(compact(u64), "T::Moment") },
      { weight: 130_000_000n, class: "Mandatory", docs: "Set the current time." },
      (ctx, { now }) => {
        if (ctx.origin.type !== "none") throw badOrigin();
        Now.put(ctx, now);
        DidUpdate.put(ctx, true);
      },
    ),
  },
  hooks: { onFinalize: (ctx) => DidUpdate.remove(ctx) },
});
