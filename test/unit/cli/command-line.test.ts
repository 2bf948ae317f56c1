import { describe, expect, it } from "vitest";
import { fieldsOf } from "#main/cli/fields.ts";
import { parseCommandLine } from "#main/cli/global-flags.ts";
import { readFields } from "#main/cli/read-fields.ts";
import { procedures } from "#src/contract/index.ts";

const usage = (message: RegExp) =>
  expect.objectContaining({ code: "USAGE_WRONG", message: expect.stringMatching(message) });

describe("parseCommandLine", () => {
  it("takes global flags out wherever they stand", () => {
    const line = parseCommandLine(["--json", "wallet", "--data", "/p", "balance", "--x=1=2", "-y", "--n", "-0.5"]);
    expect(line.globals).toEqual({ json: true, yes: true, help: false, data: "/p" });
    expect(line.words).toEqual(["wallet", "balance"]);
    expect([...line.flags]).toEqual([
      ["x", "1=2"],
      ["n", "-0.5"],
    ]);
  });

  it("keeps what follows -- as words", () => {
    expect(parseCommandLine(["call", "--", "--json"]).words).toEqual(["call", "--json"]);
  });

  it.each<[string[], RegExp]>([
    [["--data"], /needs a value/],
    [["--data="], /needs a value/],
    [["--data", "a", "--data", "b"], /twice/],
    [["--json=yes"], /takes no value/],
    [["--password-fd", "x"], /number of an open file/],
    [["--password-fd", "3", "--password-file", "f"], /not both/],
    [["--=x"], /cannot be read/],
    [["--Bad Flag"], /cannot be read/],
  ])("refuses %j", (argv, message) => {
    expect(() => parseCommandLine(argv)).toThrow(usage(message));
  });
});

function read(name: Parameters<typeof procedures.get>[0], argv: string[]) {
  const procedure = procedures.get(name);
  if (!procedure) throw new Error(name);
  const line = parseCommandLine(argv);
  return readFields(fieldsOf(procedure.input, procedure.risk), line, line.words);
}

describe("reading a procedure's fields", () => {
  it("turns text into the contract's types", () => {
    expect(read("registration.prepare", ["--netuid", "8", "--wallet", "w", "--hotkey", "h"])).toEqual({
      netuid: 8,
      walletId: "w",
      hotkeyName: "h",
    });
    expect(read("app.setSettings", ["--onboarded", "--theme", "DARK"])).toEqual({ onboarded: true, theme: "dark" });
    expect(read("signals.send", ["BTCUSD", "long", "-0.1", "--miner", "m"])).toEqual({
      minerId: "m",
      tradePair: "BTCUSD",
      orderType: "LONG",
      leverage: "-0.1",
    });
    expect(read("signals.send", ["BTCUSD", "LONG", "1"])).toEqual({
      tradePair: "BTCUSD",
      orderType: "LONG",
      leverage: "1",
    });
    expect(read("miners.start", ["m"])).toEqual({ minerId: "m" });
    expect(read("network.select", ["practice"])).toEqual({ network: "practice" });
    expect(read("wallet.draft", ["--word-count", "24"])).toEqual({ wordCount: 24 });
  });

  it("takes amounts in TAO, or exact rao under the rao flag", () => {
    const ceiling = (flag: string, text: string) =>
      read("registration.prepare", ["8", "--hotkey", "h", flag, text]).ceilingRao;
    expect(ceiling("--ceiling", "0.5")).toBe("500000000");
    expect(ceiling("--ceiling", "0.5tao")).toBe("500000000");
    expect(ceiling("--ceiling", "500000000rao")).toBe("500000000");
    expect(ceiling("--ceiling-rao", "12")).toBe("12");
    expect(() => ceiling("--ceiling", "much")).toThrow(
      expect.objectContaining({ code: "AMOUNT_NOT_A_NUMBER", field: "ceilingRao" }),
    );
  });

  it.each<[Parameters<typeof procedures.get>[0], string[], RegExp]>([
    ["registration.price", [], /--netuid is missing/],
    ["registration.price", ["eight"], /needs a number/],
    ["registration.price", ["1e3"], /needs a number/],
    ["registration.price", ["8", "9"], /no meaning/],
    ["registration.price", ["8", "--foo", "1"], /no flag --foo/],
    ["registration.price", ["--netuid"], /needs a value/],
    ["registration.prepare", ["8", "--ceiling", "1", "--ceiling-rao", "1"], /not both/],
    ["app.setSettings", ["--theme", "pink"], /one of system, dark, light/],
    ["app.setSettings", ["--onboarded", "maybe"], /true or false/],
    ["wallet.unlock", ["--password", "hunter2"], /never taken from the command line/],
    ["wallet.unlock", ["--password"], /never taken from the command line/],
    ["wallet.create", ["d", "n"], /Key material/],
    ["wallet.restore", ["n", "--source", "x"], /Key material/],
    ["wallet.btcliImport", ["p", "--hotkeys", "{"], /needs JSON/],
  ])("refuses %s %j", (name, argv, message) => {
    expect(() => read(name, argv)).toThrow(usage(message));
  });

  it("finds a kind for every field of the contract, and no secret as a plain flag", () => {
    for (const [name, { input, risk }] of procedures) {
      for (const field of fieldsOf(input, risk)) {
        expect(field.flag, name).toMatch(/^[a-z][a-z-]*$/);
        if (/pass(word|phrase)$/i.test(field.name)) expect(field.kind, name).toBe("secret");
      }
    }
  });
});
