import { z } from "zod";
import { procedure, stream } from "./define.ts";
import { quoteView } from "./quote.ts";
import { blockNumber, keyName, netuid, password, raoText, ss58 } from "./scalars.ts";
import { planView } from "./transactions.ts";

/** The price of a UID and how it moves. */
export const registrationPrice = z.strictObject({
  netuid,
  burnRao: raoText,
  minBurnRao: raoText,
  maxBurnRao: raoText,
  /** 0 where it does not fall; null where the runtime does not tell how its price moves. */
  halfLifeBlocks: z.int().nullable(),
  /** Factor of each registration, exact decimal text, for example `1.26`; null as above. */
  increaseFactor: z.string().nullable(),
  blockTimeMs: z.number().positive(),
  /** The price at coming blocks if nobody registers; empty where how it moves is not known. */
  forecast: z.array(z.strictObject({ block: blockNumber, burnRao: raoText })),
  neurons: z.int(),
  maxNeurons: z.int(),
  immunityBlocks: z.int(),
  registrationAllowed: z.boolean(),
  /** Who would be replaced by a registration in the next block; null while there is a free UID. */
  wouldReplace: z.strictObject({ uid: z.int(), hotkey: ss58, immune: z.boolean() }).nullable(),
  /** Neurons outside immunity that can be replaced. */
  exposed: z.int().min(0),
  /** What a registration in the next block would do to the others, in a sentence. */
  outcome: z.string(),
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

/** When the price falls to a target if nobody registers. */
export const priceForecast = z.strictObject({
  netuid,
  targetRao: raoText,
  burnRao: raoText,
  /** 0 where it is there already, null where it never gets there or how it moves is not known. */
  blocks: z.int().min(0).nullable(),
  ms: z.number().min(0).nullable(),
  /** Whether the runtime tells how its price moves. */
  known: z.boolean(),
  sentence: z.string(),
  atBlock: blockNumber,
});
export type PriceForecast = z.infer<typeof priceForecast>;

/** A UID that a hotkey of this profile had and has no more. */
export const lostUid = z.strictObject({
  netuid,
  hotkey: ss58,
  uid: z.int(),
  registeredAtBlock: blockNumber.nullable(),
  /** When the other one was registered; null where nobody has the UID now. */
  replacedAtBlock: blockNumber.nullable(),
  replacedBy: ss58.nullable(),
  seenAtBlock: blockNumber,
  /** The subnet's rule never takes this hotkey back. */
  buried: z.boolean(),
  sentence: z.string(),
});
export type LostUid = z.infer<typeof lostUid>;

const walletId = z.string().min(1).max(64);

/** One hotkey for one subnet, as it is asked for among several. */
const manyItems = z
  .array(z.strictObject({ netuid, hotkeyName: keyName, ceilingRao: raoText.optional() }))
  .min(1)
  .max(20);

/** How several registrations of one batch stand, each with those before it done. */
export const registrationCheck = z.strictObject({
  items: z.array(
    z.strictObject({
      netuid,
      hotkeyName: keyName,
      hotkey: ss58,
      /** The price as this one meets it: each on a subnet raises the next one's there. */
      expectedRao: raoText,
      /** As asked for, or the price it meets plus 5 %. */
      ceilingRao: raoText,
      outcome: z.string(),
      immunityBlocks: z.int(),
      warnings: z.array(z.string()),
      /** Why it cannot work; null where it can. */
      problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
      /** Where only the price is too high by now: when it falls to the ceiling. An order can wait for it. */
      wait: z.string().nullable(),
    }),
  ),
  /** Of those that can work. */
  expectedRao: raoText,
  maxRao: raoText,
  /** Orders of the same coldkey that wait: a transaction voids their signatures, and they ask for it again. */
  waitingOrders: z.int().min(0),
  /** Why no batch can be made on this network; null where it can. */
  lacks: z.string().nullable(),
  atBlock: blockNumber,
});
export type RegistrationCheck = z.infer<typeof registrationCheck>;

export const registrationOrder = z.strictObject({
  orderId: z.string(),
  netuid,
  walletId,
  walletName: z.string(),
  hotkeyName: keyName,
  hotkey: ss58,
  network: z.string(),
  ceilingRao: raoText,
  /** `needsSignature`: the signature of the order is no longer good and the password is asked for again. */
  state: z.enum(["waiting", "needsSignature", "fired", "done", "failed", "cancelled"]),
  sentence: z.string(),
  placedAtMs: z.int().min(0),
  /** The signature is worth nothing from this block on. */
  validUntilBlock: blockNumber,
  /** Of the transaction it was sent with; null until then. */
  transactionId: z.string().nullable(),
});
export type RegistrationOrder = z.infer<typeof registrationOrder>;

export const registrationContract = {
  price: procedure(
    "read",
    "Price now, its decay and who would be replaced",
    z.strictObject({ netuid }),
    registrationPrice,
  ),
  quote: procedure(
    "read",
    "What registering a hotkey would cost, for any address and without a key",
    z.strictObject({ netuid, coldkey: ss58, hotkey: ss58, ceilingRao: raoText.optional() }),
    quoteView,
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
  prepareMany: procedure(
    "read",
    "A plan to register several hotkeys, on one or several subnets, all or none",
    z.strictObject({ walletId, items: manyItems }),
    planView,
  ),
  checkMany: procedure(
    "read",
    "How several registrations in one transaction stand: price and ceiling of each, what it would replace, why it cannot work",
    z.strictObject({ walletId, items: manyItems }),
    registrationCheck,
  ),
  forecast: procedure(
    "read",
    "When the price falls to a target if nobody registers",
    z.strictObject({ netuid, targetRao: raoText }),
    priceForecast,
  ),
  prepareOrder: procedure(
    "read",
    "A plan to register as soon as the price has fallen to the ceiling",
    z.strictObject({ netuid, walletId, hotkeyName: keyName, ceilingRao: raoText }),
    planView,
  ),
  placeOrder: procedure(
    "sign",
    "Sign a prepared order and keep it until the price has fallen",
    z.strictObject({ planId: z.string().min(1).max(64), password: password.optional() }),
    registrationOrder,
  ),
  orders: procedure(
    "read",
    "Orders that wait for a price, newest first",
    z.strictObject({}),
    z.array(registrationOrder),
  ),
  cancelOrder: procedure(
    "write",
    "Cancel an order and forget its signature",
    z.strictObject({ orderId: z.string().min(1).max(64) }),
    registrationOrder,
  ),
  lost: procedure("read", "UIDs that this profile's hotkeys have lost, and why", z.strictObject({}), z.array(lostUid)),
  status: procedure(
    "read",
    "Whether a hotkey holds a UID",
    z.strictObject({ netuid, hotkey: ss58 }),
    registrationStatus,
  ),
  mine: procedure("read", "UIDs of all this profile's hotkeys", z.strictObject({}), z.array(registrationStatus)),
  ordersChanged: stream("Orders that wait for a price", z.array(registrationOrder)),
  changed: stream("UIDs of this profile's hotkeys", z.array(registrationStatus)),
} as const;
