import { formatTao } from "#src/amount/format-amount.ts";
import { parseTao } from "#src/amount/parse-amount.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { readFields } from "../read-fields.ts";
import { pickHotkey, pickWallet } from "../references.ts";
import { consentTo, signPlan } from "../sign-plan.ts";
import { unwrap } from "../unwrap.ts";
import { UsageError } from "../usage-error.ts";

const FIELDS: readonly Field[] = [
  { name: "netuid", flag: "netuid", kind: "number", required: true, choices: [] },
  { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] },
  { name: "hotkey", flag: "hotkey", kind: "text", required: false, choices: [] },
  { name: "ceiling", flag: "ceiling", kind: "text", required: false, choices: [] },
  { name: "wait", flag: "wait", kind: "boolean", required: false, choices: [] },
];

interface Typed {
  readonly netuid: number;
  readonly wallet?: string;
  readonly hotkey?: string;
  readonly ceiling?: string;
  readonly wait?: boolean;
}

/** Registers a hotkey: plan, bill, consent, signature, finality, and the UID as the chain has it then. */
export const registerCommand: SessionCommand = {
  kind: "session",
  path: ["register"],
  usage: "register --netuid N [--wallet NAME] [--hotkey NAME] [--ceiling TAO] [--wait] [--yes]",
  summary: "Register a hotkey on a subnet, with every fee shown before signing",
  details: [
    "--ceiling   the highest price to pay; the price now plus 5 % where left out",
    "--wait      sign now, send once the price has fallen to the ceiling (while a Tausmith of this profile runs)",
  ],
  needsChain: true,
  read({ line, words }) {
    const typed = readFields(FIELDS, line, words) as unknown as Typed;
    const ceilingRao = typed.ceiling === undefined ? undefined : String(parseTao(typed.ceiling, { field: "ceiling" }));
    if (typed.wait && ceilingRao === undefined) {
      throw new UsageError("--wait needs the price to wait for.", "Add --ceiling TAO.", "ceiling");
    }
    return (context) => register(typed, ceilingRao, context);
  },
};

async function register(typed: Typed, ceilingRao: string | undefined, context: CommandContext): Promise<CommandResult> {
  const { session, terminal } = context;
  const { netuid } = typed;
  const wallet = await pickWallet(session, typed.wallet);
  const hotkey = pickHotkey(wallet, typed.hotkey);
  if (typed.wait && ceilingRao !== undefined) {
    const wish = { netuid, walletId: wallet.walletId, hotkeyName: hotkey.name, ceilingRao };
    const plan = unwrap(await session.call("registration.prepareOrder", wish));
    const order = unwrap(await session.call("registration.placeOrder", await consentTo(plan, context)));
    const alone = session.running ? "" : " Nobody watches the price now: start `tausmith serve` or open the app.";
    return { value: order, text: `Order ${order.orderId}: ${order.sentence}${alone}` };
  }
  const prepared = await session.call("registration.prepare", {
    netuid,
    walletId: wallet.walletId,
    hotkeyName: hotkey.name,
    ...(ceilingRao === undefined ? {} : { ceilingRao }),
  });
  const transaction = await signPlan(unwrap(prepared), context);
  const status = unwrap(await session.call("registration.status", { netuid, hotkey: hotkey.address }));
  const paid = transaction.paid;
  const price = paid?.spentRao == null ? "" : `, price paid ${formatTao(BigInt(paid.spentRao))}`;
  terminal.tell(`Final in block ${transaction.block?.number ?? "?"}${price}.`);
  return {
    value: { ...status, transaction },
    text: `${hotkey.name} holds UID ${status.uid ?? "–"} on subnet ${netuid}.`,
  };
}
