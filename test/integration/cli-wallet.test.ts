import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CliRun, runCliProcess } from "#test/support/cli-process.ts";

const WORDS = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const ADDRESS = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

let dir: string;
let passwordFile: string;
let passphraseFile: string;
const secretFile = (name: string, text: string): string => {
  writeFileSync(join(dir, name), `${text}\n`, { mode: 0o600 });
  return join(dir, name);
};

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "tausmith-cli-wallet-"));
  passwordFile = secretFile("password", "testing-password-1");
  passphraseFile = secretFile("passphrase", "backup of everything");
  cpSync(join(fixtures, "btcli", "alpha"), join(dir, "alpha"), { recursive: true });
  for (const name of ["coldkey", "hotkeys/miner"]) chmodSync(join(dir, "alpha", name), 0o600);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A command on one of this test's profiles, its password from a file. */
const wallet = (profile: string, argv: readonly string[], input?: string): Promise<CliRun> =>
  runCliProcess(["wallet", ...argv, "--data", join(dir, profile), "--json"], input);
async function valueIn(run: Promise<CliRun>): Promise<Record<string, unknown>> {
  const done = await run;
  expect({ code: done.code, err: done.err, out: done.out }).toMatchObject({ code: 0 });
  return done.json().value as unknown as Record<string, unknown>;
}

// Every command starts the whole app, and btcli's own encryption takes seconds.
describe("keys in the terminal", { timeout: 240_000 }, () => {
  it("takes words from standard input and a hotkey from polkadot.js, never from arguments", async () => {
    const words = ["import", "--format", "words", "--from", "-", "--name", "main", "--password-file", passwordFile];
    expect(await valueIn(wallet("one", [...words, "--address", ADDRESS], WORDS))).toMatchObject({
      address: ADDRESS,
      hasWords: true,
    });
    const derived = ["import", "--format", "words", "--wallet", "main", "--hotkey", "alice", "--derive", "//Alice"];
    const withHotkey = await valueIn(wallet("one", [...derived, "--password-file", passwordFile], WORDS));
    expect(withHotkey).toMatchObject({ hotkeys: [{ name: "alice", address: ALICE }] });
    const wrong = await wallet("one", [...words.with(6, "other"), "--address", ALICE], WORDS);
    expect([wrong.code, wrong.json().error?.code]).toEqual([1, "KEY_ADDRESS_UNEXPECTED"]);
    const json = [
      "import",
      "--format",
      "polkadotjs",
      "--from",
      join(fixtures, "polkadotjs-scrypt.json"),
      "--name",
      "again",
    ];
    const taken = await wallet("one", [...json, "--password-file", passwordFile]);
    expect(taken.json().error?.code).toBe("KEY_ADDRESS_TAKEN");
  });

  it("makes a wallet with a hotkey in a script: words on standard error, none in the answer", async () => {
    const make = ["create", "--name", "N", "--hotkey", "H", "--words", "24", "--password-file", passwordFile];
    const made = await wallet("scripted", make, "");
    expect({ code: made.code, err: made.err }).toMatchObject({ code: 0 });
    const words = [...made.err.matchAll(/\b\d+ ([a-z]{3,8})/g)].map(([, word]) => word ?? "");
    expect(words).toHaveLength(24);
    expect(made.json().value).toMatchObject({
      name: "N",
      hasWords: true,
      wordsCheckedAtMs: null,
      hotkeys: [{ name: "H" }],
    });
    expect(made.err).toContain("wallet show --words");
    // Some words are names of fields too; no two of them stand together.
    for (const [index, word] of words.slice(1).entries()) {
      expect(made.out).not.toMatch(new RegExp(`\\b${words[index]}\\W+${word}\\b`));
    }
  });

  it("writes a backup owner-only and once, previews it and brings it into another profile", async () => {
    const file = join(dir, "backup.json");
    const vault = ["--vault-password-file", passwordFile];
    const backup = ["backup", "--to", file, "--password-file", passphraseFile, ...vault];
    expect(await valueIn(wallet("one", backup))).toEqual({ path: file });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await wallet("one", backup)).json().error?.code).toBe("KEY_FILE_EXISTS");
    const restore = ["restore", "--from", file, "--password-file", passphraseFile, ...vault];
    const changes = [{ name: "main", change: "add" }, { name: "alice", change: "add" }, { what: "settings" }];
    expect(await valueIn(wallet("two", [...restore, "--preview"]))).toMatchObject({ changes });
    expect(await valueIn(wallet("two", restore))).toMatchObject({ changes });
    expect(await valueIn(wallet("two", ["list"]))).toMatchObject([{ name: "main", hotkeys: [{ name: "alice" }] }]);
  });

  it("upgrades a keyfile with the file's own password, whatever the vault's is, and names the vault where its passphrase is wrong", async () => {
    const file = join(dir, "old-coldkey");
    cpSync(join(fixtures, "btcli", "ansible-hotkey"), file);
    chmodSync(file, 0o600);
    const made = ["create", "--name", "V", "--password-file", passphraseFile];
    await valueIn(wallet("vaulted", made, ""));
    const upgraded = await valueIn(
      wallet("vaulted", ["btcli-upgrade", "--path", file, "--password-file", passwordFile]),
    );
    expect(upgraded).toMatchObject({ encryption: "nacl", mode: "0600" });
    const shown = await wallet("vaulted", ["show", "--name", "V", "--words", "--password-file", passwordFile]);
    expect(shown.json().error).toMatchObject({ code: "AUTH_PASSWORD_WRONG", field: "passphrase" });
    expect(shown.json().error?.message).toContain("vault");
  });

  it("takes a btcli wallet folder in and writes one", async () => {
    const taken = [
      "import",
      "--format",
      "btcli",
      "--from",
      join(dir, "alpha"),
      "--name",
      "alpha",
      "--password-file",
      passwordFile,
    ];
    expect(await valueIn(wallet("three", taken))).toMatchObject({ address: ADDRESS, hotkeys: [{ name: "miner" }] });
    const written = [
      "export",
      "--format",
      "btcli",
      "--name",
      "alpha",
      "--to",
      join(dir, "out"),
      "--password-file",
      passwordFile,
    ];
    expect(await valueIn(wallet("three", written))).toMatchObject({ path: join(dir, "out", "alpha") });
    expect(
      readFileSync(join(dir, "out", "alpha", "coldkey"))
        .subarray(0, 5)
        .toString(),
    ).toBe("$NACL");
  });

  it("removes a coldkey only with the backup or the words", async () => {
    const remove = ["remove", "--name", "main", "--password-file", passwordFile];
    expect((await wallet("two", remove)).json().error?.code).toBe("KEY_REMOVAL_UNPROVEN");
    const backup = ["--backup", join(dir, "backup.json"), "--backup-password-file", passphraseFile];
    expect(await valueIn(wallet("two", [...remove, ...backup]))).toEqual([]);
  });
});
