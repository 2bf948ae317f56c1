import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { cryptoWaitReady, decodeAddress } from "@polkadot/util-crypto";
import { sr25519Verify } from "@polkadot/wasm-crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type KeyRoom, makeWallet, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";

const message = new TextEncoder().encode("payload");
const accepted = (signature: Uint8Array, address: string): boolean =>
  sr25519Verify(signature, message, decodeAddress(address));

let room: KeyRoom;
beforeAll(async () => {
  await cryptoWaitReady();
});
beforeEach(async () => {
  room = await openKeyRoom();
});
afterEach(() => room.close());

describe("a wallet with a password", () => {
  test("is made from drafted words, makes the vault on the way, and signs after the password", async () => {
    const wallet = await makeWallet(room.keys, "main", "miner");
    expect(wallet).toMatchObject({ kind: "password", place: "vault", hotkeys: [{ name: "miner", place: "vault" }] });
    expect((await room.keys.keychain()).open).toBe(true);
    expect(room.keys.needs(wallet.walletId)).toBe("password");

    const signature = await room.keys.signAsColdkey(wallet.walletId, message, {
      password: PASSWORD,
      practiceNetwork: false,
    });
    expect(accepted(signature, wallet.address)).toBe(true);
    const hot = await room.keys.signAsHotkey(wallet.walletId, "miner", message);
    expect(accepted(hot, wallet.hotkeys[0]!.address)).toBe(true);
    await expect(room.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: true })).rejects.toMatchObject({
      code: "KEY_LOCKED",
    });
  });

  test("words that nobody gave back from paper do not count as checked", async () => {
    const make = (name: string, unasked: boolean) => {
      const { draftId, words, asks } = room.keys.draft(12);
      const answers = asks.map((index) => ({ index, word: words[index]! }));
      return room.keys.create({ draftId, name, password: PASSWORD, answers, unasked });
    };
    expect((await make("asked", false)).wordsCheckedAtMs).toBe(room.clock.nowMs());
    expect((await make("scripted", true)).wordsCheckedAtMs).toBeNull();
  });

  test("survives a restart; the vault opens with the same password at unlock", async () => {
    const wallet = await makeWallet(room.keys, "main", "miner");
    room = await room.restart();
    await expect(room.keys.minerKey(wallet.walletId, "miner")).rejects.toMatchObject({ code: "KEY_VAULT_CLOSED" });
    const unlocked = await room.keys.unlock(wallet.walletId, PASSWORD);
    expect(unlocked.unlockedUntilMs).toBe(room.clock.nowMs() + 600_000);
    expect(room.keys.needs(wallet.walletId)).toBe("confirmation");
    const miner = await room.keys.minerKey(wallet.walletId, "miner");
    expect(miner.address).toBe(wallet.hotkeys[0]!.address);
    expect(miner.secretKey).toHaveLength(64);
  });

  test("locks itself after the set time without use, and use begins the time anew", async () => {
    const wallet = await makeWallet(room.keys, "main");
    await room.keys.unlock(wallet.walletId, PASSWORD);
    const seen: (number | null)[] = [];
    room.events.subscribe("wallet.changed", ({ payload }) => seen.push(payload[0]?.unlockedUntilMs ?? null));
    room.clock.advance(599_000);
    await room.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: false });
    room.clock.advance(599_000);
    expect(room.keys.needs(wallet.walletId)).toBe("confirmation");
    room.clock.advance(1_000);
    expect(room.keys.needs(wallet.walletId)).toBe("password");
    expect(seen.at(-1)).toBeNull();
  });

  test("locks itself after four hours, however much it is used", async () => {
    const wallet = await makeWallet(room.keys, "main");
    await room.keys.unlock(wallet.walletId, PASSWORD);
    const everyNineMinutes = Math.floor((4 * 60 - 1) / 9);
    for (let use = 0; use < everyNineMinutes; use += 1) {
      room.clock.advance(9 * 60_000);
      await room.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: false });
    }
    const leftMs = (4 * 60 - everyNineMinutes * 9) * 60_000;
    room.clock.advance(leftMs - 1);
    expect(room.keys.needs(wallet.walletId)).toBe("confirmation");
    room.clock.advance(1);
    expect(room.keys.needs(wallet.walletId)).toBe("password");
  });

  test("locks at once when told", async () => {
    const wallet = await makeWallet(room.keys, "main");
    await room.keys.unlock(wallet.walletId, PASSWORD);
    expect(room.keys.lock()[0]?.unlockedUntilMs).toBeNull();
  });

  test("its words come back to the same address", async () => {
    const { words, address } = await makeWallet(room.keys, "main");
    const { addressOf, publicKeyOf, secretFromWords } = await import("#main/keys/key-material.ts");
    expect(addressOf(publicKeyOf((await secretFromWords(words)).secretKey))).toBe(address);
  });

  test("nothing secret lies in the profile in clear, and files are the owner's only", async () => {
    const { words } = await makeWallet(room.keys, "main", "miner");
    const folder = join(room.dir, "vault");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const names = readdirSync(folder);
    expect(names).toHaveLength(2);
    for (const name of names) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      const text = readFileSync(join(folder, name), "latin1");
      expect(text).not.toContain(`${words[0]!} ${words[1]!}`);
    }
  });
});

describe("refusals", () => {
  test("wrong words, a weak password and a taken name", async () => {
    const { draftId, words, asks } = room.keys.draft(24);
    const answers = asks.map((index) => ({ index, word: words[index]! }));
    const wrong = answers.with(1, { ...answers[1]!, word: "wrong" });
    const base = { draftId, name: "main", password: PASSWORD, answers };
    await expect(room.keys.create({ ...base, answers: wrong })).rejects.toMatchObject({ code: "KEY_WORDS_MISMATCH" });
    await expect(room.keys.create({ ...base, answers: [] })).rejects.toMatchObject({ code: "KEY_WORDS_MISMATCH" });
    await expect(room.keys.create({ ...base, password: "short" })).rejects.toMatchObject({
      code: "KEY_PASSWORD_WEAK",
      field: "password",
    });
    await room.keys.create(base);
    await expect(room.keys.create(base)).rejects.toMatchObject({ code: "KEY_NAME_TAKEN" });
    await expect(room.keys.create({ ...base, name: "again" })).rejects.toMatchObject({ code: "KEY_DRAFT_UNKNOWN" });
    expect(room.keys.list()).toHaveLength(1);
  });

  test("a draft is forgotten after a quarter of an hour", async () => {
    const { draftId } = room.keys.draft(12);
    room.clock.advance(15 * 60_000);
    await expect(room.keys.create({ draftId, name: "a", password: PASSWORD, answers: [] })).rejects.toMatchObject({
      code: "KEY_DRAFT_UNKNOWN",
    });
  });

  test("wrong passwords: five free, then one second doubling, across a restart", async () => {
    const { walletId } = await makeWallet(room.keys, "main");
    for (let n = 0; n < 5; n += 1) {
      await expect(room.keys.unlock(walletId, "wrong password")).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    }
    await expect(room.keys.unlock(walletId, PASSWORD)).rejects.toMatchObject({
      code: "AUTH_THROTTLED",
      details: { secondsLeft: 1 },
    });
    room = await room.restart();
    await expect(room.keys.unlock(walletId, PASSWORD)).rejects.toMatchObject({ code: "AUTH_THROTTLED" });
    room.clock.advance(1_000);
    await expect(room.keys.unlock(walletId, "wrong again")).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    await expect(room.keys.unlock(walletId, PASSWORD)).rejects.toMatchObject({ details: { secondsLeft: 2 } });
    room.clock.advance(2_000);
    await room.keys.unlock(walletId, PASSWORD);
    room.keys.lock();
    await expect(room.keys.unlock(walletId, "wrong once")).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    await room.keys.unlock(walletId, PASSWORD);
  });

  test("many guesses at once do not get around the count", async () => {
    const { walletId } = await makeWallet(room.keys, "main");
    const tries = await Promise.allSettled(
      Array.from({ length: 12 }, () => room.keys.unlock(walletId, "wrong password")),
    );
    const codes = tries.map((one) => (one.status === "rejected" ? one.reason.code : "ok"));
    expect(codes.filter((code) => code === "AUTH_PASSWORD_WRONG")).toHaveLength(5);
    expect(codes.filter((code) => code === "AUTH_THROTTLED")).toHaveLength(7);
  });

  test("unknown wallets and hotkeys", async () => {
    expect(() => room.keys.get("none")).toThrow(expect.objectContaining({ code: "KEY_WALLET_UNKNOWN" }));
    const { walletId } = await makeWallet(room.keys, "main");
    await expect(room.keys.signAsHotkey(walletId, "none", message)).rejects.toMatchObject({
      code: "KEY_HOTKEY_UNKNOWN",
    });
  });

  test("errors never carry the password or words", async () => {
    const { walletId, words } = await makeWallet(room.keys, "main");
    const error = await room.keys.unlock(walletId, "my wrong secret").catch((caught) => caught);
    const text = JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: String(error.cause) });
    expect(text).not.toContain("my wrong secret");
    expect(text).not.toContain(words.join(" "));
  });
});

describe("hotkeys", () => {
  test("a closed vault names the next step, and a password given with the call opens it", async () => {
    const { walletId } = await makeWallet(room.keys, "main", "one");
    room = await room.restart();
    await expect(room.keys.createHotkey(walletId, "two")).rejects.toMatchObject({ code: "KEY_VAULT_CLOSED" });
    await expect(room.keys.createHotkey(walletId, "two", "another passphrase")).rejects.toMatchObject({
      code: "KEY_VAULT_CLOSED",
    });
    const wallet = await room.keys.createHotkey(walletId, "two", PASSWORD);
    expect(wallet.hotkeys.map(({ name }) => name)).toEqual(["one", "two"]);
    await expect(room.keys.createHotkey(walletId, "TWO")).rejects.toMatchObject({ code: "KEY_NAME_TAKEN" });
  });

  test("the vault may have a passphrase of its own", async () => {
    await room.keys.openVault("a passphrase of its own");
    const { draftId, words, asks } = room.keys.draft(12);
    const answers = asks.map((index) => ({ index, word: words[index]! }));
    const { walletId } = await room.keys.create({
      draftId,
      name: "main",
      password: PASSWORD,
      answers,
      hotkeyName: "one",
    });
    room = await room.restart();
    await room.keys.unlock(walletId, PASSWORD);
    expect((await room.keys.keychain()).open).toBe(false);
    await expect(room.keys.openVault(PASSWORD)).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    expect((await room.keys.openVault("a passphrase of its own")).open).toBe(true);
    expect(
      accepted(await room.keys.signAsHotkey(walletId, "one", message), room.keys.hotkey(walletId, "one").address),
    ).toBe(true);
  });
});

describe("a practice wallet", () => {
  test("needs no password and signs on the practice network only", async () => {
    const wallet = await room.keys.createPractice("practice", "default");
    expect(wallet).toMatchObject({
      kind: "practice",
      place: "practice",
      hotkeys: [{ name: "default", place: "practice" }],
    });
    expect(room.keys.needs(wallet.walletId)).toBe("confirmation");
    room = await room.restart();
    const signature = await room.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: true });
    expect(accepted(signature, wallet.address)).toBe(true);
    await expect(room.keys.signAsColdkey(wallet.walletId, message, { practiceNetwork: false })).rejects.toMatchObject({
      code: "KEY_PRACTICE_ONLY",
    });
    const hot = await room.keys.signAsHotkey(wallet.walletId, "default", message);
    expect(accepted(hot, wallet.hotkeys[0]!.address)).toBe(true);
    expect(statSync(join(room.dir, "practice.key")).mode & 0o777).toBe(0o600);
  });
});
