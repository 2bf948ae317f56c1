import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hotkeyAccount } from "#main/keys/keychain.ts";
import { probeKeytar } from "#main/keys/keytar-keychain.ts";
import { makeWallet, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";
import { type SecretService, secretServiceMissing, startSecretService } from "#test/support/secret-service.ts";

const platform = "linux";

if (secretServiceMissing) process.stderr.write(`Secret Service test skipped: ${secretServiceMissing}.\n`);

describe.skipIf(secretServiceMissing !== null)("a real Secret Service", () => {
  let service: SecretService;
  const before = process.env.DBUS_SESSION_BUS_ADDRESS;
  beforeAll(async () => {
    service = await startSecretService();
    // libsecret reads the process's own environment.
    process.env.DBUS_SESSION_BUS_ADDRESS = service.env.DBUS_SESSION_BUS_ADDRESS;
  });
  afterAll(async () => {
    if (before === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
    else process.env.DBUS_SESSION_BUS_ADDRESS = before;
    await service.stop();
  });

  test("keeps, replaces and forgets secrets of any bytes", async () => {
    const probe = await probeKeytar({ platform, env: service.env, timeoutMs: 5_000 });
    const keychain = probe.keychain!;
    const account = hotkeyAccount("11111111-2222-3333-4444-555555555555");
    const secret = Uint8Array.from({ length: 256 }, (_, at) => at);
    expect(await keychain.get(account)).toBeNull();
    await keychain.set(account, secret);
    expect(await keychain.get(account)).toEqual(secret);
    await keychain.set(account, new Uint8Array([1, 2, 3]));
    expect(await keychain.get(account)).toEqual(new Uint8Array([1, 2, 3]));
    await keychain.remove(account);
    await keychain.remove(account);
    expect(await keychain.get(account)).toBeNull();
  });

  test("holds a wallet: coldkey still under its password, hotkey ready without one after a restart", async () => {
    let room = await openKeyRoom({ keychain: "auto", platform, env: service.env });
    try {
      expect(await room.keys.keychain()).toMatchObject({ kind: "keychain", open: true });
      const wallet = await makeWallet(room.keys, "main", "miner");
      expect(wallet).toMatchObject({ place: "keychain", hotkeys: [{ place: "keychain" }] });
      room = await room.restart();
      const miner = await room.keys.minerKey(wallet.walletId, "miner");
      expect(miner.address).toBe(wallet.hotkeys[0]!.address);
      await expect(room.keys.unlock(wallet.walletId, "not the password")).rejects.toMatchObject({
        code: "AUTH_PASSWORD_WRONG",
      });
      await room.keys.unlock(wallet.walletId, PASSWORD);
    } finally {
      await room.close();
    }
  });

  test("secrets move to the vault file and back, and are gone from where they were", async () => {
    const room = await openKeyRoom({ keychain: "auto", platform, env: service.env });
    try {
      const { walletId } = await makeWallet(room.keys, "main", "miner");
      const message = new Uint8Array([1]);
      for (const to of ["vault", "keychain"] as const) {
        const move = { walletId, to, password: PASSWORD, removeFile: false };
        await room.keys.move(move);
        const moved = await room.keys.move({ ...move, hotkeyName: "miner" });
        expect(moved).toMatchObject({ place: to, hotkeys: [{ place: to }] });
        await room.keys.signAsColdkey(walletId, message, { password: PASSWORD, practiceNetwork: false });
        await room.keys.signAsHotkey(walletId, "miner", message);
        expect(existsSync(join(room.dir, "vault", `coldkey-${walletId}.sealed`))).toBe(to === "vault");
      }
    } finally {
      await room.close();
    }
  });
});

describe("no Secret Service", () => {
  test("says why and uses the vault file", async () => {
    const room = await openKeyRoom({ keychain: "auto", platform, env: {} });
    try {
      const view = await room.keys.keychain();
      expect(view).toMatchObject({ kind: "vault", open: false });
      expect(view.reason).toContain("DBUS_SESSION_BUS_ADDRESS");
      const wallet = await makeWallet(room.keys, "main", "miner");
      expect(wallet.place).toBe("vault");
    } finally {
      await room.close();
    }
  });

  test("a bus that cannot be reached is named", async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere/bus" };
    expect(await probeKeytar({ platform, env, timeoutMs: 5_000 })).toMatchObject({
      keychain: null,
      reason: expect.stringContaining("ENOENT"),
    });
  });

  test("a bus that hangs holds nothing up", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tausmith-bus-"));
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(join(folder, "bus"));
    await once(silent, "listening");
    try {
      const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, "bus")}` };
      const probe = await probeKeytar({ platform, env, timeoutMs: 300 });
      expect(probe).toEqual({ keychain: null, reason: "No OS keychain: the D-Bus session does not answer." });
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
