import { parseAlpha, parseTao } from "#src/amount/parse-amount.ts";
import { type Field, type FieldKind, kebab } from "./fields.ts";
import type { CommandLine } from "./global-flags.ts";
import { UsageError } from "./usage-error.ts";

/** What was typed, by field name. References and secrets are settled later, with the app's help. */
export type TypedInput = Record<string, unknown>;

/** Found or asked for later: the only wallet there is, a password. */
const LATER: ReadonlySet<FieldKind> = new Set(["wallet", "hotkey", "miner", "secret"]);

/** Never a plain word. */
const OWN_WAY: ReadonlySet<FieldKind> = new Set(["secret", "sealed"]);

/** Whole and decimal numbers as people type them; not `0x10`, not `1e3`, not empty. */
const NUMBER = /^-?\d+(\.\d+)?$/;

function readValue(field: Field, text: string): unknown {
  const wrong = (what: string): UsageError =>
    new UsageError(`--${field.flag} needs ${what}.`, "See `tausmith help` with the command's name.", field.name);
  switch (field.kind) {
    case "number":
      if (!NUMBER.test(text)) throw wrong("a number");
      return Number(text);
    case "boolean":
      if (text !== "true" && text !== "false") throw wrong("true or false");
      return text === "true";
    case "choice": {
      const found = field.choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
      if (found === undefined) throw wrong(`one of ${field.choices.join(", ")}`);
      return found;
    }
    case "amount":
      return String(
        field.name.startsWith("alpha")
          ? parseAlpha(text, { field: field.name })
          : parseTao(text, { field: field.name }),
      );
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        throw wrong("JSON");
      }
    case "sealed":
      throw new UsageError(
        "Key material is never taken from the command line, where every program can read it.",
        "Give the whole input as JSON on standard input: tausmith call PROCEDURE -",
        field.name,
      );
    case "secret":
      throw new UsageError(
        "A password is never taken from the command line, where every program can read it.",
        "Use --password-file FILE or --password-fd N, or wait to be asked.",
        field.name,
      );
    default:
      return text;
  }
}

/** The flags under which a field can be given: its own, and for amounts the exact one in rao. */
function typedText(field: Field, line: CommandLine, used: Set<string>): unknown {
  const raoFlag = kebab(field.name);
  if (field.kind === "amount" && line.flags.has(raoFlag)) {
    used.add(raoFlag);
    const text = line.flags.get(raoFlag);
    if (line.flags.has(field.flag)) throw new UsageError(`Give --${field.flag} or --${raoFlag}, not both.`);
    if (text === true) throw new UsageError(`--${raoFlag} needs a value.`, undefined, field.name);
    return text;
  }
  for (const flag of new Set([field.flag, raoFlag, field.alias ?? field.flag])) {
    const given = line.flags.get(flag);
    if (given === undefined) continue;
    used.add(flag);
    if (given !== true) return readValue(field, given);
    if (field.kind === "boolean") return true;
    if (field.kind !== "secret" && field.kind !== "sealed")
      throw new UsageError(`--${flag} needs a value.`, undefined, field.name);
    readValue(field, "");
  }
  return undefined;
}

/** What words fill: the required fields in order; wallets, hotkeys and miners only where nothing else is required. */
function wordFields(fields: readonly Field[]): readonly Field[] {
  const required = fields.filter((field) => field.required && !OWN_WAY.has(field.kind));
  const plain = required.filter((field) => !LATER.has(field.kind) && field.name !== "hotkeyName");
  return plain.length > 0 ? plain : required;
}

/**
 * Reads the fields of one procedure from flags and words. Words fill the required fields in the contract's order.
 * Amounts are typed in TAO (`0.5`, `0.5tao`, `500000000rao`); `--<name>-rao` takes exact rao.
 * Errors: `USAGE_WRONG`, the amount codes of `parseTao`.
 */
export function readFields(fields: readonly Field[], line: CommandLine, words: readonly string[]): TypedInput {
  const input: TypedInput = {};
  const used = new Set<string>();
  const { globals } = line;
  for (const field of fields) {
    const global = field.flag === "wallet" ? globals.wallet : field.flag === "hotkey" ? globals.hotkey : undefined;
    if (global !== undefined && field.alias !== undefined && line.flags.has(field.alias)) {
      throw new UsageError(`Give --${field.alias} or --${field.flag}, not both.`, undefined, field.alias);
    }
    const value = global ?? typedText(field, line, used);
    if (value !== undefined) input[field.name] = value;
  }
  const rest = [...words];
  for (const field of wordFields(fields)) {
    if (rest.length === 0) break;
    if (input[field.name] === undefined) input[field.name] = readValue(field, rest.shift() as string);
  }
  if (rest.length > 0) throw new UsageError(`"${rest[0]}" has no meaning here.`);
  for (const flag of line.flags.keys()) {
    if (!used.has(flag)) throw new UsageError(`There is no flag --${flag} here.`, undefined, flag);
  }
  const missing = fields.find((field) => field.required && !LATER.has(field.kind) && input[field.name] === undefined);
  if (missing?.kind === "sealed") readValue(missing, "");
  if (missing && missing.name !== "hotkeyName") {
    throw new UsageError(`--${missing.flag} is missing.`, undefined, missing.name);
  }
  return input;
}
