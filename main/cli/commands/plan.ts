import { parseAlpha, parseTao } from "#src/amount/parse-amount.ts";
import type { PlainOrder } from "#src/contract/basket.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field, FieldKind } from "../fields.ts";
import { formatRebalance, formatSplit, formatSweep, formatTarget } from "../format-planning.ts";
import { tolerancePpm } from "../orders/read-order.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const field = (name: string, flag: string, kind: FieldKind = "text", required = false): Field => ({
  name,
  flag,
  kind,
  required,
  choices: [],
});
const COMMON: readonly Field[] = [
  field("wallet", "wallet", "wallet"),
  field("tolerance", "tolerance"),
  field("basket", "basket", "boolean"),
];
const COMMON_USAGE = "[--tolerance PERCENT] [--wallet NAME] [--basket]";
const BASKET_DETAIL = "--basket    put the orders into the basket; `batch send` signs them";

interface Common {
  readonly wallet?: string;
  readonly tolerance?: string;
  readonly basket?: boolean;
}

const toleranceOf = ({ tolerance }: Common) =>
  tolerance === undefined ? {} : { tolerancePpm: tolerancePpm(tolerance) };

/** `37.5` or `37.5%` as parts per million. Error: `USAGE_WRONG`. */
function sharePpm(text: string, flag: string): number {
  const [, whole, fraction = ""] = /^(\d{1,3})(?:\.(\d{1,4}))?\s*%?$/.exec(text.trim()) ?? [];
  const ppm = whole === undefined ? -1 : Number(whole) * 10_000 + Number(fraction.padEnd(4, "0"));
  if (ppm >= 0 && ppm <= 1_000_000) return ppm;
  throw new UsageError(`"${text}" is no percentage.`, "Give one from 0 to 100.", flag);
}

/** The plan as text; its orders into the basket where that was asked for. */
async function proposed(
  { session }: CommandContext,
  typed: Common,
  walletId: string,
  plan: { readonly orders: readonly PlainOrder[] },
  text: string,
): Promise<CommandResult> {
  if (typed.basket !== true || plan.orders.length === 0) return { value: plan, text };
  const basket = unwrap(await session.call("basket.addOrders", { walletId, orders: [...plan.orders] }));
  return {
    value: { plan, basket },
    text: `${text}\nIn the basket: ${basket.items.length}. Send it with \`tausmith batch send\`.`,
  };
}

const target: SessionCommand = {
  kind: "session",
  path: ["plan", "target"],
  usage: `plan target AMOUNT [--subnets N,…] ${COMMON_USAGE}`,
  summary: "Which stake to sell so that exactly an amount of TAO arrives after all fees",
  details: ["--subnets   sell only from these", BASKET_DETAIL],
  needsChain: true,
  read({ line, words }) {
    const fields = [field("amount", "amount", "text", true), field("subnets", "subnets"), ...COMMON];
    const typed = readFields(fields, line, words) as unknown as Common & { amount: string; subnets?: string };
    const targetRao = String(parseTao(typed.amount, { field: "amount" }));
    const netuids = typed.subnets?.split(",").map((text) => {
      if (/^\d{1,5}$/.test(text.trim())) return Number(text);
      throw new UsageError(`"${text}" is no subnet.`, "For example --subnets 0,3,8", "subnets");
    });
    return async (context) => {
      const { walletId } = await pickWallet(context.session, typed.wallet);
      const input = { walletId, targetRao, ...toleranceOf(typed), ...(netuids ? { netuids } : {}) };
      const plan = unwrap(await context.session.call("planning.target", input));
      return proposed(context, typed, walletId, plan, formatTarget(plan));
    };
  },
};

const sweep: SessionCommand = {
  kind: "session",
  path: ["plan", "sweep"],
  usage: `plan sweep [--below TAO] ${COMMON_USAGE}`,
  summary: "Small positions whose sale pays for itself, and why the others do not",
  details: ["--below     what counts as small; 0.1 τ where left out", BASKET_DETAIL],
  needsChain: true,
  read({ line, words }) {
    const typed = readFields([field("below", "below"), ...COMMON], line, words) as Common & { below?: string };
    const below = typed.below === undefined ? {} : { belowRao: String(parseTao(typed.below, { field: "below" })) };
    return async (context) => {
      const { walletId } = await pickWallet(context.session, typed.wallet);
      const plan = unwrap(await context.session.call("planning.sweep", { walletId, ...below, ...toleranceOf(typed) }));
      return proposed(context, typed, walletId, plan, formatSweep(plan));
    };
  },
};

const split: SessionCommand = {
  kind: "session",
  path: ["plan", "split"],
  usage: `plan split buy|sell AMOUNT --netuid N --hotkey HOTKEY [--parts N] [--recovery PERCENT] ${COMMON_USAGE}`,
  summary: "An order in parts: what fits the tolerance, what parts gain, and from which recovery on",
  details: [
    "--parts     so many equal parts; as few as fit the tolerance where left out",
    "--recovery  how much of a price move you expect to be taken back between parts; 0 where left out",
    BASKET_DETAIL,
  ],
  needsChain: true,
  read({ line, words }) {
    const fields = [
      { ...field("side", "side", "choice", true), choices: ["buy", "sell"] },
      field("amount", "amount", "text", true),
      field("netuid", "netuid", "number", true),
      field("hotkey", "hotkey"),
      field("parts", "parts", "number"),
      field("recovery", "recovery"),
      ...COMMON,
    ];
    const typed = readFields(fields, line, words) as unknown as Common & {
      side: "buy" | "sell";
      amount: string;
      netuid: number;
      hotkey?: string;
      parts?: number;
      recovery?: string;
    };
    const parse = typed.side === "buy" ? parseTao : parseAlpha;
    const amountRao = String(parse(typed.amount, { field: "amount" }));
    const recovery = typed.recovery === undefined ? {} : { recoveryPpm: sharePpm(typed.recovery, "recovery") };
    return async (context) => {
      const wallet = await pickWallet(context.session, typed.wallet);
      const address = /^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(typed.hotkey ?? "");
      const plan = unwrap(
        await context.session.call("planning.split", {
          walletId: wallet.walletId,
          side: typed.side,
          netuid: typed.netuid,
          hotkey: address ? (typed.hotkey ?? "") : pickHotkey(wallet, typed.hotkey).address,
          amountRao,
          ...recovery,
          ...(typed.parts === undefined ? {} : { parts: typed.parts }),
          ...toleranceOf(typed),
        }),
      );
      return proposed(context, typed, wallet.walletId, plan, formatSplit(plan));
    };
  },
};

/** `0:20,3:30,8:50` or, with a hotkey, `8:50:5F…`. */
function readWeights(text: string) {
  return text.split(",").map((part) => {
    const [netuid = "", share = "", hotkey] = part.trim().split(":");
    if (!/^\d{1,5}$/.test(netuid) || share === "") {
      throw new UsageError(
        `"${part}" is no weight.`,
        "For example --weights 0:20,3:30,8:50, with a hotkey as 8:50:HOTKEY",
        "weights",
      );
    }
    return { netuid: Number(netuid), weightPpm: sharePpm(share, "weights"), ...(hotkey ? { hotkey } : {}) };
  });
}

const rebalance: SessionCommand = {
  kind: "session",
  path: ["plan", "rebalance"],
  usage: `plan rebalance --weights N:PERCENT[:HOTKEY],… ${COMMON_USAGE}`,
  summary: "Stake moved between subnets to given weights, with one fee or two for each move",
  details: [
    "--weights   each subnet with its part of the whole, 100 % together; a new subnet needs a hotkey",
    BASKET_DETAIL,
  ],
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(
      [field("weights", "weights", "text", true), ...COMMON],
      line,
      words,
    ) as unknown as Common & {
      weights: string;
    };
    const weights = readWeights(typed.weights);
    return async (context) => {
      const { walletId } = await pickWallet(context.session, typed.wallet);
      const input = { walletId, weights, ...toleranceOf(typed) };
      const plan = unwrap(await context.session.call("planning.rebalance", input));
      return proposed(context, typed, walletId, plan, formatRebalance(plan));
    };
  },
};

/** The planners in the terminal. They propose; the basket signs. */
export const planCommands: readonly SessionCommand[] = [target, sweep, split, rebalance];
