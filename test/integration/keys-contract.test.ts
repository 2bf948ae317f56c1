import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { AllHandlers } from "#main/handlers/types.ts";
import { walletHandlers } from "#main/handlers/wallet.ts";
import { createKeyCrypto } from "#main/keys/key-crypto.ts";
import { silentLogger } from "#main/log/logger.ts";
import { createDispatch } from "#main/transport/dispatch.ts";
import { AppError } from "#src/app-error.ts";
import { type Input, type Output, type ProcedureName, procedures } from "#src/contract/index.ts";
import { type KeyRoom, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";
import { rememberingCrypto } from "#test/support/remembering-crypto.ts";

const FILE_PASSWORD = "testing-password-1";
const WORDS = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const context = { front: "test" as const, confirm: async () => ({ approved: false as const }) };

type WalletProcedure = Extract<ProcedureName, `wallet.${string}`>;

const real = createKeyCrypto();
const crypto = rememberingCrypto(real);
afterAll(() => real.close());

let room: KeyRoom;
let folder: string;
beforeEach(async () => {
  room = await openKeyRoom({ crypto });
  folder = mkdtempSync(join(tmpdir(), "tausmith-contract-"));
  cpSync(fileURLToPath(new URL("../fixtures/btcli", import.meta.url)), folder, { recursive: true });
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) chmodSync(join(folder, name), 0o700);
});
afterEach(async () => {
  await room.close();
  rmSync(folder, { recursive: true, force: true });
});

test("every procedure of the wallet area answers through the dispatcher in the contract's own shape", async () => {
  const balances = {
    of: (): Promise<never> => Promise.reject(new AppError("NETWORK_OFFLINE", "Not connected.", { hint: "Connect." })),
  };
  const handlers = { wallet: walletHandlers({ keys: room.keys, balances }) } as unknown as AllHandlers;
  const dispatch = createDispatch(handlers, silentLogger());
  const called = new Set<string>(["wallet.balance"]);
  /** The value of a call that must succeed. */
  async function call<N extends WalletProcedure>(name: N, input: Input<N>): Promise<Output<N>> {
    called.add(name);
    const result = await dispatch(name, input, context);
    expect({ name, result }).toMatchObject({ result: { ok: true } });
    return (result as { value: Output<N> }).value;
  }

  expect(await call("wallet.list", {})).toEqual([]);
  expect(await call("wallet.keychain", {})).toMatchObject({ kind: "vault", open: false });
  expect(await call("wallet.openVault", { passphrase: PASSWORD })).toMatchObject({ open: true });
  const draft = await call("wallet.draft", { wordCount: 24 });
  const answers = draft.asks.map((index) => ({ index, word: draft.words[index] ?? "" }));
  const made = await call("wallet.create", {
    draftId: draft.draftId,
    name: "main",
    password: PASSWORD,
    answers,
    hotkeyName: "one",
  });
  const { walletId } = made;
  await call("wallet.createPractice", {});
  await call("wallet.createHotkey", { walletId, name: "two" });
  expect((await call("wallet.unlock", { walletId, password: PASSWORD })).unlockedUntilMs).not.toBeNull();
  expect((await call("wallet.lock", {}))[0]?.unlockedUntilMs).toBeNull();

  const source = { kind: "words", words: WORDS } as const;
  const looked = await call("wallet.inspect", { source });
  const restored = await call("wallet.restore", {
    name: "old",
    password: PASSWORD,
    source,
    expectAddress: looked.address,
  });
  await call("wallet.restoreHotkey", { walletId, name: "alice", source: { ...source, path: "//Alice" } });
  const watched = await call("wallet.watch", { name: "seen", address: ALICE });
  await call("wallet.watchHotkey", { walletId: watched.walletId, name: "theirs", address: looked.address });
  await call("wallet.rename", { walletId, name: "first" });
  await call("wallet.renameHotkey", { walletId, hotkeyName: "two", name: "deux" });
  expect((await call("wallet.show", { walletId, password: PASSWORD })).words).toEqual(draft.words);

  const { asks } = await call("wallet.askWords", { walletId });
  const given = asks.map((index) => ({ index, word: draft.words[index] ?? "" }));
  await call("wallet.confirmWords", { walletId, password: PASSWORD, answers: given });
  const { file } = await call("wallet.backup", { passphrase: "backup of everything" });
  await call("wallet.previewBackup", { file, passphrase: "backup of everything" });
  await call("wallet.restoreBackup", { file, passphrase: "backup of everything" });

  const signed = await call("wallet.sign", { walletId, message: "hello", password: PASSWORD });
  const { address, message, signature } = signed;
  expect(await call("wallet.verify", { address, message, signature })).toEqual({ valid: true, form: "bytes" });
  const proof = await call("wallet.proveHotkey", { walletId, hotkeyName: "one" });
  expect(await call("wallet.verifyHotkeyProof", { proof })).toEqual({ valid: true, reason: null });
  await call("wallet.saveAddress", { address: ALICE, label: "Alice" });
  expect(await call("wallet.addresses", {})).toHaveLength(1);
  expect(await call("wallet.removeAddress", { address: ALICE })).toEqual([]);

  await call("wallet.remove", { walletId: restored.walletId, password: PASSWORD, words: WORDS });
  const alpha = join(folder, "alpha");
  expect((await call("wallet.btcliList", { folder })).wallets.map(({ name }) => name)).toEqual(["alpha"]);
  const linked = await call("wallet.btcliLink", { path: alpha });
  await call("wallet.move", { walletId: linked.walletId, hotkeyName: "miner", to: "vault" });
  await call("wallet.removeHotkey", { walletId: linked.walletId, hotkeyName: "miner", password: FILE_PASSWORD });
  await call("wallet.remove", { walletId: linked.walletId });
  const upgrade = { path: join(folder, "ansible-hotkey"), password: FILE_PASSWORD };
  expect(await call("wallet.btcliUpgrade", upgrade)).toMatchObject({ encryption: "nacl" });
  const imported = await call("wallet.btcliImport", { path: alpha, filePassword: FILE_PASSWORD });
  const exported = await call("wallet.btcliExport", {
    walletId: imported.walletId,
    folder: join(folder, "out"),
    password: FILE_PASSWORD,
  });
  expect(JSON.parse(readFileSync(join(exported.path, "coldkeypub.txt"), "utf8")).ss58Address).toBe(imported.address);

  expect(await dispatch("wallet.balance", { address: ALICE }, context)).toMatchObject({
    ok: false,
    error: { code: "NETWORK_OFFLINE" },
  });
  expect([...called].sort()).toEqual([...procedures.keys()].filter((name) => name.startsWith("wallet.")).sort());
});
