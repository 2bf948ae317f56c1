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
  /** Price of registering a neuron now. */
  burnRao: raoText.nullable(),
  registrationAllowed: z.boolean().nullable(),
  neurons: z.int().nullable(),
  maxNeurons: z.int().nullable(),
  immunityBlocks: z.int().nullable(),
  tempo: z.int(),
  ownerColdkey: ss58,
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
  incentive: z.number(),
  dividends: z.number(),
  emissionAlphaRao: raoText,
  registeredAtBlock: blockNumber,
  lastUpdateBlock: blockNumber,
  /** `ip:port`, or null where nothing is served. */
  axon: z.string().nullable(),
});
export type NeuronView = z.infer<typeof neuronView>;

export const subnetsContract = {
  list: procedure("read", "All subnets with prices", z.strictObject({}), z.array(subnetView)),
  neurons: procedure("read", "The metagraph of a subnet", z.strictObject({ netuid }), z.array(neuronView)),
  changed: stream("Prices and pools", z.array(subnetView)),
} as const;
