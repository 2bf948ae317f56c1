import { formatTao } from "#src/amount/format-amount.ts";
import { parseTao } from "#src/amount/parse-amount.ts";
import type { QuoteView } from "#src/contract/quote.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { CommandContext, CommandResult, Runner, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { feePairs, rowPairs } from "../format-plan.ts";
import { formatPairs } from "../format-value.ts";
import { ORDERS, type OrderWords } from "../orders/order-fields.ts";
import { readOrder } from "../orders/read-order.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { unwrap } from "../unwrap.ts";

const OWN: readonly Field[] = [
  { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] },
  { name: "from", flag: "from", kind: "text", required: false, choices: [] },
  { name: "address", flag: "address", kind: "text", required: false, choices: [] },
];
const WHO = "[--wallet NAME | --from SS58]";
const WHO_DETAIL = "--from        quote for any coldkey address, watched or not; no key is needed for a quote";

/** Who would sign: an address as it is (`--address` says the same as `--from`), or a wallet's, the only one where none is named. */
async function payer(
  { session }: CommandContext,
  typed: Readonly<Record<string, unknown>>,
): Promise<{ coldkey: string; wallet: WalletView | null }> {
  const from = typed.from ?? typed.address;
  if (typeof from === "string" && isAddress(from)) return { coldkey: from, wallet: null };
  const wallet = await pickWallet(session, (from ?? typed.wallet) as string | undefined);
  return { coldkey: wallet.address, wallet };
}

function orderQuote(words: OrderWords): SessionCommand {
  return {
    kind: "session",
    path: ["quote", words.name],
    usage: `quote ${words.name} ${words.usage} ${WHO}`,
    summary: `What it would cost and bring: ${words.summary.charAt(0).toLowerCase()}${words.summary.slice(1)}`,
    details: [...words.details, WHO_DETAIL],
    needsChain: true,
    read({ line, words: typedWords }): Runner {
      const typed = readFields([...words.fields, ...OWN], line, typedWords);
      const read = readOrder(words.name, typed);
      return async (context) => {
        const { session } = context;
        const { coldkey, wallet } = await payer(context, typed);
        return shown(
          unwrap(
            read.kind === "transfer"
              ? await session.call("transfers.quote", { from: coldkey, ...read.input })
              : await session.call("staking.quote", { coldkey, ...read.guard, order: read.order(wallet) }),
          ),
        );
      };
    },
  };
}

const REGISTER_FIELDS: readonly Field[] = [
  { name: "netuid", flag: "netuid", kind: "number", required: true, choices: [] },
  { name: "hotkey", flag: "hotkey", kind: "text", required: false, choices: [] },
  { name: "ceiling", flag: "ceiling", kind: "text", required: false, choices: [] },
  ...OWN,
];

const registerQuote: SessionCommand = {
  kind: "session",
  path: ["quote", "register"],
  usage: `quote register --netuid N --hotkey HOTKEY [--ceiling TAO] ${WHO}`,
  summary: "What registering a hotkey would cost",
  details: ["--ceiling     the highest price to pay; the price now plus 5 % where left out", WHO_DETAIL],
  needsChain: true,
  read({ line, words }): Runner {
    const typed = readFields(REGISTER_FIELDS, line, words) as {
      netuid: number;
      hotkey?: string;
      ceiling?: string;
      wallet?: string;
      from?: string;
      address?: string;
    };
    const ceilingRao = typed.ceiling === undefined ? undefined : String(parseTao(typed.ceiling, { field: "ceiling" }));
    return async (context) => {
      const { coldkey, wallet } = await payer(context, typed);
      const hotkey = wallet && !isAddress(typed.hotkey) ? pickHotkey(wallet, typed.hotkey).address : typed.hotkey;
      return shown(
        unwrap(
          await context.session.call("registration.quote", {
            netuid: typed.netuid,
            coldkey,
            hotkey: hotkey ?? "",
            ...(ceilingRao === undefined ? {} : { ceilingRao }),
          }),
        ),
      );
    };
  },
};

const isAddress = (text: string | undefined): boolean => /^[1-9A-HJ-NP-Za-km-z]{46,50}$/.test(text ?? "");

function shown(quote: QuoteView): CommandResult {
  const { fee, call } = quote;
  const pairs: [string, string][] = [
    ["call", `${call.section}.${call.method}`],
    ["for", quote.signer],
    ...rowPairs(quote.rows),
    ...feePairs(fee),
    ["balance before", formatTao(BigInt(quote.balanceBeforeRao))],
    ["balance after", formatTao(BigInt(quote.balanceAfterRao))],
    ["read at block", String(quote.atBlock)],
  ];
  const warnings = quote.warnings.map((text) => `! ${text}`);
  const notes = (quote.notes ?? []).map((text) => `- ${text}`);
  return { value: quote, text: [quote.title, formatPairs(pairs), ...notes, ...warnings].join("\n") };
}

/** `quote stake`, `quote unstake`, … `quote register`: the fee card without a key. */
export const quoteCommands: readonly SessionCommand[] = [...ORDERS.map(orderQuote), registerQuote];
