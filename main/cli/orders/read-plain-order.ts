import { parseTao } from "#src/amount/parse-amount.ts";
import type { Input } from "#src/contract/index.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { Field } from "../fields.ts";
import type { CommandLine } from "../global-flags.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey } from "../references.ts";
import { UsageError } from "../usage-error.ts";
import { ORDERS } from "./order-fields.ts";
import { readOrder } from "./read-order.ts";

type PlainOrder = Input<"basket.addOrders">["orders"][number];

const WALLET: Field = { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] };
const REGISTER: readonly Field[] = [
  { name: "netuid", flag: "netuid", kind: "number", required: true, choices: [] },
  { name: "hotkey", flag: "hotkey", kind: "text", required: false, choices: [] },
  { name: "ceiling", flag: "ceiling", kind: "text", required: false, choices: [] },
];

/** What can be put into a basket from the terminal. */
export const ORDER_NAMES = [...ORDERS.map(({ name }) => name), "register"] as const;

/** An order for the basket from words and flags: its name first. Errors: `USAGE_WRONG`, `AMOUNT_…`. */
export function readPlainOrder(
  line: CommandLine,
  words: readonly string[],
): { readonly wallet: string | undefined; readonly order: (wallet: WalletView) => PlainOrder } {
  const [name, ...rest] = words;
  if (name === "register") {
    const typed = readFields([...REGISTER, WALLET], line, rest) as {
      netuid: number;
      hotkey?: string;
      ceiling?: string;
      wallet?: string;
    };
    const ceiling =
      typed.ceiling === undefined ? {} : { ceilingRao: String(parseTao(typed.ceiling, { field: "ceiling" })) };
    return {
      wallet: typed.wallet,
      order: (wallet) => ({
        kind: "registration",
        netuid: typed.netuid,
        hotkeyName: pickHotkey(wallet, typed.hotkey).name,
        ...ceiling,
      }),
    };
  }
  const known = ORDERS.find((one) => one.name === name);
  if (!known) {
    throw new UsageError(
      name === undefined ? "What shall be added?" : `"${name}" cannot be put into the basket.`,
      `One of: ${ORDER_NAMES.join(", ")}. See \`tausmith help quote\` for their flags.`,
    );
  }
  const typed = readFields([...known.fields, WALLET], line, rest);
  const read = readOrder(known.name, typed);
  return {
    wallet: typed.wallet as string | undefined,
    order: (wallet) =>
      read.kind === "transfer"
        ? { kind: "transfer", ...read.input }
        : { kind: "staking", ...read.guard, order: read.order(wallet) },
  };
}
