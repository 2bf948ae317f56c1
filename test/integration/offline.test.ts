import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { metadataDigest } from "#main/chain/metadata-digest.ts";
import { frameOf, packMetadata } from "#main/offline/decode-request.ts";
import type { Offline } from "#main/offline/offline.ts";
import { metadataOf } from "#main/practice/metadata/cache.ts";
import { parts } from "#main/practice/network-parts.ts";
import { createPracticeRuntimes, FIRST_SPEC_VERSION } from "#main/practice/practice-runtime.ts";
import { signedExtrinsic, signingBytes } from "#main/transactions/extrinsic.ts";
import type { OfflineTransaction } from "#src/contract/offline.ts";
import { createFrameCollector, encodeFrame, frameCount } from "#src/offline/qr-frames.ts";
import { readVaultContent, vaultBytesOf } from "#src/offline/vault-content.ts";
import { runCliProcess } from "#test/support/cli-process.ts";
import { PASSWORD } from "#test/support/key-room.ts";
import { type OfflineRoom, offlineSide, openOfflineRoom, RECEIVER, TAO } from "#test/support/offline-room.ts";

let room: OfflineRoom;
let practice: OfflineRoom["practice"];
let online: OfflineRoom["online"];
let onlineOffline: Offline;
let cold: OfflineRoom["cold"];
let coldOffline: Offline;
let address: string;
const prepare = (amountRao: bigint): Promise<string> => room.prepare(amountRao);
const settle = (transactionId: string): Promise<string> => room.settle(transactionId);

/** What a request of Tausmith shows. */
const look = (file: string, side: Offline = coldOffline): OfflineTransaction => {
  const seen = side.inspect(file);
  if (seen.kind !== "transaction") throw new Error("a request is a transaction");
  return seen;
};

beforeEach(async () => {
  room = await openOfflineRoom();
  ({ practice, online, onlineOffline, cold, coldOffline, address } = room);
});
afterEach(() => room.close());

describe("signing between two profiles with only files passing", () => {
  test("a watched coldkey sends: request out, decoded and signed there, verified and final here", async () => {
    const { file, fingerprint, deathBlock } = await onlineOffline.request(await prepare(TAO), true);
    expect(onlineOffline.requests()).toMatchObject([{ fingerprint, deathBlock, signer: address }]);

    const seen = look(file);
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
    const vault = readVaultContent(vaultBytesOf(vaultPayload)!);
    if (vault?.kind !== "transaction") throw new Error("it is a transaction");
    expect(Buffer.from(vault.genesisHash).toString("hex")).toBe(request.network.genesisHash.slice(2));
    const callBytes = (request.callHex.length - 2) / 2;
    // A compact length below 64 is one byte: the number times four.
    expect(vault.payload[0]).toBe(callBytes * 4);
    expect(Buffer.from(vault.payload.slice(1, 1 + callBytes)).toString("hex")).toBe(request.callHex.slice(2));
    // Genesis hash and the era's block hash are part of what is signed.
    const signed = Buffer.from(vault.payload).toString("hex");
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
    const seen = (change: object) => look(JSON.stringify({ ...request, ...change }));
    const otherDigest = `0x${"11".repeat(32)}`;
    expect(() => seen({ metadataHash: otherDigest })).toThrow(differs);
    expect(() => seen({ token: { symbol: "TAO", decimals: 8 } })).toThrow(differs);
    // The metadata of another runtime, in which one call means something else.
    const other = metadataOf(createPracticeRuntimes(parts)(FIRST_SPEC_VERSION + 1), 16);
    expect(() => seen({ metadata: packMetadata(`0x${Buffer.from(other).toString("hex")}`) })).toThrow(differs);
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

  test("metadata that came along is kept once its request was signed; then short requests are enough, proven each time", async () => {
    const { file, qrText, fingerprint } = await onlineOffline.request(await prepare(TAO), true);
    coldOffline.inspect(file);
    expect(() => coldOffline.inspect(qrText)).toThrow(expect.objectContaining({ code: "OFFLINE_METADATA_ABSENT" }));
    await coldOffline.sign(file, fingerprint, PASSWORD);
    const again = offlineSide(cold);
    expect(look(qrText, again)).toMatchObject({ metadataFrom: "remembered", metadataProven: true });
    const short = await onlineOffline.request(await prepare(2n * TAO), false);
    const answer = await again.sign(short.qrText, short.fingerprint, PASSWORD);
    const sent = await onlineOffline.submit(answer.file, undefined);
    expect(await settle(sent.transactionId)).toBe("finalized");
    // Without a digest nothing proves it, however it came.
    const bare = look(JSON.stringify({ ...JSON.parse(qrText), metadataHash: null }), again);
    expect(bare).toMatchObject({ metadataFrom: "remembered", metadataProven: false });
    expect(bare.warnings.join(" ")).toContain("cannot be checked here");
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
    const { call, key } = look(stranger);
    expect(key).toBeNull();
    await expect(coldOffline.sign(stranger, call.fingerprint, PASSWORD)).rejects.toMatchObject({
      code: "OFFLINE_KEY_ABSENT",
    });
    await expect(coldOffline.sign(file, call.fingerprint, undefined)).rejects.toMatchObject({
      code: "KEY_PASSWORD_NEEDED",
    });
  });
});

test("a chain that was built without a metadata hash answers CannotLookup; mode 0 is signed, said and taken", async () => {
  const old = await openOfflineRoom({ ...parts, withoutMetadataHash: true });
  try {
    const { file, fingerprint } = await old.onlineOffline.request(await old.prepare(TAO), true);
    expect(JSON.parse(file)).toMatchObject({ metadataHash: null });
    const seen = look(file, old.coldOffline);
    expect(seen.metadataProven).toBe(false);
    expect(seen.warnings.join(" ")).toContain("cannot be checked here");
    const answer = await old.coldOffline.sign(file, fingerprint, PASSWORD);
    const sent = await old.onlineOffline.submit(answer.file, undefined);
    expect(await old.settle(sent.transactionId)).toBe("finalized");
  } finally {
    await old.close();
  }
});
