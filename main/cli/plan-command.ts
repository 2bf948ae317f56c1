import type { PlanView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import type { Result } from "#src/result.ts";
import type { CommandContext, CommandResult, SessionCommand } from "./command.ts";
import type { Field } from "./fields.ts";
import { formatPlan } from "./format-plan.ts";
import { readFields, type TypedInput } from "./read-fields.ts";
import { pickHotkey, pickWallet } from "./references.ts";
import { signPlan } from "./sign-plan.ts";
import { unwrap } from "./unwrap.ts";

const OWN: readonly Field[] = [
  { name: "wallet", flag: "wallet", kind: "wallet", required: false, choices: [] },
  { name: "dryRun", flag: "dry-run", kind: "boolean", required: false, choices: [] },
];

/** A text flag of a command made by hand. */
export const textField = (flag: string, name = flag, required = false): Field => ({
  name,
  flag,
  kind: "text",
  required,
  choices: [],
});
export const numberField = (flag: string, required = true): Field => ({
  name: flag,
  flag,
  kind: "number",
  required,
  choices: [],
});

/** A hotkey by its name in the wallet, or any by its address. */
export const hotkeyOf = (wallet: WalletView, given: unknown): string =>
  typeof given === "string" && given.length > 45 ? given : pickHotkey(wallet, given as string | undefined).address;

/** A command that prepares one plan, shows its bill, and signs it: `--dry-run` stops before the signature. */
export function planCommand(command: {
  readonly path: readonly [string, string];
  readonly usage: string;
  readonly summary: string;
  readonly details?: readonly string[];
  readonly fields: readonly Field[];
  readonly prepare: (typed: TypedInput, wallet: WalletView, context: CommandContext) => Promise<Result<PlanView>>;
}): SessionCommand {
  const { path, usage, summary, details = [], fields, prepare } = command;
  return {
    kind: "session",
    path,
    usage: `${path.join(" ")} ${usage} [--wallet NAME] [--dry-run] [--yes]`.replace(/ +/g, " "),
    summary,
    details: [...details, "--dry-run     show the whole bill and stop before the signature"],
    needsChain: true,
    read({ line, words }) {
      const typed = readFields([...fields, ...OWN], line, words);
      return async (context): Promise<CommandResult> => {
        const { session } = context;
        const wallet = await pickWallet(session, typed.wallet as string | undefined);
        const plan = unwrap(await prepare(typed, wallet, context));
        if (typed.dryRun === true) {
          await session.call("transactions.discard", { planId: plan.planId });
          return {
            value: { dryRun: true, plan },
            text: `${formatPlan(plan)}\nNothing was signed: this was a dry run.`,
          };
        }
        const transaction = await signPlan(plan, context);
        const text = `${plan.title}: final in block ${transaction.block?.number ?? "?"}.`;
        return { value: { plan, transaction }, text };
      };
    },
  };
}
