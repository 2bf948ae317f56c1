import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type KeyRoom, makeWallet, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";

const PASSPHRASE = "backup of everything";
const YEAR_MS = 365 * 24 * 3_600_000;
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

let room: KeyRoom;
beforeEach(async () => {
  room = await openKeyRoom();
});
afterEach(() => room.close());

describe("showing words", () => {
  test("after the password only, for coldkey and hotkey", async () => {
    const { walletId, words, address, hotkeys } = await makeWallet(room.keys, "main", "one");
    expect(await room.keys.show({ walletId, password: PASSWORD })).toEqual({ address, words, seed: null, path: null });
    const hotkey = await room.keys.show({ walletId, hotkeyName: "one", password: PASSWORD });
    expect(hotkey).toMatchObject({ address: hotkeys[0]?.address, words: expect.objectContaining({ length: 12 }) });
    await expect(room.keys.show({ walletId, hotkeyName: "one" })).rejects.toMatchObject({
      code: "KEY_PASSWORD_NEEDED",
    });
    await expect(room.keys.show({ walletId, hotkeyName: "one", password: "wrong" })).rejects.toMatchObject({
      code: "AUTH_PASSWORD_WRONG",
    });
    // Being unlocked is not enough for words.
    await room.keys.unlock(walletId, PASSWORD);
    await expect(room.keys.show({ walletId })).rejects.toMatchObject({ code: "KEY_PASSWORD_NEEDED" });
  });

  test("a seed-only key shows its seed", async () => {
    const seed = `0x${"ab".repeat(32)}`;
    const { walletId } = await room.keys.restore({ name: "seed", password: PASSWORD, source: { kind: "seed", seed } });
    expect(await room.keys.show({ walletId, password: PASSWORD })).toMatchObject({ words: null, seed });
  });
});

describe("the yearly check of words", () => {
  test("is due after a year, asks three and remembers", async () => {
    const { walletId, words } = await makeWallet(room.keys, "main");
    expect(room.keys.get(walletId).wordsCheckDue).toBe(false);
    room.clock.advance(YEAR_MS);
    expect(room.keys.get(walletId).wordsCheckDue).toBe(true);
    const { asks } = room.keys.askWords(walletId);
    expect(room.keys.askWords(walletId).asks).toEqual(asks);
    const answers = asks.map((index) => ({ index, word: words[index] ?? "" }));
    await expect(room.keys.confirmWords(walletId, PASSWORD, answers.slice(1))).rejects.toMatchObject({
      code: "KEY_WORDS_MISMATCH",
    });
    const checked = await room.keys.confirmWords(walletId, PASSWORD, answers);
    expect(checked).toMatchObject({ wordsCheckDue: false, wordsCheckedAtMs: room.clock.nowMs() });
    await expect(room.keys.confirmWords(walletId, PASSWORD, answers)).rejects.toMatchObject({
      code: "KEY_WORDS_NOT_ASKED",
    });
  });

  test("cannot be asked of a key whose words are not here", () => {
    const { walletId } = room.keys.watch("watched", ALICE);
    expect(() => room.keys.askWords(walletId)).toThrow(expect.objectContaining({ code: "KEY_WORDS_ABSENT" }));
  });
});

describe("removing", () => {
  test("a coldkey asks for password and words", async () => {
    const { walletId, words } = await makeWallet(room.keys, "main");
    const other = await makeWallet(room.keys, "other");
    await expect(room.keys.remove({ walletId, words: words.join(" ") })).rejects.toMatchObject({
      code: "KEY_PASSWORD_NEEDED",
    });
    await expect(room.keys.remove({ walletId, password: PASSWORD })).rejects.toMatchObject({
      code: "KEY_REMOVAL_UNPROVEN",
    });
    await expect(
      room.keys.remove({ walletId, password: PASSWORD, words: other.words.join(" ") }),
    ).rejects.toMatchObject({ code: "KEY_WORDS_MISMATCH" });
    const left = await room.keys.remove({ walletId, password: PASSWORD, words: words.join(" ") });
    expect(left.map(({ name }) => name)).toEqual(["other"]);
  });

  test("hotkeys go first, or lie in the backup that proves it", async () => {
    const { walletId, words } = await makeWallet(room.keys, "main", "one");
    await expect(room.keys.remove({ walletId, password: PASSWORD, words: words.join(" ") })).rejects.toMatchObject({
      code: "KEY_HOTKEYS_REMAIN",
    });
    const old = await room.keys.backup(PASSPHRASE);
    await room.keys.createHotkey(walletId, "two");
    const proof = (file: string) => ({ walletId, password: PASSWORD, backup: { file, passphrase: PASSPHRASE } });
    await expect(room.keys.remove(proof(old.file))).rejects.toMatchObject({ code: "KEY_BACKUP_LACKS" });
    await expect(
      room.keys.remove({ ...proof(old.file), backup: { file: old.file, passphrase: "wrong" } }),
    ).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    const current = await room.keys.backup(PASSPHRASE);
    expect(await room.keys.remove(proof(current.file))).toEqual([]);
  });

  test("a hotkey asks for the wallet's password; practice and watched wallets ask for nothing", async () => {
    const { walletId } = await makeWallet(room.keys, "main", "one");
    await expect(room.keys.removeHotkey(walletId, "one", undefined)).rejects.toMatchObject({
      code: "KEY_PASSWORD_NEEDED",
    });
    expect((await room.keys.removeHotkey(walletId, "one", PASSWORD)).hotkeys).toEqual([]);
    const practice = await room.keys.createPractice("practice", "default");
    const watched = room.keys.watch("watched", ALICE);
    await room.keys.remove({ walletId: practice.walletId });
    await room.keys.remove({ walletId: watched.walletId });
    expect(room.keys.list()).toHaveLength(1);
  });
});

describe("backup", () => {
  test("brings everything into an empty profile, and a preview says so before", async () => {
    const main = await makeWallet(room.keys, "main", "one");
    const practice = await room.keys.createPractice("practice", "default");
    room.keys.watch("watched", ALICE);
    room.keys.saveAddress(ALICE, "Alice", "a note");
    const { file, fileName } = await room.keys.backup(PASSPHRASE);
    expect(fileName).toMatch(/^tausmith-backup-\d{4}-\d\d-\d\d\.json$/);
    expect(file).not.toContain(main.words.join(" "));

    const written: unknown[] = [];
    const fresh = await openKeyRoom({ settings: { read: () => ({}), write: (values) => written.push(values) } });
    try {
      const preview = await fresh.keys.previewBackup(file, PASSPHRASE);
      expect(preview.changes.map(({ what, name, change }) => [what, name, change])).toEqual([
        ["wallet", "main", "add"],
        ["hotkey", "one", "add"],
        ["wallet", "practice", "add"],
        ["hotkey", "default", "add"],
        ["wallet", "watched", "add"],
        ["address", "Alice", "add"],
        ["settings", "Settings", "same"],
      ]);
      expect(fresh.keys.list()).toEqual([]);
      await fresh.keys.restoreBackup(file, PASSPHRASE);
      const message = new Uint8Array([1]);
      const back = fresh.keys.list().find(({ name }) => name === "main");
      expect(back).toMatchObject({
        address: main.address,
        hotkeys: [{ address: main.hotkeys[0]?.address, place: "vault" }],
      });
      await fresh.keys.signAsColdkey(back!.walletId, message, { password: PASSWORD, practiceNetwork: false });
      await fresh.keys.signAsHotkey(back!.walletId, "one", message);
      const trained = fresh.keys.list().find(({ address }) => address === practice.address);
      await fresh.keys.signAsColdkey(trained!.walletId, message, { practiceNetwork: true });
      expect(fresh.keys.addresses()).toMatchObject([{ label: "Alice", note: "a note" }]);
      expect(written).toEqual([{}]);
      const again = await fresh.keys.restoreBackup(file, PASSPHRASE);
      expect(again.changes.every(({ change }) => change === "same")).toBe(true);
      expect(fresh.keys.list()).toHaveLength(3);
    } finally {
      await fresh.close();
    }
  });

  test("a name that is taken here is changed, a watched key is completed", async () => {
    const main = await makeWallet(room.keys, "main", "one");
    const second = await makeWallet(room.keys, "second");
    const { file } = await room.keys.backup(PASSPHRASE);
    const fresh = await openKeyRoom();
    try {
      await makeWallet(fresh.keys, "Main");
      fresh.keys.watch("seen", second.address);
      const { changes } = await fresh.keys.restoreBackup(file, PASSPHRASE, PASSWORD);
      expect(changes).toMatchObject([
        { name: "main", change: "rename", newName: "main (2)" },
        { what: "hotkey", change: "add" },
        { name: "second", change: "complete" },
        { what: "settings" },
      ]);
      expect(fresh.keys.list().map(({ name, kind }) => [name, kind])).toEqual([
        ["Main", "password"],
        ["seen", "password"],
        ["main (2)", "password"],
      ]);
      expect(main.address).toBe(fresh.keys.list()[2]?.address);
    } finally {
      await fresh.close();
    }
  });

  test("foreign and damaged files are refused with a code", async () => {
    await makeWallet(room.keys, "main");
    const { file } = await room.keys.backup(PASSPHRASE);
    await expect(room.keys.previewBackup("{}", PASSPHRASE)).rejects.toMatchObject({ code: "KEY_FILE_DAMAGED" });
    await expect(room.keys.previewBackup(file.slice(0, -30), PASSPHRASE)).rejects.toMatchObject({
      code: "KEY_FILE_DAMAGED",
    });
    await expect(room.keys.previewBackup(file.replace('"version":1', '"version":9'), PASSPHRASE)).rejects.toMatchObject(
      { code: "KEY_FILE_NEWER" },
    );
    await expect(room.keys.backup("short")).rejects.toMatchObject({ code: "KEY_PASSWORD_WEAK" });
  });

  test("a closed vault is opened with its passphrase on the way", async () => {
    await makeWallet(room.keys, "main", "one");
    room = await room.restart();
    await expect(room.keys.backup(PASSPHRASE)).rejects.toMatchObject({ code: "KEY_VAULT_CLOSED" });
    expect((await room.keys.backup(PASSPHRASE, PASSWORD)).file).toContain("tausmith-sealed");
  });
});

describe("messages", () => {
  test("are signed wrapped and raw, and verified in both forms", async () => {
    const { walletId, address, hotkeys } = await makeWallet(room.keys, "main", "one");
    const base = { walletId, message: "I was here", encoding: "text", password: PASSWORD } as const;
    for (const form of ["bytes", "raw"] as const) {
      const { signature } = await room.keys.signMessage({ ...base, form });
      const asked = { address, message: base.message, encoding: base.encoding, signature };
      expect(room.keys.verifyMessage(asked)).toEqual({ valid: true, form });
      expect(room.keys.verifyMessage({ ...asked, signature: `0x01${signature.slice(2)}` }).valid).toBe(true);
      expect(room.keys.verifyMessage({ ...asked, message: "I was there" })).toEqual({ valid: false, form: null });
      expect(room.keys.verifyMessage({ ...asked, address: hotkeys[0]!.address }).valid).toBe(false);
    }
    const hot = await room.keys.signMessage({
      ...base,
      hotkeyName: "one",
      message: "0x00ff",
      encoding: "hex",
      form: "bytes",
    });
    expect(hot.address).toBe(hotkeys[0]?.address);
    await expect(
      room.keys.signMessage({ ...base, message: "0x0500aabb", encoding: "hex", form: "raw" }),
    ).rejects.toMatchObject({ code: "KEY_MESSAGE_RISKY" });
    expect(() => room.keys.verifyMessage({ address, message: "a", encoding: "text", signature: "0x00" })).toThrow(
      expect.objectContaining({ code: "KEY_SIGNATURE_INVALID" }),
    );
  });

  test("a published signature of the development account verifies", () => {
    const signature =
      "0x96e69e41d3592a9c7136d6657ba002f1f907c445ddcf224eb092057df65f747f2ca08df2c0c0ddb8c5c8a396766e1a62d389f689482b60ad70fa2f9e6e04ef8b";
    const message =
      "1795197646491514469.5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY.5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty.5ecbd69c-1cec-11ee-b0dc-e29ce36fec1a.d52a354045c3cd047bd16123c5fed995e0037ce25a8a6d2b9730d60e6d664caa";
    expect(room.keys.verifyMessage({ address: ALICE, message, encoding: "text", signature })).toEqual({
      valid: true,
      form: "raw",
    });
  });

  test("a hotkey proves its coldkey, and a changed proof fails", async () => {
    const { walletId } = await makeWallet(room.keys, "main", "one");
    const proof = await room.keys.proveHotkey({ walletId, hotkeyName: "one", challenge: "abc", password: PASSWORD });
    expect(proof.coldkeySignature).not.toBeNull();
    expect(room.keys.verifyHotkeyProof(proof)).toEqual({ valid: true, reason: null });
    expect(room.keys.verifyHotkeyProof({ ...proof, coldkey: ALICE }).valid).toBe(false);
    expect(room.keys.verifyHotkeyProof({ ...proof, statement: proof.statement.replace("abc", "abd") }).valid).toBe(
      false,
    );
    expect(room.keys.verifyHotkeyProof({ ...proof, coldkeySignature: proof.hotkeySignature }).valid).toBe(false);
    const alone = await room.keys.proveHotkey({ walletId, hotkeyName: "one", challenge: "" });
    expect(alone.coldkeySignature).toBeNull();
    expect(room.keys.verifyHotkeyProof(alone).valid).toBe(true);
  });
});
