import { describe, expect, it } from "vitest";
import { bodyHash } from "#src/axon/body-hash.ts";
import type { JsonObject } from "#src/axon/json-value.ts";
import { parseJson } from "#src/axon/parse-json.ts";
import { pythonStr } from "#src/axon/python-text.ts";

/** JSON as it comes over the wire, the Python text it must give, and the body hash (facts A1.4). */
const VECTORS: readonly (readonly [json: string, text: string, hash: string])[] = [
  ['{"leverage": 0.1}', "{'leverage': 0.1}", "1f007981ece657cb064b8a4f06a87bd23cc8b439a10ebee8f1c1e74f235621b3"],
  ['{"leverage": 1}', "{'leverage': 1}", "70c47f7cbdf0c2fc7c5a9c637f2f7423b75e913bd4074aa3f381a489ff9bd50a"],
  ['{"leverage": 1.0}', "{'leverage': 1.0}", "22a234ae79c0a8607b6dc28a920d01d7f3d1d28e8d6750aa3738720599c40127"],
  ['{"f": 0.00007}', "{'f': 7e-05}", "72ebce600b7a15d835b6f8d5156dc7473af5b17f075e759a5bd0b4aa8d9c80e3"],
  ['{"f": 1e16}', "{'f': 1e+16}", "5e846dc5ea7039e68a716093603fc7d9a43f18455d16b0b68cb636b68c7f8b96"],
  [
    '{"x": null, "y": true}',
    "{'x': None, 'y': True}",
    "81a5b27dccb70ce3160f205aae864af7cbd610971b761ebdc7106f9f14d6861d",
  ],
  ['{"s": "it\'s"}', `{'s': "it's"}`, "1a0a9f6f0fa27edfd7fa185c1279fae9c5a1e3bb1b51b44c524c73aa31ad4ffb"],
  ["[]", "[]", "a8ea28e4d52d34cdb5899a7d172856e378d786898fd92d0af8659a25bbee7098"],
  ["{}", "{}", "bdfd5a6c747ed5e6963881b227efb94f9438370bc4acd2301fb56b1f8aa5bc2a"],
  ['"plain"', "plain", "13aa1a16e348e43741b6918edfb80659fdde3cca5f37ef694fca114117f0e2cd"],
  ["5", "5", "4fae6364bdbf7a0def40e782ea7656d4bc96dd42a6eaf71d62b977d74e733ecf"],
];

describe("body hash", () => {
  it.each(VECTORS)("of %s", (json, text, hash) => {
    const value = parseJson(json);
    expect(pythonStr(value)).toBe(text);
    expect(bodyHash([value])).toBe(hash);
  });

  it("of three fields in order", () => {
    const body = parseJson('{"a": "xyz", "b": [1.0, 2.5], "c": 7}') as JsonObject;
    const values = ["a", "c", "b"].map((name) => body.get(name) ?? null);
    expect(bodyHash(values)).toBe("7ae79d5c09bc30ef35b85090fbb82cc78695014543bb88867f17a0cf857fa303");
  });

  it("of nothing", () => {
    expect(bodyHash([])).toBe("a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a");
  });

  it("of the second signal vector", () => {
    const signal = parseJson(
      '{"trade_pair": {"trade_pair_id": "EURUSD", "trade_pair": "EUR/USD", "fees": 0.00007, "min_leverage": 0.1, "max_leverage": 5, "trade_pair_category": "forex"}, "order_type": "SHORT", "leverage": -0.25}',
    );
    expect(bodyHash([signal])).toBe("b79c759b3b509dd4f68a16f9f665bb93814b1af026f7dfcaa11c734c64adc162");
  });
});
