import { AppError } from "#src/app-error.ts";
import type { JsonValue } from "./json-value.ts";

/** Nesting deeper than this is refused; no synapse comes near it. */
const MAX_DEPTH = 64;
/** Python itself refuses to read integers longer than 4,300 digits. */
const MAX_NUMBER_LENGTH = 4_300;

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings must not hold them raw
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Reads JSON without losing anything a Python axon would see: integers of any size, float against int, key order,
 * the last of repeated keys at the first one's place. Stricter than Python only in refusing NaN and Infinity.
 * Errors: `AXON_BODY_NOT_JSON` with the position.
 */
export function parseJson(text: string): JsonValue {
  let at = 0;

  const wrong = (): AppError =>
    new AppError("AXON_BODY_NOT_JSON", `The body is not JSON (at character ${at}).`, {
      hint: "Send a JSON object, UTF-8, as application/json.",
    });
  const blank = (): void => {
    while (at < text.length && " \t\n\r".includes(text[at] as string)) at += 1;
  };
  const expect = (token: string): void => {
    if (!text.startsWith(token, at)) throw wrong();
    at += token.length;
  };

  const readWord = <T>(word: string, value: T): T => {
    expect(word);
    return value;
  };

  const readString = (): string => {
    expect('"');
    let out = "";
    for (;;) {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(text)?.[0] ?? "";
      out += run;
      at += run.length;
      const mark = text[at];
      if (mark === '"') {
        at += 1;
        return out;
      }
      if (mark !== "\\") throw wrong();
      const kind = text[at + 1] ?? "";
      if (kind === "u") {
        const hex = text.slice(at + 2, at + 6);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw wrong();
        out += String.fromCharCode(Number.parseInt(hex, 16));
        at += 6;
      } else {
        const plain = ESCAPES[kind];
        if (plain === undefined) throw wrong();
        out += plain;
        at += 2;
      }
    }
  };

  const readNumber = (): bigint | number => {
    NUMBER.lastIndex = at;
    const match = NUMBER.exec(text);
    if (!match || match[0].length > MAX_NUMBER_LENGTH) throw wrong();
    const float = match[1] !== undefined || match[2] !== undefined;
    const value = float ? Number(match[0]) : BigInt(match[0]);
    if (float && !Number.isFinite(value)) throw wrong();
    at += match[0].length;
    return value;
  };

  const readItems = (close: string, readItem: () => void): void => {
    at += 1;
    blank();
    if (text[at] === close) {
      at += 1;
      return;
    }
    for (;;) {
      readItem();
      blank();
      const mark = text[at];
      if (mark !== "," && mark !== close) throw wrong();
      at += 1;
      if (mark === close) return;
    }
  };

  const readValue = (depth: number): JsonValue => {
    if (depth > MAX_DEPTH) throw wrong();
    blank();
    const mark = text[at];
    if (mark === "{") {
      const object = new Map<string, JsonValue>();
      readItems("}", () => {
        blank();
        const key = readString();
        blank();
        expect(":");
        object.set(key, readValue(depth + 1));
      });
      return object;
    }
    if (mark === "[") {
      const list: JsonValue[] = [];
      readItems("]", () => list.push(readValue(depth + 1)));
      return list;
    }
    if (mark === '"') return readString();
    if (mark === "t") return readWord("true", true);
    if (mark === "f") return readWord("false", false);
    if (mark === "n") return readWord("null", null);
    return readNumber();
  };

  const value = readValue(0);
  blank();
  if (at !== text.length) throw wrong();
  return value;
}
