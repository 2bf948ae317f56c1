import { type Struct, TypeRegistry, type Vec } from "@polkadot/types";
import { describe, expect, it } from "vitest";
import { toFilters } from "#main/proxies/read-filters.ts";

const CONDITION = {
  Below: { paramName: "Bytes", limit: "u128" },
  Inside: { palletName: "Bytes", callName: "Bytes" },
  Condition: { _enum: { ParamLessThan: "Below", NestedCallMustBe: "Inside" } },
};

const small = { palletName: "Balances", callName: "transfer", condition: { ParamLessThan: ["value", 500] } };

describe("a node's proxy filters", () => {
  it("are read as runtime 424 tells them: calls and exceptions beside the mode", () => {
    const registry = new TypeRegistry();
    registry.register({
      ...CONDITION,
      Info: { palletName: "Bytes", callName: "Option<Bytes>", condition: "Option<Condition>" },
      Mode: { _enum: ["AllowAll", "DenyAll", "Allow", "Deny"] },
      Filter: { name: "Bytes", filterMode: "Mode", calls: "Vec<Info>", exceptions: "Vec<Info>" },
    });
    const whole = { palletName: "AdminUtils", callName: null, condition: null };
    const told = registry.createType(
      "Vec<Filter>" as "Vec<u8>",
      [
        { name: "Any", filterMode: "AllowAll", calls: [], exceptions: [] },
        { name: "Owner", filterMode: "Allow", calls: [whole], exceptions: [{ ...whole, callName: "sudo_key" }] },
        { name: "SmallTransfer", filterMode: "Allow", calls: [small], exceptions: [] },
      ] as never,
    ) as unknown as Vec<Struct>;
    expect([...toFilters(told)]).toEqual([
      ["Any", { mode: "allowAll", calls: [], exceptions: [] }],
      [
        "Owner",
        {
          mode: "allow",
          calls: [{ pallet: "AdminUtils", call: null }],
          exceptions: [{ pallet: "AdminUtils", call: "sudo_key" }],
        },
      ],
      [
        "SmallTransfer",
        {
          mode: "allow",
          calls: [{ pallet: "Balances", call: "transfer", condition: { kind: "below", param: "value", limit: 500n } }],
          exceptions: [],
        },
      ],
    ]);
  });

  it("are read as later runtimes tell them: the calls inside the mode", () => {
    const registry = new TypeRegistry();
    registry.register({
      ...CONDITION,
      Info: { palletName: "Bytes", callName: "Bytes", condition: "Option<Condition>" },
      Mode: { _enum: { AllowAll: "Null", Allow: "Vec<Info>" } },
      Filter: { name: "Bytes", filterMode: "Mode" },
    });
    const told = registry.createType(
      "Vec<Filter>" as "Vec<u8>",
      [
        { name: "Any", filterMode: "AllowAll" },
        { name: "Senate", filterMode: { Allow: [] } },
        { name: "SmallTransfer", filterMode: { Allow: [small] } },
      ] as never,
    ) as unknown as Vec<Struct>;
    const filters = toFilters(told);
    expect(filters.get("Any")).toEqual({ mode: "allowAll", calls: [], exceptions: [] });
    expect(filters.get("Senate")).toEqual({ mode: "allow", calls: [], exceptions: [] });
    expect(filters.get("SmallTransfer")?.calls).toEqual([
      { pallet: "Balances", call: "transfer", condition: { kind: "below", param: "value", limit: 500n } },
    ]);
  });
});
