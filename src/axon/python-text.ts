import { isJsonObject, type JsonValue } from "./json-value.ts";

/**
 * A float as Python's `repr` writes it: shortest digits that read back the same, scientific when the exponent is
 * below -4 or at least 16, two exponent digits at least, always with a point or an exponent.
 */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", exponentText = ""] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${mantissa}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace("-", "").replace(".", "");
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r" };
/** What Python does not call printable: control, format, surrogate, private, unassigned, separators but the space. */
const UNPRINTABLE = /[\\\p{C}\p{Z}]/gu;

function escapeCharacter(character: string): string {
  if (character === " ") return character;
  const short = SHORT_ESCAPES[character];
  if (short) return short;
  const hex = (character.codePointAt(0) as number).toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, "0")}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

/** A string as Python's `repr` writes it: single quotes, double ones where the text has `'` and no `"`. */
export function pythonQuoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(UNPRINTABLE, escapeCharacter);
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/** A value as Python's `repr` writes it, which is how it stands inside a dict or list. */
export function pythonRepr(value: JsonValue): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return pythonQuoted(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return pythonFloat(value);
  if (isJsonObject(value)) {
    return `{${[...value].map(([key, item]) => `${pythonQuoted(key)}: ${pythonRepr(item)}`).join(", ")}}`;
  }
  return `[${(value as readonly JsonValue[]).map(pythonRepr).join(", ")}]`;
}

/** A value as Python's `str` writes it: `repr`, but a string at the top stands bare (facts A1.4). */
export const pythonStr = (value: JsonValue): string => (typeof value === "string" ? value : pythonRepr(value));

function jsonText(value: JsonValue, comma: string, colon: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return pythonFloat(value);
  if (isJsonObject(value)) {
    const items = [...value].map(([key, item]) => JSON.stringify(key) + colon + jsonText(item, comma, colon));
    return `{${items.join(comma)}}`;
  }
  return `[${(value as readonly JsonValue[]).map((item) => jsonText(item, comma, colon)).join(comma)}]`;
}

/** JSON with the separators of Python's `json.dumps`, as a dendrite sends it. Floats keep their point. */
export const pythonJson = (value: JsonValue): string => jsonText(value, ", ", ": ");

/** JSON without spaces, as an axon replies. */
export const compactJson = (value: JsonValue): string => jsonText(value, ",", ":");
