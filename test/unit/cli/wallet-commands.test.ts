import { describe, expect, it } from "vitest";
import type { CommandContext, SessionCommand } from "#main/cli/command.ts";
import { walletRenameCommand } from "#main/cli/commands/wallet-rename.ts";
import { walletShowCommand } from "#main/cli/commands/wallet-show.ts";
import { walletVerifyCommand } from "#main/cli/commands/wallet-verify.ts";
import { parseCommandLine } from "#main/cli/global-flags.ts";
import { createPasswords } from "#main/cli/passwords.ts";
import { procedureCommand } from "#main/cli/procedure-command.ts";
import type { Session } from "#main/cli/session.ts";
import { ok } from "#src/result.ts";
import { scriptedTerminal } from "#test/support/scripted-terminal.ts";

const WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow".split(" ");
const WALLET = {
  walletId: "w-1",
  name: "main",
  address: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  kind: "password",
  hotkeys: [{ name: "miner", address: "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty" }],
};

async function run(command: SessionCommand, argv: readonly string[], secrets: readonly string[] = []) {
  const calls: [string, unknown][] = [];
  const answers: Record<string, unknown> = {
    "wallet.list": [WALLET],
    "wallet.show": { address: "5x", words: WORDS, seed: null, path: "//miner" },
  };
  const session = {
    running: null,
    call: async (name: string, input: unknown) => {
      calls.push([name, input]);
      return ok(answers[name] ?? WALLET);
    },
  } as unknown as Session;
  const { terminal, told } = scriptedTerminal({ secrets });
  const line = parseCommandLine(argv);
  const { globals } = line;
  const passwords = createPasswords(globals, terminal);
  const start = { line, words: line.words, globals, terminal, passwords, profileDir: "/nowhere" };
  const runner = await command.read(start);
  const result = await runner({ ...start, session } as CommandContext);
  return { calls, told: told.join("\n"), result };
}

describe("wallet show", () => {
  it("tells facts without asking for anything", async () => {
    const { calls, told, result } = await run(walletShowCommand, ["--name", "main"]);
    expect([calls, told, result.value]).toEqual([[["wallet.list", {}]], "", WALLET]);
    expect((await run(walletShowCommand, ["--hotkey", "miner"])).result.value).toEqual(WALLET.hotkeys[0]);
  });

  it("tells words after the password, never as the answer", async () => {
    const { calls, told, result } = await run(
      walletShowCommand,
      ["--name", "main", "--hotkey", "miner", "--words"],
      ["paper boat"],
    );
    expect(calls.at(-1)).toEqual(["wallet.show", { walletId: "w-1", hotkeyName: "miner", password: "paper boat" }]);
    expect(told).toContain(" 6 sausage");
    expect(told).toContain("//miner");
    expect(JSON.stringify(result)).not.toContain("sausage");
  });

  it("refuses two names at once", async () => {
    await expect(run(walletShowCommand, ["--name", "a", "--wallet", "b"])).rejects.toMatchObject({ field: "name" });
  });
});

describe("wallet rename", () => {
  it("renames the wallet, or the hotkey that is named", async () => {
    const wallet = await run(walletRenameCommand, ["--name", "main", "--to", "savings"]);
    expect(wallet.calls.at(-1)).toEqual(["wallet.rename", { walletId: "w-1", name: "savings" }]);
    const hotkey = await run(walletRenameCommand, ["--hotkey", "miner", "--to", "rig"]);
    expect(hotkey.calls.at(-1)).toEqual(["wallet.renameHotkey", { walletId: "w-1", hotkeyName: "miner", name: "rig" }]);
  });

  it("says what is missing, and which wallets there are", async () => {
    await expect(run(walletRenameCommand, ["--name", "main"])).rejects.toMatchObject({ field: "to" });
    await expect(run(walletRenameCommand, ["--name", "other", "--to", "x"])).rejects.toMatchObject({
      code: "WALLET_UNKNOWN",
      hint: expect.stringContaining("main"),
    });
  });
});

describe("wallet sign and verify", () => {
  const sign = procedureCommand("wallet.sign");
  const signature = `0x${"12".repeat(64)}`;

  it.each(["--name", "--wallet"])("take the wallet as %s", async (flag) => {
    const signed = await run(sign, [flag, "main", "--message", "hello"]);
    expect(signed.calls.at(-1)).toEqual(["wallet.sign", { walletId: "w-1", message: "hello" }]);
    const given = [flag, "main", "--message", "hello", "--signature", signature];
    const coldkey = await run(walletVerifyCommand, given);
    const input = { message: "hello", signature };
    expect(coldkey.calls.at(-1)).toEqual(["wallet.verify", { ...input, address: WALLET.address }]);
    const hotkey = await run(walletVerifyCommand, [...given, "--hotkey", "miner", "--encoding", "text"]);
    const { address } = WALLET.hotkeys[0]!;
    expect(hotkey.calls.at(-1)).toEqual(["wallet.verify", { ...input, encoding: "text", address }]);
  });

  it("verify an address that is not of this profile", async () => {
    const input = { address: WALLET.hotkeys[0]!.address, message: "hello", signature };
    const given = Object.entries(input).flatMap(([name, value]) => [`--${name}`, value]);
    expect((await run(walletVerifyCommand, given)).calls).toEqual([["wallet.verify", input]]);
  });

  it("refuse two names at once, and an address beside a name", async () => {
    const both = ["--name", "main", "--wallet", "main", "--message", "hello"];
    await expect(run(sign, both)).rejects.toMatchObject({ field: "name" });
    await expect(run(walletVerifyCommand, [...both, "--signature", signature])).rejects.toMatchObject({
      field: "name",
    });
    const given = ["--name", "main", "--address", WALLET.address, "--message", "hello", "--signature", signature];
    await expect(run(walletVerifyCommand, given)).rejects.toMatchObject({ field: "address" });
  });

  it("leave --name to procedures that have a name of their own", async () => {
    const saved = await run(procedureCommand("wallet.renameHotkey"), ["--hotkey", "miner", "--name", "rig"]);
    expect(saved.calls.at(-1)).toEqual(["wallet.renameHotkey", { walletId: "w-1", hotkeyName: "miner", name: "rig" }]);
  });
});
