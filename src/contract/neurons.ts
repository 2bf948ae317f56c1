import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, keyName, netuid, raoText, ss58, uid } from "./scalars.ts";

/** How safe a UID is from being replaced. */
export const survivalView = z.strictObject({
  /** `nextOut`: the next registration takes it. `near`: within five. `watch`: in line. `safe`: not in line now. */
  level: z.enum(["nextOut", "near", "watch", "safe"]),
  /** Registrations until it is replaced, free UIDs included; null where it is safe now. */
  registrationsAway: z.int().min(1).nullable(),
  immune: z.boolean(),
  immuneUntilBlock: blockNumber,
  immuneBlocksLeft: z.int().min(0),
  immuneMsLeft: z.number().min(0),
  /** The subnet owner's own, never replaced. */
  immortal: z.boolean(),
  /** Registrations until it is replaced once its immunity is over, with the emissions of now; null where safe or over. */
  awayAtImmunityEnd: z.int().min(1).nullable(),
  /** Registrations a day on this subnet, from the registration blocks of its neurons; null where it is not known. */
  registrationsADay: z.number().min(0).nullable(),
  /** Time until it is replaced at that rate; null where nobody registers or it is safe. */
  msLeft: z.number().min(0).nullable(),
  /** The line of replacement: free UIDs come first, then those outside immunity, then immune ones; the rest of `total` is safe. */
  scale: z.strictObject({
    free: z.int().min(0),
    exposed: z.int().min(0),
    replaceable: z.int().min(0),
    total: z.int().min(1),
  }),
  sentence: z.string(),
});
export type SurvivalView = z.infer<typeof survivalView>;

const share = z.number().min(0).max(1);

/** One neuron of this profile: the columns of the overview. */
export const ownNeuron = z.strictObject({
  netuid,
  uid,
  walletId: z.string(),
  walletName: z.string(),
  /** The coldkey that owns the hotkey on this chain. */
  coldkey: ss58,
  /** Whether that is the coldkey of the wallet the hotkey is kept in. */
  ownColdkey: z.boolean(),
  hotkeyName: keyName,
  hotkey: ss58,
  active: z.boolean(),
  /** All alpha behind the hotkey on the subnet (TAO on root), not its owner's alone. */
  stakeAlphaRao: raoText,
  /** 0 to 1; null where this chain no longer fills it. */
  rank: share.nullable(),
  trust: share.nullable(),
  consensus: share,
  incentive: share,
  dividends: share,
  /** Of the last epoch, spread over its blocks: the subnet's alpha, not TAO. */
  emissionAlphaRaoPerBlock: raoText,
  emissionAlphaRaoPerDay: raoText,
  /** The same at the pool's spot price; null where the price is not known. */
  emissionRaoPerDay: raoText.nullable(),
  validatorTrust: share,
  validatorPermit: z.boolean(),
  /** Blocks since it last set weights, or registered. */
  updatedBlocksAgo: z.int().min(0),
  /** `ip:port` as published; null where nothing is. */
  axon: z.string().nullable(),
  registeredAtBlock: blockNumber,
  /** Null on root, where stake decides. */
  survival: survivalView.nullable(),
});
export type OwnNeuron = z.infer<typeof ownNeuron>;

export const overviewSubnet = z.strictObject({
  netuid,
  name: z.string(),
  symbol: z.string(),
  tempo: z.int(),
  priceRaoPerAlpha: raoText.nullable(),
  atBlock: blockNumber,
  neurons: z.array(ownNeuron),
  totals: z.strictObject({
    stakeAlphaRao: raoText,
    emissionAlphaRaoPerBlock: raoText,
    emissionAlphaRaoPerDay: raoText,
    emissionRaoPerDay: raoText.nullable(),
  }),
});
export type OverviewSubnet = z.infer<typeof overviewSubnet>;

export const overview = z.strictObject({
  atBlock: blockNumber,
  blockTimeMs: z.number().positive(),
  subnets: z.array(overviewSubnet),
  wallets: z.array(z.strictObject({ walletId: z.string(), name: z.string(), coldkey: ss58, freeRao: raoText })),
  /** Free balance of all coldkeys together. */
  freeRao: raoText,
});
export type Overview = z.infer<typeof overview>;

export const neuronsContract = {
  overview: procedure(
    "read",
    "All neurons of this profile with totals, free balance and how safe each UID is",
    z.strictObject({ netuid: netuid.optional() }),
    overview,
  ),
  changed: stream("Neurons of this profile", overview),
} as const;
