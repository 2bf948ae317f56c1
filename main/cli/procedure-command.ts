import { checkInput } from "#main/transport/check-input.ts";
import { type Input, type ProcedureName, procedures } from "#src/contract/index.ts";
import type { Result } from "#src/result.ts";
import type { SessionCommand } from "./command.ts";
import { type Field, fieldsOf, kebab } from "./fields.ts";
import type { Passwords } from "./passwords.ts";
import { readFields, type TypedInput } from "./read-fields.ts";
import { completeInput } from "./references.ts";
import type { Session } from "./session.ts";
import { unwrap } from "./unwrap.ts";

/** Procedures and whole areas that answer from this profile alone; every other one waits for the chain first. */
const OFFLINE =
  /^(app\..+|network\.(list|add|remove|check|select)|wallet\.(?!balance).+|offline\.(inspect|sign|requests|forget)|transactions\.(list|get|discard)|miners\.(list|stop|remove|logs)|move\.(list|token|takeOver|takeBack)|signals\.(?!send).+|history\.(list|get|csv|rescanStatus|stopRescan))$/;

/** Whether a procedure looks at the chain, so that a command waits for the connection first. */
export const needsChain = (name: string): boolean => !OFFLINE.test(name);

/** Kinds whose typed value is the value that is sent. */
const PLAIN: ReadonlySet<Field["kind"]> = new Set(["text", "number", "boolean", "choice", "amount", "json"]);

/** What only makes sense in an app that goes on running after the command. */
const LASTING: ReadonlySet<string> = new Set(["miners.start", "move.start", "signals.send", "wallet.unlock"]);

/** Whether a procedure is refused where the app would end with the command. */
export const isLasting = (name: string): boolean => LASTING.has(name);

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
  if (field.kind === "secret" || field.kind === "sealed") return null;
  const text = `--${field.flag} ${valueName(field)}`;
  return field.required && !["wallet", "miner"].includes(field.kind) ? text : `[${text}]`;
}

/** Calls, and once more with the password where that was what was missing and a person can be asked. */
async function callAsking(
  name: ProcedureName,
  input: TypedInput,
  fields: readonly Field[],
  session: Session,
  passwords: Passwords,
): Promise<Result<unknown>> {
  const result = await session.call(name, input as Input<typeof name>);
  const missing = !result.ok && result.error.field === "password" && input.password === undefined;
  if (!missing || !passwords.canAsk || !fields.some((field) => field.name === "password")) return result;
  const password = await passwords.existing("Password");
  return session.call(name, { ...input, password } as unknown as Input<typeof name>);
}

/** The command of one procedure, with everything taken from the contract. */
export function procedureCommand(name: ProcedureName): SessionCommand {
  const procedure = procedures.get(name);
  if (!procedure) throw new Error(`no procedure ${name}`);
  const [area = "", verb = ""] = name.split(".");
  const own = fieldsOf(procedure.input, procedure.risk);
  // Among the commands about wallets `--name` means the wallet, unless the procedure has a name of its own.
  const byName = area === "wallet" && !own.some(({ flag }) => flag === "name");
  const fields = own.map((field) => (byName && field.kind === "wallet" ? { ...field, alias: "name" } : field));
  const path = [area, kebab(verb)];
  return {
    kind: "session",
    path,
    usage: [...path, ...fields.map(usageOf).filter((text) => text !== null)].join(" "),
    summary: procedure.summary,
    ...(fields.some((field) => field.kind === "sealed")
      ? { details: [`Secrets come as JSON on standard input: tausmith call ${name} -`] }
      : {}),
    needsChain: needsChain(name),
    lasting: isLasting(name),
    read({ line, words }) {
      const typed = readFields(fields, line, words);
      // With nothing left to look up or ask for, what the contract refuses is refused before the app is opened.
      if (fields.every((field) => PLAIN.has(field.kind))) unwrap(checkInput(name, typed));
      return async ({ session, passwords }) => {
        const input = await completeInput(fields, typed, session, passwords);
        return { value: unwrap(await callAsking(name, input, fields, session, passwords)) };
      };
    },
  };
}
