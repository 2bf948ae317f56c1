import { AppError } from "#src/app-error.ts";
import type { PlanView, TransactionView } from "#src/contract/transactions.ts";
import type { CommandContext } from "./command.ts";
import { formatPlan } from "./format-plan.ts";
import { formatRehearsal } from "./format-rehearsal.ts";
import { rehearsePlan } from "./rehearse-plan.ts";
import { unwrap } from "./unwrap.ts";

/** How long one question to the app about a transaction may take; it is asked again until the era has ended. */
const WAIT_MS = 60_000;

const SETTLED: ReadonlySet<string> = new Set(["finalized", "failed", "refused", "expired"]);

/** Where nobody is asked, only a rehearsal that went well goes on to the signature. */
async function tryFirst(plan: PlanView, context: CommandContext): Promise<void> {
  const rehearsed = unwrap(await rehearsePlan(plan, context));
  context.terminal.tell(`\n${formatRehearsal(rehearsed)}\n`);
  const { outcome, error } = rehearsed;
  if (outcome === "succeeded" || !context.globals.yes) return;
  throw new AppError("REHEARSAL_WENT_WRONG", error?.message ?? "It does not succeed on the copy.", {
    hint: `Nothing was signed. ${error?.hint ?? "Leave --yes out to decide it yourself."}`,
    details: { outcome, ...(error ? { name: error.name } : {}) },
  });
}

async function agree(plan: PlanView, context: CommandContext): Promise<void> {
  const { globals, terminal } = context;
  terminal.tell(formatPlan(plan));
  if (globals.rehearse) await tryFirst(plan, context);
  if (globals.yes) return;
  if (!terminal.interactive) {
    throw new AppError("CONFIRMATION_MISSING", "A signature has to be confirmed and nobody can be asked.", {
      hint: "Add --yes to sign without a question.",
      field: "yes",
    });
  }
  const answer = (await terminal.ask("Sign and send this? [y/N] ")).trim().toLowerCase();
  if (answer === "y" || answer === "yes") return;
  throw new AppError("CANCELLED", "Nothing was signed.", { hint: "Run the command again when you are sure." });
}

function settledWell(transaction: TransactionView): TransactionView {
  if (transaction.state === "finalized" && transaction.error === null) return transaction;
  const { error, state, transactionId } = transaction;
  throw new AppError("TRANSACTION_FAILED", error?.message ?? `The transaction ended as ${state}.`, {
    hint: error?.hint ?? "See `tausmith transactions get` for what happened, then try again.",
    details: { transactionId, state, ...(error === null ? {} : { name: error.name }) },
  });
}

/**
 * Shows the bill and asks for consent, and for the password where one is needed; a plan that is not agreed to is
 * discarded. With `--rehearse` it is tried on a copy of the chain before. Errors: `CANCELLED`, `CONFIRMATION_MISSING`,
 * `PASSWORD_MISSING`, `REHEARSAL_…`.
 */
export async function consentTo(
  plan: PlanView,
  context: CommandContext,
): Promise<{ planId: string; password?: string }> {
  const { session, passwords } = context;
  try {
    await agree(plan, context);
  } catch (error) {
    await session.call("transactions.discard", { planId: plan.planId });
    throw error;
  }
  const password =
    plan.needs === "password" ? await passwords.existing(`Password of ${plan.signer.walletName}`) : undefined;
  return { planId: plan.planId, ...(password === undefined ? {} : { password }) };
}

/**
 * Shows the bill, asks for consent and password, submits, and waits until the transaction is final.
 * Errors: those of `consentTo`, `TRANSACTION_FAILED`, and the app's own.
 */
export async function signPlan(plan: PlanView, context: CommandContext): Promise<TransactionView> {
  const { session, terminal } = context;
  const submitted = await session.call("transactions.submit", await consentTo(plan, context));
  let transaction = unwrap(submitted);
  terminal.tell(`Sent ${transaction.hash}; waiting until it is final.`);
  while (!SETTLED.has(transaction.state)) {
    const waited = await session.call("transactions.wait", {
      transactionId: transaction.transactionId,
      timeoutMs: WAIT_MS,
    });
    transaction = unwrap(waited);
  }
  return settledWell(transaction);
}
