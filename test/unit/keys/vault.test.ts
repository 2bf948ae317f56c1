import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { createSealing } from "#main/keys/sealing.ts";
import { createVault } from "#main/keys/vault/vault.ts";
import { TEST_COST } from "#test/support/key-room.ts";

const crypto = createKeyCrypto();
const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
const sealing = createSealing(crypto, random, TEST_COST);
afterAll(() => crypto.close());

const secret = new Uint8Array([1, 2, 3]);
let folder: string;
const file = (): string => join(folder, "hotkeys.vault");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tausmith-vault-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the vault file", () => {
  test("is made with the first passphrase, keeps secrets across openings and tells a wrong one", async () => {
    const first = createVault(folder, sealing);
    expect(first.exists()).toBe(false);
    await expect(first.set("hotkey/a", secret)).rejects.toMatchObject({ code: "KEY_VAULT_CLOSED" });
    expect(await first.open("passphrase one")).toBe(true);
    await first.set("hotkey/a", secret);
    await first.set("hotkey/b", secret);
    await first.remove("hotkey/b");
    const second = createVault(folder, sealing);
    expect(second.isOpen()).toBe(false);
    await expect(second.get("hotkey/a")).rejects.toMatchObject({ code: "KEY_VAULT_CLOSED" });
    expect(await second.open("passphrase two")).toBe(false);
    expect(await second.open("passphrase one")).toBe(true);
    expect(await second.get("hotkey/a")).toEqual(secret);
    expect(await second.get("hotkey/b")).toBeNull();
    second.close();
    expect(second.isOpen()).toBe(false);
  });

  test("many writes at once lose nothing, and every write has its own nonce", async () => {
    const vault = createVault(folder, sealing);
    await vault.open("passphrase one");
    const nonces = new Set<string>();
    await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        await vault.set(`hotkey/${at}`, Uint8Array.of(at));
        nonces.add(JSON.parse(readFileSync(file(), "utf8")).nonce);
      }),
    );
    const again = createVault(folder, sealing);
    await again.open("passphrase one");
    for (let at = 0; at < 20; at += 1) expect(await again.get(`hotkey/${at}`)).toEqual(Uint8Array.of(at));
    expect(nonces.size).toBeGreaterThan(1);
  });

  test("coldkeys lie beside it and need no passphrase, having their own", async () => {
    const vault = createVault(folder, sealing);
    await vault.set("coldkey/w-1", secret);
    expect(await vault.get("coldkey/w-1")).toEqual(secret);
    await vault.remove("coldkey/w-1");
    expect(await vault.get("coldkey/w-1")).toBeNull();
    // No account leads out of the folder.
    await expect(vault.set("coldkey/../../x", secret)).rejects.toMatchObject({ code: "KEY_VAULT_CLOSED" });
  });

  test("moves to today's cost when it is opened, with the same passphrase and content", async () => {
    const old = createVault(folder, sealing);
    await old.open("passphrase one");
    await old.set("hotkey/a", secret);
    const cost = { opslimit: 2, memlimit: 8 * 1024 * 1024 };
    const stronger = createVault(folder, createSealing(crypto, random, cost));
    expect(await stronger.open("passphrase one")).toBe(true);
    expect(JSON.parse(readFileSync(file(), "utf8")).kdf).toMatchObject(cost);
    expect(await stronger.get("hotkey/a")).toEqual(secret);
    await stronger.set("hotkey/b", secret);
    const back = createVault(folder, sealing);
    expect(await back.open("passphrase one")).toBe(true);
    expect(await back.get("hotkey/b")).toEqual(secret);
    expect(JSON.parse(readFileSync(file(), "utf8")).kdf).toMatchObject(cost);
  });

  test.each([
    ["a changed cost", (text: string) => text.replace('"opslimit":1', '"opslimit":2'), null],
    ["a changed purpose", (text: string) => text.replace('"vault"', '"coldkey"'), "KEY_FILE_DAMAGED"],
    ["an unknown field", (text: string) => text.replace("{", '{"x":1,'), "KEY_FILE_DAMAGED"],
    ["a cost without end", (text: string) => text.replace('"opslimit":1', '"opslimit":4000000000'), "KEY_FILE_DAMAGED"],
    ["a later version", (text: string) => text.replace('"version":1', '"version":2'), "KEY_FILE_NEWER"],
    ["an empty file", () => "", "KEY_FILE_DAMAGED"],
  ])("refuses %s", async (_, change, code) => {
    const vault = createVault(folder, sealing);
    await vault.open("passphrase one");
    vault.close();
    writeFileSync(file(), change(readFileSync(file(), "utf8")));
    const opening = vault.open("passphrase one");
    if (code) await expect(opening).rejects.toMatchObject({ code });
    else expect(await opening).toBe(false);
  });
});
