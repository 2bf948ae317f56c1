import { AppError } from "#src/app-error.ts";
import { type Input, type ProcedureName, procedures } from "#src/contract/index.ts";
import type { SessionCommand } from "./command.ts";
import { type Field, fieldsOf, kebab } from "./fields.ts";
import { readFields } from "./read-fields.ts";
import { completeInput } from "./references.ts";
import { unwrap } from "./unwrap.ts";

/** Procedures that answer from this profile alone; every other one waits for the chain first. */
const OFFLINE: ReadonlySet<string> = new Set([
  "app.info",
  "app.settings",
  "app.setSettings",
  "app.activity",
  "network.list",
  "wallet.list",
  "wallet.keychain",
  "wallet.openVault",
  "wallet.draft",
  "wallet.create",
  "wallet.createPractice",
  "wallet.createHotkey",
  "wallet.unlock",
  "wallet.lock",
  "transactions.list",
  "transactions.get",
  "transactions.discard",
  "miners.list",
  "miners.remove",
  "miners.logs",
  "signals.list",
  "signals.get",
  "signals.pairs",
  "signals.intake",
  "signals.intakeKey",
  "signals.rotateIntakeKey",
]);

/** Whether a procedure looks at the chain, so that a command waits for the connection first. */
export const needsChain = (name: string): boolean => !OFFLINE.has(name);

/** What only makes sense in an app that goes on running after the command. */
const LASTING: ReadonlySet<string> = new Set(["miners.start", "miners.stop", "signals.send", "wallet.unlock"]);

/** Refuses a lasting action where the app would end with the command. Errors: `APP_NOT_RUNNING`. */
export function checkLasting(name: string, running: unknown): void {
  if (!LASTING.has(name) || running !== null) return;
  throw new AppError("APP_NOT_RUNNING", "This needs a Tausmith that stays open, and none has this profile open.", {
    hint: "Start it with `tausmith serve` (or open the app) and run the command again.",
  });
}

function valueName(field: Field): string {
  if (field.choices.length > 0) return field.choices.join("|");
  const values: Partial<Record<Field["kind"], string>> = {
    amount: "TAO",
    number: "N",
    json: "JSON",
    boolean: "true|false",
  };
  return values[field.kind] ?? field.flag.toUpperCase();
}

function usageOf(field: Field): string | null {
  if (field.kind === "secret") return null;
  const text = `--${field.flag} ${valueName(field)}`;
  return field.required && !["wallet", "miner"].includes(field.kind) ? text : `[${text}]`;
}

/** The command of one procedure, with everything taken from the contract. */
export function procedureCommand(name: ProcedureName): SessionCommand {
  const procedure = procedures.get(name);
  if (!procedure) throw new Error(`no procedure ${name}`);
  const [area = "", verb = ""] = name.split(".");
  const fields = fieldsOf(procedure.input);
  const path = [area, kebab(verb)];
  return {
    kind: "session",
    path,
    usage: [...path, ...fields.map(usageOf).filter((text) => text !== null)].join(" "),
    summary: procedure.summary,
    needsChain: needsChain(name),
    read({ line, words }) {
      const typed = readFields(fields, line, words);
      return async ({ session, passwords }) => {
        checkLasting(name, session.running);
        const input = await completeInput(fields, typed, session, passwords);
        return { value: unwrap(await session.call(name, input as Input<typeof name>)) };
      };
    },
  };
}
