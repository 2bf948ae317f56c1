import { type Context, definePallet, type Pallet } from "../../describe/index.ts";
import { alphaAssetsPallet } from "./alpha-assets.ts";
import { decayBurns } from "./burn.ts";
import { movingCalls } from "./calls/moving.ts";
import { registrationCalls } from "./calls/registration.ts";
import { servingCalls } from "./calls/serving.ts";
import { setWeightsCalls } from "./calls/set-weights.ts";
import { stakingCalls } from "./calls/staking.ts";
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
  calls: { ...setWeightsCalls, ...stakingCalls, ...servingCalls, ...registrationCalls, ...movingCalls },
  hooks: {
    onInitialize: (ctx: Context) => {
      decayBurns(ctx);
      emitBlock(ctx);
    },
  },
});

export const subtensorPallets: readonly Pallet[] = [subtensorModule, alphaAssetsPallet];
