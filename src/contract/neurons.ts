import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, keyName, netuid, port, raoText, ss58, timeMs, uid } from "./scalars.ts";
import { planView } from "./transactions.ts";

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
  /** Null where the runtime has none. */
  validatorTrust: share.nullable(),
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

const walletId = z.string().min(1).max(64);

/** Where validators look for a hotkey, and how that compares with what runs here. */
export const axonView = z.strictObject({
  netuid,
  walletId,
  hotkeyName: keyName,
  hotkey: ss58,
  uid: uid.nullable(),
  /** As the chain has it; null where nothing was ever published. `reset`: it says that nothing listens. */
  record: z
    .strictObject({
      endpoint: z.string(),
      ip: z.string(),
      port: z.int(),
      version: z.int(),
      publishedAtBlock: blockNumber,
      reset: z.boolean(),
    })
    .nullable(),
  rateLimitBlocks: z.int().min(0),
  /** Blocks until it may be published again; 0 is now. */
  waitBlocks: z.int().min(0),
  waitMs: z.number().min(0),
  /** Miners of this profile with this hotkey here. */
  miners: z.array(z.strictObject({ minerId: z.string(), name: z.string(), running: z.boolean() })),
  sentence: z.string(),
  atBlock: blockNumber,
});
export type AxonView = z.infer<typeof axonView>;

/** A check of one's own port from outside, without a third party. */
export const reachView = z.strictObject({
  checkId: z.string(),
  endpoint: z.string(),
  /** Where this machine listens meanwhile. */
  listenPort: port,
  state: z.enum(["listening", "reached", "ended"]),
  /** To be opened from another machine, such as a phone on mobile data. */
  url: z.string(),
  curl: z.string(),
  /** Who came, as this machine sees it; null until somebody did. */
  from: z.string().nullable(),
  /** Whether this machine reaches itself over the address; many routers do not allow that. Null while it is tried. */
  ownTry: z.boolean().nullable(),
  sentence: z.string(),
  endsAtMs: timeMs,
});
export type ReachView = z.infer<typeof reachView>;

/** Whether and where a hotkey is registered. */
export const neuronStatus = z.strictObject({
  hotkey: ss58,
  /** On any subnet, or on the one asked for, or with the UID asked for. */
  registered: z.boolean(),
  registrations: z.array(z.strictObject({ netuid, uid })),
  /** Who has the UID that was asked for; null where nobody was asked for or nobody has it. */
  holder: ss58.nullable(),
  sentence: z.string(),
  atBlock: blockNumber,
});
export type NeuronStatus = z.infer<typeof neuronStatus>;

export const neuronsContract = {
  overview: procedure(
    "read",
    "All neurons of this profile with totals, free balance and how safe each UID is",
    z.strictObject({ netuid: netuid.optional() }),
    overview,
  ),
  status: procedure(
    "read",
    "Whether a hotkey is registered: anywhere, on a subnet, or with a UID",
    z.strictObject({ hotkey: ss58, netuid: netuid.optional(), uid: uid.optional() }),
    neuronStatus,
  ),
  axon: procedure(
    "read",
    "The published axon of a hotkey, and when it may change",
    z.strictObject({ netuid, walletId, hotkeyName: keyName }),
    axonView,
  ),
  prepareAxon: procedure(
    "read",
    "A plan to publish where validators reach a hotkey",
    z.strictObject({
      netuid,
      walletId,
      hotkeyName: keyName,
      /** IPv4 or IPv6, as seen from outside. */
      ip: z.string().min(2).max(64),
      /** As seen from outside; the miner may listen on another one behind it. */
      port,
      /** On the practice network only: take an address that nobody outside can reach. */
      allowPrivate: z.boolean().optional(),
    }),
    planView,
  ),
  prepareAxonReset: procedure(
    "read",
    "A plan to publish that nothing listens any more",
    z.strictObject({ netuid, walletId, hotkeyName: keyName }),
    planView,
  ),
  startReach: procedure(
    "write",
    "Listen on a port for a few minutes, to be tried from another machine",
    z.strictObject({ ip: z.string().min(2).max(64), port, listenPort: port.optional() }),
    reachView,
  ),
  reach: procedure(
    "read",
    "The check of one's own port that runs or ran last",
    z.strictObject({}),
    reachView.nullable(),
  ),
  stopReach: procedure("write", "End the check of one's own port", z.strictObject({}), reachView.nullable()),
  reachChanged: stream("The check of one's own port", reachView),
  changed: stream("Neurons of this profile", overview),
} as const;
