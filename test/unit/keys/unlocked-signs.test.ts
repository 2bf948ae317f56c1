import { afterEach, expect, test } from "vitest";
import { type KeyRoom, openKeyRoom } from "#test/support/key-room.ts";

let room: KeyRoom | null = null;
afterEach(async () => {
  await room?.close();
  room = null;
});

const message = new Uint8Array([1, 2, 3]);

async function unlockedWallet(unlockedSigns: boolean) {
  room = await openKeyRoom({ unlockedSigns });
  const draft = room.keys.draft(12);
  const answers = draft.asks.map((index) => ({ index, word: draft.words[index] as string }));
  const password = "a long enough password";
  const made = await room.keys.create({ draftId: draft.draftId, name: "main", password, answers });
  await room.keys.unlock(made.walletId, password);
  return { keys: room.keys, walletId: made.walletId, password };
}

test("where main's own window confirms, an unlocked coldkey signs", async () => {
  const { keys, walletId } = await unlockedWallet(true);
  expect(keys.needs(walletId)).toBe("confirmation");
  expect(await keys.signAsColdkey(walletId, message, { practiceNetwork: false })).toHaveLength(64);
});

test("where a page or a terminal confirms, every signature wants the password, unlocked or not", async () => {
  const { keys, walletId, password } = await unlockedWallet(false);
  expect(keys.needs(walletId)).toBe("password");
  await expect(keys.signAsColdkey(walletId, message, { practiceNetwork: false })).rejects.toMatchObject({
    code: "KEY_LOCKED",
  });
  expect(await keys.signAsColdkey(walletId, message, { password, practiceNetwork: false })).toHaveLength(64);
});
