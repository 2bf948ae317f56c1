import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { blockNumber, keyName, netuid, raoText, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";

/** The price of a UID and how it moves. */
export const registrationPrice = z.strictObject({
  netuid,
  burnRao: raoText,
  minBurnRao: raoText,
  maxBurnRao: raoText,
  halfLifeBlocks: z.int(),
  /** Factor of each registration, exact decimal text, for example `1.26`. */
  increaseFactor: z.string(),
  blockTimeMs: z.number().positive(),
  /** The price at coming blocks if nobody registers. */
  forecast: z.array(z.strictObject({ block: blockNumber, burnRao: raoText })),
  neurons: z.int(),
  maxNeurons: z.int(),
  immunityBlocks: z.int(),
  registrationAllowed: z.boolean(),
  /** Who would be replaced by a registration in the next block; null while there is a free UID. */
  wouldReplace: z.strictObject({ uid: z.int(), hotkey: ss58, immune: z.boolean() }).nullable(),
  /** `register_limit`, or `burned_register` where the node lacks a price ceiling. */
  call: z.enum(["register_limit", "burned_register"]),
  atBlock: blockNumber,
});
export type RegistrationPrice = z.infer<typeof registrationPrice>;

export const registrationStatus = z.strictObject({
  netuid,
  hotkey: ss58,
  registered: z.boolean(),
  uid: z.int().nullable(),
  registeredAtBlock: blockNumber.nullable(),
  immuneUntilBlock: blockNumber.nullable(),
  atBlock: blockNumber,
});
export type RegistrationStatus = z.infer<typeof registrationStatus>;

export const registrationContract = {
  price: procedure(
    "read",
    "Price now, its decay and who would be replaced",
    z.strictObject({ netuid }),
    registrationPrice,
  ),
  prepare: procedure(
    "read",
    "A plan to register a hotkey at no more than the ceiling",
    z.strictObject({
      netuid,
      walletId: z.string().min(1).max(64),
      hotkeyName: keyName,
      /** The highest price to pay; the price now plus 5 % where left out. */
      ceilingRao: raoText.optional(),
    }),
    planView,
  ),
  status: procedure(
    "read",
    "Whether a hotkey holds a UID",
    z.strictObject({ netuid, hotkey: ss58 }),
    registrationStatus,
  ),
  mine: procedure("read", "UIDs of all this profile's hotkeys", z.strictObject({}), z.array(registrationStatus)),
  changed: stream("UIDs of this profile's hotkeys", z.array(registrationStatus)),
} as const;
