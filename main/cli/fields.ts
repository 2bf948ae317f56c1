import { z } from "zod";
import type { Risk } from "#src/contract/define.ts";

/** How the text after a flag becomes a value. */
export type FieldKind =
  | "text"
  | "number"
  | "boolean"
  | "choice"
  | "amount"
  | "json"
  | "secret"
  /** Holds secrets inside; only `tausmith call … -` takes it. */
  | "sealed"
  | "wallet"
  | "hotkey"
  | "miner";

/** One field of a procedure's input as the terminal takes it. */
export interface Field {
  /** Name in the contract. */
  readonly name: string;
  /** Flag without dashes. */
  readonly flag: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  readonly choices: readonly string[];
  /** Another flag that says the same. */
  readonly alias?: string;
}

/** `amountRao` → `amount-rao`, `exampleURL` stays one word a capital. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A text that is used as it was typed. */
export const textField = (name: string, required = false): Field => ({
  name,
  flag: kebab(name),
  kind: "text",
  required,
  choices: [],
});

/** A wallet by its name: `--wallet` as everywhere, or `--name` as the commands about wallets say it. */
export const WALLET_FIELD: Field = { ...textField("wallet"), alias: "name" };

const SECRET = /(^|[a-z])(password|passphrase)$/i;
/** Texts and objects that hold key material, by the names the contract gives them. */
const SEALED = new Set(["words", "answers", "source", "backup", "seed"]);
/** Fields that name something by its id; people name it by its name. */
const REFERENCES: Readonly<Record<string, readonly [flag: string, kind: FieldKind]>> = {
  walletId: ["wallet", "wallet"],
  hotkeyName: ["hotkey", "text"],
  hotkey: ["hotkey", "hotkey"],
  minerId: ["miner", "miner"],
};

function unwrap(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  return schema;
}

function choicesOf(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => choicesOf(one as z.ZodType));
  return [];
}

const isNumeric = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodNumber ||
  (schema instanceof z.ZodLiteral && [...schema.values].every((one) => typeof one === "number")) ||
  (schema instanceof z.ZodUnion && schema.options.every((one) => isNumeric(one as z.ZodType)));

function kindOf(name: string, schema: z.ZodType, risk: Risk): FieldKind {
  if (SECRET.test(name)) return "secret";
  if (risk === "secret" && SEALED.has(name)) return "sealed";
  if (name.endsWith("Rao") && schema instanceof z.ZodString) return "amount";
  if (schema instanceof z.ZodBoolean) return "boolean";
  if (isNumeric(schema)) return "number";
  if (choicesOf(schema).length > 0) return "choice";
  return schema instanceof z.ZodString || schema instanceof z.ZodStringFormat ? "text" : "json";
}

/** The fields of a procedure's input, in the contract's order. */
export function fieldsOf(input: z.ZodType, risk: Risk): readonly Field[] {
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries(input.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const inner = unwrap(schema);
    const reference = REFERENCES[name];
    const kind = reference?.[1] ?? kindOf(name, inner, risk);
    const plain = kind === "amount" ? name.slice(0, -"Rao".length) : name;
    return {
      name,
      flag: reference?.[0] ?? kebab(plain),
      kind,
      required: !schema.safeParse(undefined).success,
      choices: choicesOf(inner),
    };
  });
}
