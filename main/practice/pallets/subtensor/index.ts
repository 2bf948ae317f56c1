import { type Context, definePallet, type Pallet } from "../../describe/index.ts";
import { alphaAssetsPallet } from "./alpha-assets.ts";
import { decayBurns } from "./burn.ts";
import { childrenCalls } from "./calls/children.ts";
import { coldkeySwapCalls } from "./calls/coldkey-swap.ts";
import { destroyingCalls } from "./calls/destroying.ts";
import { hotkeySwapCalls } from "./calls/hotkey-swap.ts";
import { identityCalls } from "./calls/identity.ts";
import { movingCalls } from "./calls/moving.ts";
import { registrationCalls } from "./calls/registration.ts";
import { rootClaimCalls } from "./calls/root-claims.ts";
import { servingCalls } from "./calls/serving.ts";
import { setWeightsCalls } from "./calls/set-weights.ts";
import { stakingCalls } from "./calls/staking.ts";
import { takeCalls } from "./calls/takes.ts";
import { subtensorConstants } from "./constants.ts";
import { emitBlock } from "./emission.ts";
import { subtensorErrors } from "./errors.ts";
import { subtensorEvents } from "./events.ts";
import { subtensorStorage } from "./storage/index.ts";

/** Subnets, neurons and stake. Rules are the pure ones of `src/`; here they meet storage, events and errors. */
const subtensorModule = definePallet({
  name: "SubtensorModule",
  index: 7,
  crate: "pallet_subtensor",
  storage: subtensorStorage,
  errors: subtensorErrors,
  events: subtensorEvents,
  constants: subtensorConstants,
  calls: {
    ...setWeightsCalls,
    ...stakingCalls,
    ...servingCalls,
    ...registrationCalls,
    ...movingCalls,
    ...rootClaimCalls,
    ...destroyingCalls,
    ...identityCalls,
    ...takeCalls,
    ...childrenCalls,
    ...hotkeySwapCalls,
    ...coldkeySwapCalls,
  },
  hooks: {
    onInitialize: (ctx: Context) => {
      decayBurns(ctx);
      emitBlock(ctx);
    },
  },
});

export const subtensorPallets: readonly Pallet[] = [subtensorModule, alphaAssetsPallet];
