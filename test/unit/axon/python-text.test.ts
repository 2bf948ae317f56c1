import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "#src/axon/parse-json.ts";
import { compactJson, pythonFloat, pythonJson, pythonQuoted, pythonRepr } from "#src/axon/python-text.ts";

describe("Python's floats", () => {
  // Written by CPython 3.11: [repr(x) for x in …].
  it.each([
    [1, "1.0"],
    [0.1, "0.1"],
    [-0.25, "-0.25"],
    [0.0001, "0.0001"],
    [0.00007, "7e-05"],
    [1.5e-7, "1.5e-07"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [123456789012345680, "1.2345678901234568e+17"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [100, "100.0"],
    [12345.678, "12345.678"],
    [-0, "-0.0"],
    [0, "0.0"],
  ])("%d is %s", (value, text) => expect(pythonFloat(value)).toBe(text));

  it("reads back to the same number, and is never taken for an int", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = pythonFloat(value);
        expect(text).toMatch(/[.e]/);
        expect(Object.is(Number(text), value)).toBe(true);
        expect(Object.is(parseJson(text), value)).toBe(true);
      }),
    );
  });
});

describe("Python's strings", () => {
  it.each([
    ["plain", "'plain'"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ['say "so"', `'say "so"'`],
    ["a\\b", "'a\\\\b'"],
    ["line\nnext\ttab\rback", "'line\\nnext\\ttab\\rback'"],
    ["\u0000\u001b\u007f\u0085", "'\\x00\\x1b\\x7f\\x85'"],
    ["é τ 😀 漢", "'é τ 😀 漢'"],
    ["\u00a0\u00ad\u200b\u2028", "'\\xa0\\xad\\u200b\\u2028'"],
    ["\u{e0001}", "'\\U000e0001'"],
    ["\ud800", "'\\ud800'"],
  ])("%j", (text, quoted) => expect(pythonQuoted(text)).toBe(quoted));
});

describe("JSON that loses nothing", () => {
  it("keeps big integers, key order, and int apart from float", () => {
    const text = '{"2": 1795197646491514469, "1": 1.0, "b": [1, -0.0, {}], "a": null}';
    expect(pythonJson(parseJson(text))).toBe(text);
    expect(compactJson(parseJson(text))).toBe(text.replaceAll(", ", ",").replaceAll(": ", ":"));
    expect(pythonRepr(parseJson(text))).toBe("{'2': 1795197646491514469, '1': 1.0, 'b': [1, -0.0, {}], 'a': None}");
  });

  it("takes a repeated key's last value at its first place, as Python does", () => {
    expect(pythonRepr(parseJson('{"a": 1, "b": 2, "a": 3}'))).toBe("{'a': 3, 'b': 2}");
    expect(pythonRepr(parseJson('{"__proto__": {"x": 1}}'))).toBe("{'__proto__': {'x': 1}}");
  });

  it.each([
    "",
    "{",
    "{}x",
    '{"a" 1}',
    "{a: 1}",
    "[1,]",
    "01",
    "1.",
    "+1",
    "NaN",
    "Infinity",
    "1e999",
    '"\n"',
    '"\\x"',
    '"\\u12"',
    "tru",
    "[".repeat(100),
    "1".repeat(5_000),
  ])("refuses %j by name", (text) =>
    expect(() => parseJson(text)).toThrowError(expect.objectContaining({ code: "AXON_BODY_NOT_JSON" })),
  );

  it("agrees with JSON.parse on whatever JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(compactJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });
});
