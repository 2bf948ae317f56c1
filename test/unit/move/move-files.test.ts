import { afterEach, describe, expect, it } from "vitest";
import type { MoveFacts } from "#main/keys/move-files.ts";
import { type KeyRoom, makeWallet, openKeyRoom } from "#test/support/key-room.ts";

const PASSPHRASE = "carry me across the street";
const rooms: KeyRoom[] = [];
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close();
});
const open = async (): Promise<KeyRoom> => {
  const room = await openKeyRoom();
  rooms.push(room);
  return room;
};

async function sealed() {
  const { keys } = await open();
  const wallet = await makeWallet(keys, "main", "miner");
  const hotkey = wallet.hotkeys[0]?.address ?? "";
  const facts: MoveFacts = {
    version: 1,
    moveId: "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
    madeAtMs: 1,
    network: { name: "practice", genesisHash: `0x${"a".repeat(64)}` },
    wallet: { name: wallet.name, address: wallet.address },
    hotkey: { name: "miner", address: hotkey },
    miner: { kind: "signals", netuid: 8, port: 8_088, intakeKey: "0".repeat(64) },
    axon: null,
    journal: null,
  };
  return { keys, wallet, hotkey, facts, file: await keys.sealMove(wallet.walletId, facts, PASSPHRASE) };
}

describe("a move file", () => {
  it("brings the hotkey under its watched coldkey, and nothing of the coldkey's secret", async () => {
    const { wallet, hotkey, facts, file, keys } = await sealed();
    const other = await open();
    expect(await other.keys.readMove(file, PASSPHRASE)).toEqual(facts);
    const made = await other.keys.keepMoved({ file, passphrase: PASSPHRASE });
    expect(made).toMatchObject({ hotkeyName: "miner", madeWallet: true });
    expect(other.keys.list()).toMatchObject([
      { kind: "watch", address: wallet.address, hotkeys: [{ address: hotkey }] },
    ]);
    const message = { message: "here", encoding: "text", form: "bytes" } as const;
    const { signature } = await other.keys.signMessage({ walletId: made.walletId, hotkeyName: "miner", ...message });
    expect(keys.verifyMessage({ address: hotkey, message: "here", encoding: "text", signature }).valid).toBe(true);
    await expect(other.keys.signMessage({ walletId: made.walletId, ...message })).rejects.toMatchObject({
      code: "KEY_WATCH_ONLY",
    });
    await other.keys.forgetMoved(made);
    expect(other.keys.list()).toEqual([]);
  });

  it("gives a hotkey that was only noted its secret, and keeps the wallet that was there", async () => {
    const { wallet, hotkey, file } = await sealed();
    const { keys } = await open();
    const watched = keys.watch("mine", wallet.address);
    keys.watchHotkey(watched.walletId, "noted", hotkey);
    const made = await keys.keepMoved({ file, passphrase: PASSPHRASE });
    expect(made).toEqual({ walletId: watched.walletId, hotkeyName: "miner", madeWallet: false });
    expect(keys.get(watched.walletId).hotkeys).toMatchObject([{ name: "miner", address: hotkey }]);
    await keys.forgetMoved(made);
    expect(keys.get(watched.walletId).hotkeys).toEqual([]);
  });

  it("refuses a wrong passphrase, a cut file, any changed bit, another kind of file, and a hotkey that is here", async () => {
    const { file, keys } = await sealed();
    const other = await open();
    const code = (text: string, passphrase = PASSPHRASE) =>
      other.keys.readMove(text, passphrase).then(
        () => "opened",
        (error: { code: string }) => error.code,
      );
    expect(await code(file, "carry me across the road")).toBe("AUTH_PASSWORD_WRONG");
    expect(await code(file.slice(0, -30))).toBe("KEY_FILE_DAMAGED");
    expect(await code("{}")).toBe("KEY_FILE_DAMAGED");
    const parsed = JSON.parse(file) as { body: string; nonce: string; kdf: { salt: string } };
    const flip = (at: number): string => {
      const bytes = Buffer.from(parsed.body, "base64");
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return JSON.stringify({ ...parsed, body: bytes.toString("base64") });
    };
    const size = Buffer.from(parsed.body, "base64").length;
    for (const at of [0, size >> 1, size - 1]) {
      expect(await code(flip(at))).toBe("AUTH_PASSWORD_WRONG");
      // A right one in between, so that the wait after wrong ones does not begin.
      expect(await code(file)).toBe("opened");
    }
    const { file: backup } = await keys.backup(PASSPHRASE);
    expect(await code(backup)).toBe("KEY_FILE_DAMAGED");
    await expect(keys.keepMoved({ file, passphrase: PASSPHRASE })).rejects.toMatchObject({ code: "KEY_ADDRESS_TAKEN" });
    expect(keys.list()).toHaveLength(1);
  });
});
