import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKeyfileCipher, NACL_COST } from "#main/keys/btcli/keyfile-cipher.ts";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { btPasswordVariable, encodeBtPassword } from "#src/keys/bt-password.ts";
import { type KeyRoom, openKeyRoom } from "#test/support/key-room.ts";
import { rememberingCrypto } from "#test/support/remembering-crypto.ts";

/** What btcli's own library (btwallet 4.1) wrote for this password. */
const FILE_PASSWORD = "testing-password-1";
const COLDKEY = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";
const HOTKEY = "5EHgWw2Af1pnoc7f1A8bfmM97W3DAYW8xr82RfhLL9oAabAe";
const CLASSIC = ["accountId", "privateKey", "publicKey", "secretPhrase", "secretSeed", "ss58Address"];
const fixtures = fileURLToPath(new URL("../fixtures/btcli", import.meta.url));
const message = new Uint8Array([1, 2, 3]);

const real = createKeyCrypto();
const crypto = rememberingCrypto(real);
afterAll(() => real.close());

let room: KeyRoom;
let folder: string;
let alpha: string;
beforeEach(async () => {
  room = await openKeyRoom({ crypto });
  folder = mkdtempSync(join(tmpdir(), "tausmith-btcli-"));
  alpha = join(folder, "alpha");
  cpSync(join(fixtures, "alpha"), alpha, { recursive: true });
  for (const name of ["coldkey", "coldkeypub.txt", "hotkeys/miner", "hotkeys/minerpub.txt"]) {
    chmodSync(join(alpha, name), 0o600);
  }
});
afterEach(async () => {
  await room.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A plain hotkey file of the fixture under another name. */
const plainHotkey = (): string => readFileSync(join(fixtures, "alpha/hotkeys/miner"), "utf8");

describe("a folder of btcli wallets", () => {
  test("is listed with what should be done about each file", async () => {
    mkdirSync(join(folder, "old", "hotkeys"), { recursive: true });
    cpSync(join(fixtures, "fernet-hotkey"), join(folder, "old", "coldkey"));
    cpSync(join(fixtures, "ansible-hotkey"), join(folder, "old", "hotkeys", "vaulted"));
    writeFileSync(join(folder, "old", "hotkeys", "broken"), "{");
    writeFileSync(join(folder, "old", "coldkeypub.txt"), readFileSync(join(alpha, "coldkeypub.txt")));
    chmodSync(join(alpha, "hotkeys/miner"), 0o644);
    const { wallets } = await room.keys.btcliList(folder);
    const [first, second] = wallets;
    expect(first).toMatchObject({
      name: "alpha",
      address: COLDKEY,
      walletId: null,
      coldkey: { encryption: "nacl", advice: null, upgradable: false, mode: "0600" },
    });
    expect(first?.hotkeys).toMatchObject([{ name: "miner", address: HOTKEY, encryption: "plain", mode: "0644" }]);
    expect(second?.coldkey).toMatchObject({ encryption: "fernet", upgradable: true, address: COLDKEY });
    expect(second?.hotkeys).toMatchObject([
      { name: "broken", encryption: "damaged", address: null },
      { name: "vaulted", encryption: "ansible", upgradable: true },
    ]);
    await expect(room.keys.btcliList(join(folder, "none"))).rejects.toMatchObject({ code: "KEY_FOLDER_UNREADABLE" });
  });

  test("is used in place: one wallet linked, unlocked with the file's password, nothing copied", async () => {
    const before = readFileSync(join(alpha, "coldkey"));
    const wallet = await room.keys.btcliLink(alpha);
    expect(wallet).toMatchObject({ name: "alpha", address: COLDKEY, kind: "password", place: "btcli", link: alpha });
    expect(wallet.hotkeys).toMatchObject([{ name: "miner", address: HOTKEY, place: "btcli" }]);
    await room.keys.signAsHotkey(wallet.walletId, "miner", message);
    await expect(room.keys.unlock(wallet.walletId, "wrong")).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    await room.keys.unlock(wallet.walletId, FILE_PASSWORD);
    await room.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: false });
    expect(existsSync(join(room.dir, "vault"))).toBe(false);
    expect((await room.keys.btcliList(folder)).wallets[0]?.walletId).toBe(wallet.walletId);
    await room.keys.remove({ walletId: wallet.walletId });
    expect(readFileSync(join(alpha, "coldkey"))).toEqual(before);
  });

  test("the password may come from btcli's environment variable", async () => {
    const variable = btPasswordVariable(join(alpha, "coldkey"));
    const env = { [variable]: encodeBtPassword(FILE_PASSWORD, variable) };
    const own = await openKeyRoom({ env, crypto });
    try {
      const wallet = await own.keys.btcliLink(alpha);
      expect(own.keys.needs(wallet.walletId)).toBe("confirmation");
      await own.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: false });
    } finally {
      await own.close();
    }
  });

  test("a linked file that lost its encryption is refused, a hotkey that is here already stays", async () => {
    const { walletId } = await room.keys.createPractice("practice", "default");
    const path = join(alpha, "hotkeys", "miner");
    await room.keys.restoreHotkey({ walletId, name: "mine", source: { kind: "btcli", path } });
    const linked = await room.keys.btcliLink(alpha);
    expect(linked.hotkeys).toEqual([]);
    writeFileSync(join(alpha, "coldkey"), plainHotkey());
    await expect(room.keys.unlock(linked.walletId, FILE_PASSWORD)).rejects.toMatchObject({ code: "KEY_FILE_PLAIN" });
  });

  test("an encrypted hotkey file opens with a password and names the way to do without", async () => {
    cpSync(join(fixtures, "ansible-hotkey"), join(alpha, "hotkeys", "miner"));
    const { walletId } = await room.keys.btcliLink(alpha);
    await expect(room.keys.minerKey(walletId, "miner")).rejects.toMatchObject({ code: "KEY_PASSWORD_NEEDED" });
    await room.keys.move({ walletId, hotkeyName: "miner", to: "vault", password: FILE_PASSWORD, removeFile: false });
    expect((await room.keys.minerKey(walletId, "miner")).address).toBe(HOTKEY);
  });

  test("a backup holds linked files as they are; restored, they open with the file's password", async () => {
    await room.keys.btcliLink(alpha);
    const { file } = await room.keys.backup("backup of everything");
    const fresh = await openKeyRoom({ crypto });
    try {
      await fresh.keys.restoreBackup(file, "backup of everything");
      const [wallet] = fresh.keys.list();
      expect(wallet).toMatchObject({ address: COLDKEY, place: "vault", link: null, hotkeys: [{ place: "vault" }] });
      const { walletId } = wallet!;
      await fresh.keys.signAsColdkey(walletId, message, { password: FILE_PASSWORD, practiceNetwork: false });
      await fresh.keys.signAsHotkey(walletId, "miner", message);
    } finally {
      await fresh.close();
    }
  });

  test("is imported under the same password, hotkeys with it; the files stay", async () => {
    const wallet = await room.keys.btcliImport({ path: alpha, filePassword: FILE_PASSWORD });
    expect(wallet).toMatchObject({ name: "alpha", address: COLDKEY, place: "vault", hasWords: true });
    expect(wallet.hotkeys).toMatchObject([{ address: HOTKEY, place: "vault" }]);
    rmSync(alpha, { recursive: true });
    await room.keys.signAsColdkey(wallet.walletId, message, { password: FILE_PASSWORD, practiceNetwork: false });
    await room.keys.signAsHotkey(wallet.walletId, "miner", message);
  });

  test("secrets move out of the files; the file goes only when asked and after reading back", async () => {
    const { walletId } = await room.keys.btcliLink(alpha);
    const hot = await room.keys.move({
      walletId,
      hotkeyName: "miner",
      to: "vault",
      password: FILE_PASSWORD,
      removeFile: false,
    });
    expect(hot.hotkeys).toMatchObject([{ place: "vault", link: null }]);
    expect(existsSync(join(alpha, "hotkeys/miner"))).toBe(true);
    await expect(room.keys.move({ walletId, to: "vault", removeFile: true })).rejects.toMatchObject({
      code: "KEY_PASSWORD_NEEDED",
    });
    const cold = await room.keys.move({ walletId, to: "vault", password: FILE_PASSWORD, removeFile: true });
    expect(cold).toMatchObject({ place: "vault", link: null });
    expect(existsSync(join(alpha, "coldkey"))).toBe(false);
    await room.keys.signAsColdkey(walletId, message, { password: FILE_PASSWORD, practiceNetwork: false });
    await expect(room.keys.move({ walletId, to: "vault", removeFile: false })).rejects.toMatchObject({
      code: "KEY_MOVE_USELESS",
    });
    await expect(room.keys.move({ walletId, to: "keychain", removeFile: false })).rejects.toMatchObject({
      code: "KEY_KEYCHAIN_ABSENT",
    });
  });
});

describe("writing btcli files", () => {
  test("an export is read back here, with the six classic fields, owner-only, and never over something", async () => {
    const { walletId } = await room.keys.btcliImport({ path: alpha, filePassword: FILE_PASSWORD });
    const out = join(folder, "out");
    const given = { walletId, folder: out, name: "copy", password: FILE_PASSWORD, overwrite: false };
    const { path, files } = await room.keys.btcliExport(given);
    expect(files).toHaveLength(4);
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const dir of [out, path, join(path, "hotkeys")]) expect(statSync(dir).mode & 0o777).toBe(0o700);
    const hotkey = JSON.parse(readFileSync(join(path, "hotkeys/miner"), "utf8"));
    expect(Object.keys(hotkey).toSorted()).toEqual(CLASSIC);
    const original = JSON.parse(plainHotkey());
    for (const field of CLASSIC) expect(hotkey[field]).toBe(original[field]);
    expect(Object.keys(JSON.parse(readFileSync(join(path, "coldkeypub.txt"), "utf8"))).toSorted()).toEqual([
      "accountId",
      "publicKey",
      "ss58Address",
    ]);
    const source = { kind: "btcli", path, filePassword: FILE_PASSWORD } as const;
    expect(await room.keys.inspect(source)).toMatchObject({ address: COLDKEY, confirmed: true, suggestedName: "copy" });
    await expect(room.keys.btcliExport(given)).rejects.toMatchObject({ code: "KEY_FILE_EXISTS" });
    await expect(room.keys.btcliExport({ ...given, password: undefined })).rejects.toMatchObject({
      code: "KEY_LOCKED",
    });
  });

  test("an upgrade keeps every field of the text and opens before the old file goes", async () => {
    const path = join(alpha, "hotkeys", "miner");
    const text = JSON.stringify({ ...JSON.parse(plainHotkey()), laterField: { kept: true } });
    writeFileSync(path, text);
    await expect(room.keys.btcliUpgrade({ path })).rejects.toMatchObject({ code: "KEY_PASSWORD_NEEDED" });
    const facts = await room.keys.btcliUpgrade({ path, newPassword: FILE_PASSWORD });
    expect(facts).toMatchObject({ encryption: "nacl", address: HOTKEY, upgradable: false, mode: "0600" });
    const cipher = createKeyfileCipher(crypto, () => new Uint8Array(24));
    const plain = await cipher.open(readFileSync(path), FILE_PASSWORD, path);
    expect(Buffer.from(plain!).toString()).toBe(text);
  });

  test("old encryptions are opened, and brought to the current one", async () => {
    for (const name of ["ansible-hotkey", "fernet-hotkey"]) {
      const path = join(folder, name);
      cpSync(join(fixtures, name), path);
      expect(await room.keys.inspect({ kind: "btcli", path, filePassword: FILE_PASSWORD })).toMatchObject({
        address: HOTKEY,
        confirmed: true,
      });
    }
    const path = join(folder, "ansible-hotkey");
    const before = readFileSync(path);
    await expect(room.keys.btcliUpgrade({ path, password: "wrong" })).rejects.toMatchObject({
      code: "AUTH_PASSWORD_WRONG",
    });
    expect(readFileSync(path)).toEqual(before);
    expect(await room.keys.btcliUpgrade({ path, password: FILE_PASSWORD })).toMatchObject({ encryption: "nacl" });
  });
});

describe("files that will not do", () => {
  test.each([
    ["a missing file", (path: string) => rmSync(path), "KEY_FILE_MISSING"],
    [
      "a symbolic link",
      (path: string) => {
        rmSync(path);
        symlinkSync("/etc/hostname", path);
      },
      "KEY_FILE_SYMLINK",
    ],
    [
      "a folder without a coldkey",
      (path: string) => {
        rmSync(path);
        mkdirSync(path);
      },
      "KEY_FILE_MISSING",
    ],
    ["a huge file", (path: string) => writeFileSync(path, Buffer.alloc(70_000)), "KEY_FILE_HUGE"],
    ["an empty file", (path: string) => writeFileSync(path, ""), "KEY_FILE_DAMAGED"],
    ["a foreign file", (path: string) => writeFileSync(path, "hello"), "KEY_FILE_DAMAGED"],
    ["a cut $NACL file", (path: string) => writeFileSync(path, "$NACL123"), "KEY_FILE_DAMAGED"],
    ["a public file", (path: string) => cpSync(join(alpha, "coldkeypub.txt"), path), "KEY_FILE_PUBLIC"],
    ["bare words", (path: string) => writeFileSync(path, `${"abandon ".repeat(11)}about`), "KEY_FILE_UNCONFIRMED"],
    [
      "another cryptography",
      (path: string) => writeFileSync(path, JSON.stringify({ ...JSON.parse(plainHotkey()), cryptoType: 0 })),
      "KEY_CRYPTO_UNSUPPORTED",
    ],
  ])("%s: a coded error that names the file", async (_, damage, code) => {
    const path = join(alpha, "hotkeys", "miner");
    damage(path);
    const { walletId } = await room.keys.createPractice("practice", "default");
    const source = { kind: "btcli", path } as const;
    const error = await room.keys.restoreHotkey({ walletId, name: "x", source }).catch((caught) => caught);
    expect(error).toMatchObject({ code });
    if (code !== "KEY_FILE_UNCONFIRMED") expect(error.message).toContain(path);
  });

  test("a coldkey in clear text is not linked", async () => {
    cpSync(join(alpha, "hotkeys/miner"), join(alpha, "coldkey"));
    await expect(room.keys.btcliLink(alpha)).rejects.toMatchObject({ code: "KEY_FILE_PLAIN" });
  });
});

test("the published $NACL key", async () => {
  const key = await crypto.argon2(
    "argon2i13",
    new TextEncoder().encode(FILE_PASSWORD),
    Uint8Array.from(Buffer.from("137183dff15a09bc9c90b5518739e9b1", "hex")),
    NACL_COST,
  );
  expect(Buffer.from(key).toString("hex")).toBe("0c447cd938187ef666c9bfdb13135b7c3134d3f019372cb85c2d807616f14f4e");
});
