import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createChain } from "#main/chain/chain.ts";
import { buildCall } from "#main/chain/lookup.ts";
import { metadataDigest } from "#main/chain/metadata-digest.ts";
import { silentLogger } from "#main/log/logger.ts";
import { frameOf, packMetadata } from "#main/offline/decode-request.ts";
import { createOffline, type Offline } from "#main/offline/offline.ts";
import { systemClock } from "#main/ports/clock.ts";
import { signedExtrinsic, signingBytes } from "#main/transactions/extrinsic.ts";
import { createTransactions } from "#main/transactions/transactions.ts";
import { encodeAddress } from "#src/address/ss58.ts";
import { decodeVaultRequest } from "#src/offline/polkadot-vault.ts";
import { createFrameCollector, encodeFrame, frameCount } from "#src/offline/qr-frames.ts";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { runCliProcess } from "#test/support/cli-process.ts";
import { type KeyRoom, makeWallet, openKeyRoom, PASSWORD } from "#test/support/key-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const RECEIVER = encodeAddress(new Uint8Array(32).fill(7));
const TAO = 1_000_000_000n;
/** Another chain's metadata of the same spec version. */
const LIVE_METADATA = fileURLToPath(new URL("../../../shared/data/finney-metadata-424.scale", import.meta.url));

/** A profile that is never connected to anything: its chain client is made and not started. */
function offlineSide(room: KeyRoom): Offline {
  const { keys, store, events, dir } = room;
  const log = silentLogger();
  const practiceUrl = (): Promise<string> => Promise.reject(new Error("no network on this side"));
  const chain = createChain({ clock: systemClock, events, log, profileDir: dir, network: "practice", practiceUrl });
  const activity = { add: () => undefined };
  const randomId = (): string => "unused";
  const transactions = createTransactions({ chain, keys, store, clock: systemClock, events, activity, log, randomId });
  return createOffline({ profileDir: dir, store, clock: systemClock, chain, transactions, keys });
}

let practice: PracticeChain;
let online: ChainRoom;
let onlineOffline: Offline;
let cold: KeyRoom;
let coldOffline: Offline;
let walletId: string;
let address: string;

const prepare = async (amountRao: bigint): Promise<string> => {
  const plan = await online.transactions.prepare({
    title: "Send 1 TAO",
    signer: { walletId, role: "coldkey" },
    call: (api) => buildCall(api, "Balances", "transfer_keep_alive", RECEIVER, amountRao),
    rows: [{ label: "To", value: RECEIVER, kind: "address", tone: "normal" }],
    spendsMaxRao: amountRao,
    spendsExpectedRao: amountRao,
    warnings: [],
  });
  return plan.planId;
};

/** Seals until the client has seen the transaction settled. */
async function settle(transactionId: string): Promise<string> {
  const settled = online.transactions.wait(transactionId, "finalized", 30_000);
  practice.seal(3);
  return (await settled).state;
}

beforeEach(async () => {
  practice = await startPracticeChain();
  online = await openChainRoom({ url: practice.url });
  cold = await openKeyRoom();
  coldOffline = offlineSide(cold);
  const wallet = await makeWallet(cold.keys, "cold");
  address = wallet.address;
  walletId = online.keys.watch("cold", address).walletId;
  const { dir: profileDir, store, chain, transactions, keys } = online;
  onlineOffline = createOffline({ profileDir, store, clock: systemClock, chain, transactions, keys });
  practice.fund(address, 10n * TAO);
  await online.chain.whenOnline(10_000);
  await online.until(({ finalizedBlock, block }) => finalizedBlock !== null && block === practice.node.head().number);
});
afterEach(async () => {
  await cold.close();
  await online.close();
  await practice.stop();
});

describe("signing between two profiles with only files passing", () => {
  test("a watched coldkey sends: request out, decoded and signed there, verified and final here", async () => {
    const { file, fingerprint, deathBlock } = await onlineOffline.request(await prepare(TAO), true);
    expect(onlineOffline.requests()).toMatchObject([{ fingerprint, deathBlock, signer: address }]);

    const seen = coldOffline.inspect(file);
    expect(seen).toMatchObject({
      metadataFrom: "carried",
      signer: address,
      key: { walletName: "cold", hotkeyName: null },
      needs: "password",
      call: { section: "Balances", method: "transfer_keep_alive", fingerprint },
    });
    expect(seen.call.args).toMatchObject([
      { name: "dest", value: RECEIVER },
      { name: "value", value: TAO.toString() },
    ]);
    // The network is our own, but the metadata that came along is proven by what will be signed.
    expect(seen.metadataProven).toBe(true);
    expect(seen.warnings).toEqual([expect.stringContaining("network")]);

    await expect(coldOffline.sign(file, fingerprint, "wrong")).rejects.toMatchObject({ code: "AUTH_PASSWORD_WRONG" });
    const answer = await coldOffline.sign(file, fingerprint, PASSWORD);
    const sent = await onlineOffline.submit(answer.file, undefined);
    expect(await settle(sent.transactionId)).toBe("finalized");
    expect(onlineOffline.requests()).toEqual([]);
    await expect(onlineOffline.submit(answer.file, undefined)).rejects.toMatchObject({
      code: "OFFLINE_REQUEST_UNKNOWN",
    });
  });

  test("QR frames with losses carry both ways, once the metadata is known; a bare Vault signature is taken too", async () => {
    const { file, qrText, fingerprint } = await onlineOffline.request(await prepare(TAO), true);
    expect(() => coldOffline.inspect(qrText)).toThrow(expect.objectContaining({ code: "OFFLINE_METADATA_ABSENT" }));
    const message = new TextEncoder().encode(qrText);
    const camera = createFrameCollector();
    for (let number = 0; !camera.progress().message; number += 1) {
      if (number % 3 !== 0) camera.add(encodeFrame(message, number));
      expect(number).toBeLessThan(6 * frameCount(message.length) + 30);
    }
    expect(new TextDecoder().decode(camera.progress().message!)).toBe(qrText);
    const { vaultAnswer } = await coldOffline.sign(file, fingerprint, PASSWORD);
    await expect(onlineOffline.submit(vaultAnswer, undefined)).rejects.toMatchObject({
      code: "OFFLINE_ANSWER_INVALID",
    });
    const sent = await onlineOffline.submit(vaultAnswer, fingerprint);
    expect(await settle(sent.transactionId)).toBe("finalized");
  });

  test("the terminal of the other machine inspects, signs and writes the answer", { timeout: 120_000 }, async () => {
    const dir = mkdtempSync(join(tmpdir(), "tausmith-offline-cli-"));
    const cli = (argv: string[], input?: string) =>
      runCliProcess(
        [...argv, "--data", join(dir, "profile"), "--password-file", join(dir, "password"), "--json"],
        input,
      );
    try {
      writeFileSync(join(dir, "password"), PASSWORD, { mode: 0o600 });
      const { words } = await cold.keys.show({ walletId: cold.keys.list()[0]!.walletId, password: PASSWORD });
      const imported = await cli(["wallet", "import", "--format", "words", "--name", "cold"], words!.join(" "));
      expect({ code: imported.code, err: imported.err }).toMatchObject({ code: 0 });
      const { file, fingerprint } = await onlineOffline.request(await prepare(TAO), true);
      const [request, answer] = [join(dir, "request.json"), join(dir, "answer.json")];
      writeFileSync(request, file);
      const unsure = await cli(["offline", "sign", "--from", request, "--fingerprint", "0000-0000-0000-0000"]);
      expect(unsure.json().error?.code).toBe("OFFLINE_FINGERPRINT_DIFFERS");
      const signed = await cli(["offline", "sign", "--from", request, "--to", answer, "--fingerprint", fingerprint]);
      expect(signed.json()).toMatchObject({ ok: true, value: { path: answer, fingerprint } });
      expect(signed.err).toContain("Balances.transfer_keep_alive");
      const sent = await onlineOffline.submit(readFileSync(answer, "utf8"), undefined);
      expect(await settle(sent.transactionId)).toBe("finalized");
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  test("one command of a terminal alone prepares, writes the request and waits for its answer", {
    timeout: 240_000,
  }, async () => {
    const dir = mkdtempSync(join(tmpdir(), "tausmith-offline-ask-"));
    const cli = (...argv: string[]) =>
      runCliProcess([...argv, "--data", join(dir, "profile"), "--network", practice.url, "--json"]);
    try {
      const [request, answer] = [join(dir, "request.json"), join(dir, "answer.json")];
      expect((await cli("wallet", "watch", "--name", "far", "--address", address)).code).toBe(0);
      const wish = ["offline", "request", "transfer", "--to", RECEIVER, "--amount", "1", "--wallet", "far"];
      const made = await cli(...wish, "--file", request);
      expect({ code: made.code, err: made.err }).toMatchObject({ code: 0 });
      const { fingerprint } = made.json().value as unknown as { fingerprint: string };
      const file = readFileSync(request, "utf8");
      expect(coldOffline.inspect(file)).toMatchObject({ signer: address, call: { section: "Balances", fingerprint } });
      // An existing file stays, and its request goes on waiting.
      expect((await cli(...wish, "--file", request)).json().error?.code).toBe("OFFLINE_FILE_EXISTS");
      expect(readFileSync(request, "utf8")).toBe(file);
      writeFileSync(answer, (await coldOffline.sign(file, fingerprint, PASSWORD)).file);
      const sent = await cli("offline", "submit", "--from", answer);
      expect(sent.json()).toMatchObject({ ok: true, value: { state: expect.any(String), error: null } });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  test("the request in Polkadot Vault's format holds the same call under its length, and the signed data after it", async () => {
    const planId = await prepare(TAO);
    const { vaultPayload, file } = await onlineOffline.request(planId, false);
    const request = JSON.parse(file);
    const vault = decodeVaultRequest(new Uint8Array(Buffer.from(vaultPayload.slice(2), "hex")));
    expect(vault?.command).toBe("transaction");
    expect(Buffer.from(vault!.genesisHash).toString("hex")).toBe(request.network.genesisHash.slice(2));
    const callBytes = (request.callHex.length - 2) / 2;
    // A compact length below 64 is one byte: the number times four.
    expect(vault?.payload[0]).toBe(callBytes * 4);
    expect(Buffer.from(vault!.payload.slice(1, 1 + callBytes)).toString("hex")).toBe(request.callHex.slice(2));
    // Genesis hash and the era's block hash are part of what is signed.
    const signed = Buffer.from(vault!.payload).toString("hex");
    for (const hash of [request.network.genesisHash, request.era.birthHash]) expect(signed).toContain(hash.slice(2));
  });

  test("a changed call has another fingerprint, a changed answer is not sent", async () => {
    const { file, fingerprint } = await onlineOffline.request(await prepare(TAO), true);
    const request = JSON.parse(file);
    const callHex = request.callHex.replace("07".repeat(32), "08".repeat(32));
    expect(callHex).not.toBe(request.callHex);
    const changed = JSON.stringify({ ...request, callHex });
    await expect(coldOffline.sign(changed, fingerprint, PASSWORD)).rejects.toMatchObject({
      code: "OFFLINE_FINGERPRINT_DIFFERS",
    });
    const answer = JSON.parse((await coldOffline.sign(file, fingerprint, PASSWORD)).file);
    const flipped = answer.signature.replace(/.$/, answer.signature.endsWith("0") ? "1" : "0");
    await expect(
      onlineOffline.submit(JSON.stringify({ ...answer, signature: flipped }), undefined),
    ).rejects.toMatchObject({
      code: "OFFLINE_SIGNATURE_WRONG",
    });
    // A nonce that was changed on the way changes what is signed.
    const moved = JSON.stringify({ ...request, nonce: request.nonce + 1 });
    const late = await coldOffline.sign(moved, fingerprint, PASSWORD);
    await expect(onlineOffline.submit(late.file, undefined)).rejects.toMatchObject({ code: "OFFLINE_SIGNATURE_WRONG" });
    expect(onlineOffline.forget(fingerprint)).toEqual([]);
  });

  test("metadata that came along is proven by the digest that is signed; other metadata or another digest is refused", async () => {
    const { file, fingerprint } = await onlineOffline.request(await prepare(TAO), true);
    const request = JSON.parse(file);
    expect(request.token).toEqual({ symbol: "TAO", decimals: 9 });
    const { api, rpc } = online.chain.live();
    // The same from each version of the metadata that the node gives.
    for (const version of [15, 16]) {
      const raw = (await api.call.metadata?.metadataAtVersion?.(version)) as unknown as {
        unwrap(): { toHex(): string };
      };
      const hex = `0x${raw.unwrap().toHex().slice(raw.unwrap().toHex().indexOf("6d657461"))}`;
      expect(metadataDigest(hex, request.token)).toBe(request.metadataHash);
    }
    const differs = expect.objectContaining({ code: "OFFLINE_METADATA_DIFFERS" });
    const seen = (change: object) => coldOffline.inspect(JSON.stringify({ ...request, ...change }));
    const otherDigest = `0x${"11".repeat(32)}`;
    expect(() => seen({ metadataHash: otherDigest })).toThrow(differs);
    expect(() => seen({ token: { symbol: "TAO", decimals: 8 } })).toThrow(differs);
    expect(() => seen({ metadata: packMetadata(`0x${readFileSync(LIVE_METADATA).toString("hex")}`) })).toThrow(differs);
    // Without a digest the signature vouches for nothing, and that is said.
    const { metadataProven, warnings } = seen({ metadataHash: null });
    expect(metadataProven).toBe(false);
    expect(warnings.join(" ")).toContain("cannot be checked here");
    const bare = JSON.stringify({ ...request, metadataHash: null });
    const answer = await coldOffline.sign(bare, fingerprint, PASSWORD);
    await expect(onlineOffline.submit(answer.file, undefined)).rejects.toMatchObject({
      code: "OFFLINE_SIGNATURE_WRONG",
    });
    // The chain itself takes the right digest and no other.
    const send = async (metadataHash: string) => {
      const frame = { ...frameOf(request), metadataHash };
      const id = cold.keys.list()[0]!.walletId;
      const signature = await cold.keys.signAsColdkey(id, signingBytes(api, frame), {
        password: PASSWORD,
        practiceNetwork: true,
      });
      return rpc.send<string>("author_submitExtrinsic", [signedExtrinsic(api, frame, signature).hex]);
    };
    await expect(send(otherDigest)).rejects.toThrow(/bad signature/);
    await expect(send(request.metadataHash)).resolves.toMatch(/^0x/);
  });

  test("what is no request, cannot be decoded or has no key here is refused with a code", async () => {
    const { file } = await onlineOffline.request(await prepare(TAO), true);
    const request = JSON.parse(file);
    const inspect = (change: object): unknown => coldOffline.inspect(JSON.stringify({ ...request, ...change }));
    const code = (value: string) => expect.objectContaining({ code: value });
    expect(() => coldOffline.inspect("{}")).toThrow(code("OFFLINE_REQUEST_INVALID"));
    expect(() => coldOffline.inspect(file.slice(0, -9))).toThrow(code("OFFLINE_REQUEST_INVALID"));
    expect(() => inspect({ metadata: "AAAA" })).toThrow(code("OFFLINE_METADATA_UNREADABLE"));
    expect(() => inspect({ callHex: "0xffff" })).toThrow(code("TRANSACTION_CALL_UNREADABLE"));
    const stranger = JSON.stringify({ ...request, signer: RECEIVER });
    const { call, key } = coldOffline.inspect(stranger);
    expect(key).toBeNull();
    await expect(coldOffline.sign(stranger, call.fingerprint, PASSWORD)).rejects.toMatchObject({
      code: "OFFLINE_KEY_ABSENT",
    });
    await expect(coldOffline.sign(file, call.fingerprint, undefined)).rejects.toMatchObject({
      code: "KEY_PASSWORD_NEEDED",
    });
  });
});
