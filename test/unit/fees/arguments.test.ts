import { describe, expect, it } from "vitest";
import { AppError } from "#src/app-error.ts";
import type { ArgumentShape } from "#src/contract/fees.ts";
import { readArgument, readArguments } from "#src/fees/arguments.ts";
import { sampleValue } from "#src/fees/sample-arguments.ts";

const ADDRESS = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const u16: ArgumentShape = { kind: "integer", bits: 16, signed: false };
const u64: ArgumentShape = { kind: "integer", bits: 64, signed: false };
const noCall = () => "call";
const read = (shape: ArgumentShape, value: unknown): unknown => readArgument(shape, value, "amount", noCall);

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("it was not refused");
}

describe("arguments of a call", () => {
  it("takes whole numbers exactly, up to the type's last", () => {
    expect(read(u64, "18446744073709551615")).toBe("18446744073709551615");
    expect(read(u16, 65_535)).toBe("65535");
    expect(read({ kind: "integer", bits: 8, signed: true }, -128)).toBe("-128");
  });

  it.each([1.5, -1, "1e3", "", " 1", "18446744073709551616", null, true, 2 ** 60, "0x10"])(
    "refuses %s as u64",
    (value) => {
      expect(refusal(() => read(u64, value))).toMatchObject({ code: "FEES_ARGUMENT_WRONG", field: "args.amount" });
    },
  );

  it("takes text as its bytes and hex as it is", () => {
    const bytes: ArgumentShape = { kind: "bytes", length: null };
    expect(read(bytes, "τ")).toBe("0xcf84");
    expect(read(bytes, "0xAB")).toBe("0xab");
    expect(refusal(() => read(bytes, "0xabc")).code).toBe("FEES_ARGUMENT_WRONG");
    expect(refusal(() => read({ kind: "bytes", length: 4 }, "0xab")).hint).toContain("4 bytes");
  });

  it("names the place of what is wrong inside", () => {
    const fields = [{ name: "dests", shape: { kind: "list" as const, of: u16, length: null } }];
    expect(refusal(() => readArguments(fields, { dests: [1, 70_000] }, "", noCall)).field).toBe("args.dests[1]");
  });

  it("refuses what is missing and what nobody asked for, with the names there are", () => {
    const fields = [{ name: "netuid", shape: u16 }];
    expect(refusal(() => readArguments(fields, {}, "", noCall))).toMatchObject({
      code: "FEES_ARGUMENT_MISSING",
      field: "args.netuid",
    });
    const unknown = refusal(() => readArguments(fields, { netuid: 1, uid: 2 }, "", noCall));
    expect(unknown).toMatchObject({ code: "FEES_ARGUMENT_UNKNOWN", field: "args.uid" });
    expect(unknown.hint).toContain("netuid");
  });

  it("leaves an option out, and takes a choice by name", () => {
    const choice: ArgumentShape = {
      kind: "choice",
      cases: [
        { name: "Swap", shape: null },
        { name: "Keep", shape: u16 },
      ],
    };
    expect(read({ kind: "option", of: u16 }, undefined)).toBeNull();
    expect(read(choice, "Swap")).toEqual({ Swap: null });
    expect(read(choice, { Keep: 3 })).toEqual({ Keep: "3" });
    expect(refusal(() => read(choice, "Sell")).message).toContain("Swap, Keep");
  });

  it("stops where lists are nested without end", () => {
    let shape: ArgumentShape = u16;
    let value: unknown = 1;
    for (let depth = 0; depth < 40; depth += 1) {
      shape = { kind: "list", of: shape, length: null };
      value = [value];
    }
    expect(refusal(() => read(shape, value)).code).toBe("FEES_ARGUMENT_WRONG");
  });

  it("makes samples that it takes itself", () => {
    const shape: ArgumentShape = {
      kind: "fields",
      fields: [
        { name: "hotkey", shape: { kind: "account" } },
        { name: "netuid", shape: u16 },
        { name: "amount", shape: u64 },
        { name: "pair", shape: { kind: "tuple", items: [u16, { kind: "bytes", length: 2 }] } },
        { name: "kind", shape: { kind: "choice", cases: [{ name: "Any", shape: null }] } },
      ],
    };
    const sample = sampleValue(shape, "all", { address: ADDRESS, call: null });
    expect(sample).toEqual({ hotkey: ADDRESS, netuid: "1", amount: "1000000000", pair: ["1", "0x0101"], kind: "Any" });
    expect(() => read(shape, sample)).not.toThrow();
  });
});
