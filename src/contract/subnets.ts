import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, netuid, raoText, ss58 } from "./scalars.ts";

export const subnetView = z.strictObject({
  netuid,
  name: z.string(),
  symbol: z.string(),
  /** Spot price, rao per 1 α. */
  priceRaoPerAlpha: raoText,
  taoInRao: raoText,
  alphaInRao: raoText,
  alphaOutRao: raoText,
  /** Against the price one tempo ago, 0.01 is one per cent; null where that is not known. */
  priceChange: z.number().nullable(),
  /** Its part of the TAO that all pools are given each block, 0 to 1; null where none is given. */
  emissionShare: z.number().min(0).max(1).nullable(),
  /** Price of registering a neuron now. */
  burnRao: raoText.nullable(),
  minBurnRao: raoText.nullable(),
  /** The registration price halves in this many blocks without registrations; 0 means that it stays. */
  burnHalfLifeBlocks: z.int().min(0).nullable(),
  /** As seen in the registration price while this app looked, for a day of 7,200 blocks; null while too little was seen. */
  registrationsPerDay: z.number().min(0).nullable(),
  registrationAllowed: z.boolean().nullable(),
  neurons: z.int().nullable(),
  maxNeurons: z.int().nullable(),
  immunityBlocks: z.int().nullable(),
  tempo: z.int(),
  ownerColdkey: ss58,
  /** What the owner says; text that anybody may have written, never a link to follow. */
  links: z.strictObject({
    website: z.string().nullable(),
    github: z.string().nullable(),
    discord: z.string().nullable(),
    contact: z.string().nullable(),
    description: z.string().nullable(),
  }),
  /** Marked by the person on this chain. */
  favourite: z.boolean(),
  atBlock: blockNumber,
});
export type SubnetView = z.infer<typeof subnetView>;

export const neuronView = z.strictObject({
  uid: z.int(),
  hotkey: ss58,
  coldkey: ss58,
  active: z.boolean(),
  validatorPermit: z.boolean(),
  stakeAlphaRao: raoText,
  /** Null where the chain no longer fills it. */
  rank: z.number().nullable(),
  trust: z.number().nullable(),
  consensus: z.number(),
  incentive: z.number(),
  dividends: z.number(),
  validatorTrust: z.number().nullable(),
  emissionAlphaRao: raoText,
  registeredAtBlock: blockNumber,
  immuneUntilBlock: blockNumber,
  lastUpdateBlock: blockNumber,
  /** `ip:port`, or null where nothing is served. */
  axon: z.string().nullable(),
});
export type NeuronView = z.infer<typeof neuronView>;

export const hyperparameter = z.strictObject({
  /** As the chain spells it. */
  name: z.string(),
  value: z.string(),
  /** `share16`: part of 65,535; `share64`: part of 2⁶⁴−1. */
  unit: z.enum(["blocks", "epochs", "share16", "share64", "rao", "switch", "number", "thousandths"]),
  text: z.string(),
});
export type Hyperparameter = z.infer<typeof hyperparameter>;

export const subnetHyperparameters = z.strictObject({
  netuid,
  parameters: z.array(hyperparameter),
  /** Why there are none, where the runtime cannot tell them. */
  reason: z.string().nullable(),
  atBlock: blockNumber,
});
export type SubnetHyperparameters = z.infer<typeof subnetHyperparameters>;

/** One size of trade. Input and fee in the token given, output in the other. */
const impactPoint = z.strictObject({
  inputRao: raoText,
  outputRao: raoText,
  feeRao: raoText,
  averagePriceRaoPerAlpha: raoText,
  /** What fee and price movement take from the worth at the spot price, parts per million. */
  lossPpm: z.int().min(0).max(1_000_000),
});

export const subnetImpact = z.strictObject({
  netuid,
  spotPriceRaoPerAlpha: raoText,
  /** Swaps are one to one, so no size moves the price. */
  oneToOne: z.boolean(),
  buy: z.array(impactPoint),
  sell: z.array(impactPoint),
  atBlock: blockNumber,
});
export type SubnetImpact = z.infer<typeof subnetImpact>;

export const subnetsContract = {
  list: procedure("read", "All subnets with prices", z.strictObject({}), z.array(subnetView)),
  neurons: procedure("read", "The metagraph of a subnet", z.strictObject({ netuid }), z.array(neuronView)),
  hyperparameters: procedure(
    "read",
    "The rules of a subnet, each with what it does",
    z.strictObject({ netuid }),
    subnetHyperparameters,
  ),
  impact: procedure(
    "read",
    "How a subnet's price gives way to purchases and sales of all sizes",
    z.strictObject({ netuid }),
    subnetImpact,
  ),
  setFavourite: procedure(
    "write",
    "Mark a subnet, or take the mark away",
    z.strictObject({ netuid, favourite: z.boolean() }),
    z.array(subnetView),
  ),
  changed: stream("Prices and pools", z.array(subnetView)),
} as const;
