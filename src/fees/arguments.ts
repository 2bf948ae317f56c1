import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { isAddress } from "../address/ss58.ts";
import { AppError } from "../app-error.ts";
import type { ArgumentShape } from "../contract/fees.ts";

/** A call inside arguments, as JSON gives it. */
export interface GivenCall {
  readonly pallet: string;
  readonly call: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const MAX_NESTING = 12;
const MAX_ITEMS = 10_000;

const refuse = (path: string, wanted: string): never => {
  throw new AppError("FEES_ARGUMENT_WRONG", `The argument "${path}" is not ${wanted}.`, {
    hint: `Give ${wanted}. \`tausmith fees form\` shows the arguments of a call with a sample.`,
    field: `args.${path}`,
  });
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function integer(shape: { bits: number; signed: boolean }, value: unknown, path: string): string {
  const least = shape.signed ? -(2n ** BigInt(shape.bits - 1)) : 0n;
  const most = 2n ** BigInt(shape.signed ? shape.bits - 1 : shape.bits) - 1n;
  const wanted = `a whole number from ${least} to ${most}`;
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || !/^-?\d{1,80}$/.test(text)) return refuse(path, wanted);
  const number = BigInt(text);
  return number < least || number > most ? refuse(path, wanted) : number.toString();
}

function bytes(length: number | null, value: unknown, path: string): string {
  const wanted = length === null ? "text or 0x-hex" : `0x-hex of ${length} bytes`;
  if (typeof value !== "string") return refuse(path, wanted);
  const hex = value.startsWith("0x") ? value.toLowerCase() : `0x${bytesToHex(utf8ToBytes(value))}`;
  if (!/^0x(?:[0-9a-f]{2})*$/.test(hex)) return refuse(path, wanted);
  return length !== null && hex.length !== 2 + length * 2 ? refuse(path, wanted) : hex;
}

/** `{"call": "Pallet.name", "args": {…}}` taken apart. Error: `FEES_ARGUMENT_WRONG`. */
export function givenCall(value: unknown, path: string): GivenCall {
  const wanted = 'a call such as {"call": "Pallet.name", "args": {}}';
  const name = isObject(value) && typeof value.call === "string" ? value.call.split(".") : [];
  if (!isObject(value) || name.length !== 2) return refuse(path, wanted);
  const args = value.args ?? {};
  return isObject(args) ? { pallet: name[0] ?? "", call: name[1] ?? "", args } : refuse(path, wanted);
}

/**
 * Holds a value against the shape of its type and brings it into the form in which it is encoded.
 * Error: `FEES_ARGUMENT_WRONG`, with the argument's path as field.
 */
export function readArgument(
  shape: ArgumentShape,
  value: unknown,
  path: string,
  encodeCall: (call: GivenCall, path: string) => unknown,
): unknown {
  if (path.split(/[.[]/).length > MAX_NESTING) return refuse(path, "nested less deep");
  const inside = (of: ArgumentShape, one: unknown, at: string): unknown => readArgument(of, one, at, encodeCall);
  switch (shape.kind) {
    case "integer":
      return integer(shape, value, path);
    case "bool":
      return typeof value === "boolean" ? value : refuse(path, "true or false");
    case "account":
      return typeof value === "string" && isAddress(value) ? value : refuse(path, "an SS58 address");
    case "bytes":
      return bytes(shape.length, value, path);
    case "option":
      return value === null || value === undefined ? null : inside(shape.of, value, path);
    case "list": {
      const fits = Array.isArray(value) && value.length <= MAX_ITEMS;
      if (!fits || (shape.length !== null && value.length !== shape.length)) {
        return refuse(path, shape.length === null ? "a list" : `a list of ${shape.length}`);
      }
      return value.map((one, index) => inside(shape.of, one, `${path}[${index}]`));
    }
    case "tuple":
      if (!Array.isArray(value) || value.length !== shape.items.length) {
        return refuse(path, `a list of ${shape.items.length}`);
      }
      return shape.items.map((item, index) => inside(item, value[index], `${path}[${index}]`));
    case "fields":
      return readArguments(shape.fields, value, path, encodeCall);
    case "choice": {
      const [name, within] =
        typeof value === "string"
          ? [value, null]
          : isObject(value)
            ? (Object.entries(value)[0] ?? ["", null])
            : ["", null];
      const found = shape.cases.find((one) => one.name === name);
      if (!found)
        return refuse(
          path,
          `one of ${shape.cases
            .map((one) => one.name)
            .slice(0, 24)
            .join(", ")}`,
        );
      return { [found.name]: found.shape === null ? null : inside(found.shape, within, `${path}.${found.name}`) };
    }
    case "call":
      return encodeCall(givenCall(value, path), path);
    case "other":
      return value;
  }
}

/** Named values, each held against its shape; an unknown name is refused. Keys come back as the shape spells them. */
export function readArguments(
  fields: readonly { readonly name: string; readonly shape: ArgumentShape }[],
  value: unknown,
  path: string,
  encodeCall: (call: GivenCall, path: string) => unknown,
): Record<string, unknown> {
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  const given = isObject(value) ? value : refuse(path, "an object");
  const known = new Set(fields.map(({ name }) => name));
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new AppError("FEES_ARGUMENT_UNKNOWN", `There is no argument "${at(unknown)}".`, {
      hint: known.size === 0 ? "Leave it out." : `The arguments are: ${[...known].join(", ")}.`,
      field: `args.${at(unknown)}`,
    });
  }
  return Object.fromEntries(
    fields.map(({ name, shape }) => {
      if (given[name] === undefined && shape.kind !== "option") {
        throw new AppError("FEES_ARGUMENT_MISSING", `The argument "${at(name)}" is missing.`, {
          hint: "Give a value for it. `tausmith fees form` shows a sample.",
          field: `args.${at(name)}`,
        });
      }
      return [name, readArgument(shape, given[name], at(name), encodeCall)];
    }),
  );
}
