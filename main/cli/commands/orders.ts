import { formatAlpha, formatTao } from "#src/amount/format-amount.ts";
import type { PlanView, TransactionView } from "#src/contract/transactions.ts";
import type { Result } from "#src/result.ts";
import { differenceWords } from "#src/transactions/difference-words.ts";
import type { CommandContext, CommandResult, SessionCommand } from "../command.ts";
import type { Field } from "../fields.ts";
import { formatPlan } from "../format-plan.ts";
import { formatRehearsal } from "../format-rehearsal.ts";
import { ORDERS, type OrderWords } from "../orders/order-fields.ts";
import { prepareOrder } from "../orders/prepare-order.ts";
import { type ReadOrder, readOrder } from "../orders/read-order.ts";
import { readFields } from "../read-fields.ts";
import { pickWallet } from "../references.ts";
import { rehearsePlan } from "../rehearse-plan.ts";
import { signPlan } from "../sign-plan.ts";

const OWN: readonly Field[] = [
  { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] },
  { name: "dryRun", flag: "dry-run", kind: "boolean", required: false, choices: [] },
];

/** `stake`, `unstake`, `move`, `swap`, `transfer` and the rest: bill, consent, signature, and what came of it. */
export const orderCommands: readonly SessionCommand[] = ORDERS.map(orderCommand);

function orderCommand(words: OrderWords): SessionCommand {
  return {
    kind: "session",
    path: [words.name],
    usage: `${words.name} ${words.usage} [--wallet NAME] [--dry-run] [--yes]`,
    summary: words.summary,
    details: [
      ...words.details,
      "--dry-run     show the whole bill, rehearse it where possible, and stop before the signature",
    ],
    needsChain: true,
    read({ line, words: typedWords }) {
      const typed = readFields([...words.fields, ...OWN], line, typedWords);
      const order = readOrder(words.name, typed);
      return (context) => carryOut(order, typed.wallet as string | undefined, typed.dryRun === true, context);
    },
  };
}

async function carryOut(
  read: ReadOrder,
  walletName: string | undefined,
  dryRun: boolean,
  context: CommandContext,
): Promise<CommandResult> {
  const { session } = context;
  const wallet = await pickWallet(session, walletName);
  const plan = await prepareOrder(read, wallet, context);
  if (dryRun) {
    const rehearsed = await rehearsePlan(plan, context);
    await session.call("transactions.discard", { planId: plan.planId });
    const tried = rehearsed.ok
      ? formatRehearsal(rehearsed.value)
      : `It was not rehearsed: ${rehearsed.error.message} ${rehearsed.error.hint}`;
    return {
      value: { dryRun: true, plan, rehearsal: rehearsed.ok ? rehearsed.value : null, ...notRehearsed(rehearsed) },
      text: `${formatPlan(plan)}\n\n${tried}\n\nNothing was signed: this was a dry run.`,
    };
  }
  const transaction = await signPlan(plan, context);
  return { value: { plan, transaction }, text: outcomeText(plan, transaction) };
}

const notRehearsed = (rehearsed: Result<unknown>) => (rehearsed.ok ? {} : { notRehearsed: rehearsed.error });

/** Quoted against what the chain says. */
function outcomeText(plan: PlanView, { paid, block }: TransactionView): string {
  const lines = [`${plan.title}: final in block ${block?.number ?? "?"}.`];
  const against = (label: string, quoted: string, actual: string, format: (rao: bigint) => string): void => {
    const difference = BigInt(actual) - BigInt(quoted);
    const words =
      difference === 0n ? "exactly as quoted" : `quoted ${format(BigInt(quoted))}, ${format(difference)} apart`;
    lines.push(`${label} ${format(BigInt(actual))} (${words})`);
  };
  if (paid?.feeAlphaRao !== undefined) lines.push(`Fee paid ${formatAlpha(BigInt(paid.feeAlphaRao))} instead of TAO`);
  else if (paid) against("Fee paid", plan.fee.totalRao, paid.feeRao, formatTao);
  const { receives } = plan;
  if (receives && paid?.received) {
    const { received } = paid;
    if (receives.rao !== "0") against("Received", receives.rao, received.rao, formatTao);
    if (receives.alphaRao !== "0") against("Received", receives.alphaRao, received.alphaRao, (rao) => formatAlpha(rao));
  }
  if (paid?.moved) lines.push(differenceWords(paid.moved));
  return lines.join("\n");
}
