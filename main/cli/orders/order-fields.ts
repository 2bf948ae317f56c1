import type { Field, FieldKind } from "../fields.ts";

const field = (name: string, flag: string, kind: FieldKind, required = false): Field => ({
  name,
  flag,
  kind,
  required,
  choices: [],
});

const NETUID = field("netuid", "netuid", "number", true);
const AMOUNT = field("amount", "amount", "text", true);
const HOTKEY = field("hotkey", "hotkey", "text");
const TO_NETUID = field("toNetuid", "to-netuid", "number", true);
const GUARD = [
  field("tolerance", "tolerance", "text"),
  field("limitPrice", "limit-price", "text"),
  field("partial", "partial", "boolean"),
  field("noLimit", "no-limit", "boolean"),
];
const GUARD_USAGE = "[--tolerance PERCENT] [--limit-price TAO] [--partial] [--no-limit]";

/** Between subnets the limit is a rate and not a price. */
const RATE_GUARD = GUARD.filter(({ flag }) => flag !== "limit-price");
const RATE_GUARD_USAGE = "[--tolerance PERCENT] [--partial] [--no-limit]";

/** The words and flags of one operation, for its own command and for `quote`. */
export interface OrderWords {
  readonly name: OrderName;
  readonly usage: string;
  readonly summary: string;
  readonly details: readonly string[];
  readonly fields: readonly Field[];
}

export type OrderName = "stake" | "unstake" | "unstake-all" | "move" | "swap" | "transfer-stake" | "transfer";

const AMOUNT_DETAIL = "--amount      `all`, or an amount such as 1.5 (in α where stake goes out)";
const GUARD_DETAILS = [
  "--tolerance   how far the price may move against you, in percent; 0.5 where left out",
  "--partial     take the part that fits the limit; all or nothing where left out",
  "--no-limit    take whatever price the block has",
];

/** Every operation, as it is typed. Amounts are read as text, since `all` is one. */
export const ORDERS: readonly OrderWords[] = [
  {
    name: "stake",
    usage: `--netuid N --to HOTKEY --amount TAO|all ${GUARD_USAGE}`,
    summary: "Stake TAO behind a hotkey",
    details: [AMOUNT_DETAIL, ...GUARD_DETAILS],
    fields: [NETUID, field("to", "to", "text", true), AMOUNT, ...GUARD],
  },
  {
    name: "unstake",
    usage: `--netuid N --hotkey HOTKEY --amount ALPHA|all ${GUARD_USAGE}`,
    summary: "Sell stake for TAO",
    details: [AMOUNT_DETAIL, ...GUARD_DETAILS],
    fields: [NETUID, HOTKEY, AMOUNT, ...GUARD],
  },
  {
    name: "unstake-all",
    usage: "--hotkey HOTKEY [--to-root]",
    summary: "Sell every position behind a hotkey, at whatever price",
    details: ["--to-root     stake the TAO on root instead of taking it"],
    fields: [HOTKEY, field("toRoot", "to-root", "boolean")],
  },
  {
    name: "move",
    usage: `--netuid N --hotkey HOTKEY --to HOTKEY [--to-netuid N] --amount ALPHA|all ${RATE_GUARD_USAGE}`,
    summary: "Move stake behind another hotkey, on the same or another subnet",
    details: [AMOUNT_DETAIL, ...GUARD_DETAILS, "A limit needs a node that has move_stake_limit, and another subnet."],
    fields: [NETUID, field("to", "to", "text", true), AMOUNT, HOTKEY, { ...TO_NETUID, required: false }, ...RATE_GUARD],
  },
  {
    name: "swap",
    usage: `--netuid N --to-netuid N --hotkey HOTKEY --amount ALPHA|all ${RATE_GUARD_USAGE}`,
    summary: "Move stake to another subnet, behind the same hotkey",
    details: [AMOUNT_DETAIL, ...GUARD_DETAILS],
    fields: [NETUID, TO_NETUID, AMOUNT, HOTKEY, ...RATE_GUARD],
  },
  {
    name: "transfer-stake",
    usage: "--netuid N --hotkey HOTKEY --to COLDKEY [--to-netuid N] --amount ALPHA|all",
    summary: "Give stake to another coldkey",
    details: [AMOUNT_DETAIL],
    fields: [NETUID, field("to", "to", "text", true), AMOUNT, HOTKEY, { ...TO_NETUID, required: false }],
  },
  {
    name: "transfer",
    usage: "--to COLDKEY --amount TAO|all [--allow-death]",
    summary: "Send TAO to another address",
    details: [AMOUNT_DETAIL, "--allow-death let the account end; what is left below the existential deposit is lost"],
    fields: [field("to", "to", "text", true), AMOUNT, field("allowDeath", "allow-death", "boolean")],
  },
];
