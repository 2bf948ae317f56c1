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

test.skipIf(secretServiceMissing !== null)("a locked keyring is named and never waited for", async () => {
  const service = await startSecretService({ lockAgain: true });
  try {
    const probe = await probeKeytar({ platform, env: service.env, timeoutMs: 5_000 });
    expect(probe).toMatchObject({ keychain: null, reason: expect.stringContaining("locked") });
  } finally {
    await service.stop();
  }
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

  test("a session without a Secret Service is told apart from one that hangs", async () => {
    const bus = await startFakeBus((socket, text) => {
      if (text.includes("AUTH EXTERNAL")) socket.write("OK 0123456789abcdef0123456789abcdef\r\n");
    });
    try {
      const probe = await probeKeytar({ platform, env: bus.env, timeoutMs: 300 });
      expect(probe).toEqual({ keychain: null, reason: "No OS keychain: the Secret Service does not answer." });
    } finally {
      bus.stop();
    }
  });

  test("a bus that hangs holds nothing up", async () => {
    const bus = await startFakeBus(() => undefined);
    try {
      const probe = await probeKeytar({ platform, env: bus.env, timeoutMs: 300 });
      expect(probe).toEqual({ keychain: null, reason: "No OS keychain: the D-Bus session does not answer." });
    } finally {
      bus.stop();
    }
  });

  test("a bus that refuses the user or hangs up is named", async () => {
    const refusing = await startFakeBus((socket) => socket.write("REJECTED EXTERNAL\r\n"));
    const leaving = await startFakeBus((socket) => socket.end());
    try {
      const reasonOf = async (env: Record<string, string>): Promise<unknown> =>
        (await probeKeytar({ platform, env, timeoutMs: 5_000 })) as unknown;
      expect(await reasonOf(refusing.env)).toMatchObject({ reason: expect.stringContaining("refused") });
      expect(await reasonOf(leaving.env)).toMatchObject({ reason: expect.stringContaining("closed") });
    } finally {
      refusing.stop();
      leaving.stop();
    }
  });
});

/** A listener on a bus address that answers as a test wants. */
async function startFakeBus(
  answer: (socket: Socket, text: string) => void,
): Promise<{ env: Record<string, string>; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "tausmith-bus-"));
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on("data", (bytes) => answer(socket, bytes.toString("latin1")));
    socket.on("error", () => socket.destroy());
  }).listen(join(folder, "bus"));
  await once(server, "listening");
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, "bus")}` },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
