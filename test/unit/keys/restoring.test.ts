import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type KeyRoom, makeWallet, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";

const WORDS = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const ADDRESS = "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV";
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const SEED = "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e";
const fixture = (name: string): string => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8");
const message = new Uint8Array([1, 2, 3]);

let room: KeyRoom;
beforeEach(async () => {
  room = await openKeyRoom();
});
afterEach(() => room.close());

describe("restoring a coldkey", () => {
  test.each([
    ["words", { kind: "words", words: WORDS.toUpperCase() }, ADDRESS, true],
    ["words with a path", { kind: "words", words: WORDS, path: "//Alice" }, ALICE, true],
    ["a seed", { kind: "seed", seed: SEED.slice(2) }, ADDRESS, false],
    ["a seed with a path", { kind: "seed", seed: SEED, path: "//Alice" }, ALICE, false],
    [
      "polkadot.js with scrypt",
      { kind: "polkadotjs", json: fixture("polkadotjs-scrypt.json"), filePassword: "testing-password-1" },
      ADDRESS,
      false,
    ],
    [
      "polkadot.js without scrypt",
      { kind: "polkadotjs", json: fixture("polkadotjs-plain-key.json"), filePassword: "testing-password-1" },
      ADDRESS,
      false,
    ],
  ] as const)("from %s", async (_, source, address, hasWords) => {
    expect(await room.keys.inspect(source)).toMatchObject({ address, hasWords, walletId: null });
    const wallet = await room.keys.restore({ name: "back", password: PASSWORD, source });
    expect(wallet).toMatchObject({ address, hasWords, kind: "password", place: "vault" });
    await room.keys.signAsColdkey(wallet.walletId, message, { password: PASSWORD, practiceNetwork: false });
    expect((await room.keys.inspect(source)).walletId).toBe(wallet.walletId);
  });

  test("refusals are coded and store nothing", async () => {
    const base = { name: "back", password: PASSWORD };
    const words = (text: string) => ({ ...base, source: { kind: "words", words: text } as const });
    await expect(room.keys.restore(words("bottom drive"))).rejects.toMatchObject({ code: "KEY_WORDS_COUNT" });
    await expect(room.keys.restore(words(WORDS.replace("lake", "laek")))).rejects.toMatchObject({
      code: "KEY_WORDS_UNKNOWN",
      details: { place: 4, suggestions: expect.stringContaining("lake") },
    });
    await expect(room.keys.restore({ ...words(WORDS), expectAddress: ALICE })).rejects.toMatchObject({
      code: "KEY_ADDRESS_UNEXPECTED",
      details: { address: ADDRESS },
    });
    await expect(room.keys.restore({ ...base, source: { kind: "seed", seed: "0x12" } })).rejects.toMatchObject({
      code: "KEY_SEED_INVALID",
    });
    const json = fixture("polkadotjs-scrypt.json");
    await expect(
      room.keys.restore({ ...base, source: { kind: "polkadotjs", json, filePassword: "wrong" } }),
    ).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    await expect(
      room.keys.restore({
        ...base,
        source: { kind: "polkadotjs", json: json.replace("12bz", "12cz"), filePassword: "testing-password-1" },
      }),
    ).rejects.toMatchObject({ code: "KEY_FILE_MISMATCH" });
    await expect(
      room.keys.restore({ ...base, source: { kind: "polkadotjs", json: "{}", filePassword: "x" } }),
    ).rejects.toMatchObject({ code: "KEY_JSON_INVALID" });
    expect(room.keys.list()).toEqual([]);
    await room.keys.restore(words(WORDS));
    await expect(room.keys.restore({ ...words(WORDS), name: "twice" })).rejects.toMatchObject({
      code: "KEY_ADDRESS_TAKEN",
    });
  });

  test("a watched address becomes a full wallet and keeps its hotkeys", async () => {
    const watched = room.keys.watch("cold", ADDRESS);
    expect(watched).toMatchObject({ kind: "watch", place: "none" });
    await expect(room.keys.signAsColdkey(watched.walletId, message, { practiceNetwork: true })).rejects.toMatchObject({
      code: "KEY_WATCH_ONLY",
    });
    room.keys.watchHotkey(watched.walletId, "miner", ALICE);
    const source = { kind: "words", words: WORDS } as const;
    const wallet = await room.keys.restore({ name: "cold", password: PASSWORD, source });
    expect(wallet).toMatchObject({ walletId: watched.walletId, kind: "password", place: "vault" });
    expect(wallet.hotkeys).toMatchObject([{ name: "miner", place: "none" }]);
  });
});

describe("hotkeys and names", () => {
  test("a noted hotkey gets its secret and signs", async () => {
    const { walletId } = await makeWallet(room.keys, "main", "one");
    room.keys.watchHotkey(walletId, "alice", ALICE);
    await expect(room.keys.signAsHotkey(walletId, "alice", message)).rejects.toMatchObject({ code: "KEY_WATCH_ONLY" });
    const source = { kind: "words", words: WORDS, path: "//Alice" } as const;
    const wallet = await room.keys.restoreHotkey({ walletId, name: "alice", source });
    expect(wallet.hotkeys.map(({ name, place }) => [name, place])).toEqual([
      ["one", "vault"],
      ["alice", "vault"],
    ]);
    await expect(room.keys.restoreHotkey({ walletId, name: "again", source })).rejects.toMatchObject({
      code: "KEY_ADDRESS_TAKEN",
    });
  });

  test("renaming keeps secrets where they are and refuses taken names", async () => {
    const { walletId } = await makeWallet(room.keys, "main", "one");
    await makeWallet(room.keys, "other");
    expect(room.keys.rename(walletId, "Main").name).toBe("Main");
    expect(() => room.keys.rename(walletId, "OTHER")).toThrow(expect.objectContaining({ code: "KEY_NAME_TAKEN" }));
    room.keys.renameHotkey(walletId, "one", "uno");
    await room.keys.signAsHotkey(walletId, "uno", message);
    expect(() => room.keys.renameHotkey(walletId, "one", "x")).toThrow(
      expect.objectContaining({ code: "KEY_HOTKEY_UNKNOWN" }),
    );
  });

  test("addresses with a wrong checksum are refused everywhere", () => {
    const wrong = `${ADDRESS.slice(0, -1)}W`;
    for (const work of [() => room.keys.watch("a", wrong), () => room.keys.saveAddress(wrong, "a", "")]) {
      expect(work).toThrow(expect.objectContaining({ code: "KEY_ADDRESS_INVALID", field: "address" }));
    }
  });

  test("the address book", () => {
    room.keys.saveAddress(ALICE, "Alice", "");
    expect(room.keys.saveAddress(ALICE, "Alice of dev", "note")).toMatchObject([
      { label: "Alice of dev", note: "note" },
    ]);
    expect(room.keys.removeAddress(ALICE)).toEqual([]);
    expect(() => room.keys.removeAddress(ALICE)).toThrow(expect.objectContaining({ code: "KEY_ADDRESS_UNKNOWN" }));
  });
});
