import { join } from "node:path";
import { ApiPromise, WsProvider } from "@polkadot/api";
import type { ExtrinsicPayload } from "@polkadot/types/interfaces";
import { hexToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { decodeAddress, sr25519Verify } from "@polkadot/util-crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMetadataCache } from "#main/chain/metadata-cache.ts";
import { metadataDigest, RUNTIME_TOKEN } from "#main/chain/metadata-digest.ts";
import type { Offline } from "#main/offline/offline.ts";
import { wrapBytes } from "#src/keys/message-form.ts";
import { watchConsole } from "#test/support/console-watch.ts";
import { PASSWORD } from "#test/support/key-room.ts";
import { type OfflineRoom, offlineSide, openOfflineRoom, RECEIVER, TAO } from "#test/support/offline-room.ts";

/** Another program: a stock chain client that shows codes as @polkadot/react-qr makes them. */
let room: OfflineRoom;
let api: ApiPromise;
let cold: Offline;
let quiet: ReturnType<typeof watchConsole>;

beforeEach(async () => {
  quiet = watchConsole();
  room = await openOfflineRoom();
  api = await ApiPromise.create({ provider: new WsProvider(room.practice.url) as never, noInitWarn: true });
  cold = offlineSide(room.cold);
});
afterEach(async () => {
  await api.disconnect();
  await room.close();
  quiet.stop();
});

const hash = (text: string): Uint8Array => hexToU8a(text);
const code = (kind: number, payload: Uint8Array, genesis = api.genesisHash.toU8a()): string =>
  u8aToHex(u8aConcat([0x53, 0x01, kind], decodeAddress(room.address), payload, genesis));

const transfer = () => api.tx.balances?.transferKeepAlive?.(RECEIVER, TAO) as ReturnType<typeof api.tx>;

/** The payload of a transfer as the other program builds it, with any of its facts changed. */
async function payloadOf(change: object = {}): Promise<ExtrinsicPayload> {
  const header = await api.rpc.chain.getHeader();
  return api.registry.createType(
    "ExtrinsicPayload",
    {
      method: transfer().method.toHex(),
      era: api.registry.createType("ExtrinsicEra", { current: header.number.toNumber(), period: 64 }),
      blockHash: header.hash,
      genesisHash: api.genesisHash,
      nonce: await api.rpc.system.accountNextIndex(room.address),
      specVersion: api.runtimeVersion.specVersion,
      transactionVersion: api.runtimeVersion.transactionVersion,
      tip: 0,
      ...change,
    },
    { version: 4 },
  ) as unknown as ExtrinsicPayload;
}

/** Puts the digits that were scanned on the extrinsic and sends it, as the other program does. */
async function send(payload: ExtrinsicPayload, answer: string): Promise<string> {
  const extrinsic = api.registry.createType("Extrinsic", { method: transfer().method }, { version: 4 }) as never as {
    addSignature(address: string, signature: string, payload: string): { toHex(): string };
    toHex(): string;
  };
  extrinsic.addSignature(room.address, `0x${answer}`, payload.toHex());
  const sent = await room.online.chain.live().rpc.send<string>("author_submitExtrinsic", [extrinsic.toHex()]);
  room.practice.seal();
  return sent;
}

/** Gives the profile the chain's metadata as a connection of its own would have. */
const connectOnce = (): void =>
  createMetadataCache(join(room.cold.dir, "metadata")).write(
    api.genesisHash.toHex(),
    api.runtimeVersion.specVersion.toNumber(),
    room.online.chain.api().runtimeMetadata.toHex(),
  );
/** Lets metadata come along with a request that is signed. */
async function bringMetadata(): Promise<void> {
  const { file, fingerprint } = await room.onlineOffline.request(await room.prepare(TAO), true);
  await cold.sign(file, fingerprint, PASSWORD);
}
const refuses = (text: string, wanted: string): void =>
  expect(() => cold.inspect(text)).toThrow(expect.objectContaining({ code: wanted }));

describe("codes that another program made for Polkadot Vault", () => {
  test("a transfer is read, signed and taken by the chain; era, nonce, tip and runtime come from the signed bytes", async () => {
    connectOnce();
    const payload = await payloadOf();
    const text = code(0x02, payload.toU8a());
    const seen = cold.inspect(text);
    expect(seen).toMatchObject({
      kind: "transaction",
      form: "vault",
      claimed: null,
      signer: room.address,
      call: { section: "Balances", method: "transfer_keep_alive", args: [{ value: RECEIVER }, { value: `${TAO}` }] },
      era: { periodBlocks: 64, birthBlock: null, deathBlock: null },
      nonce: 0,
      tipRao: "0",
      specVersion: 424,
      metadataFrom: "kept",
      metadataProven: false,
      needs: "password",
      key: { walletName: "cold" },
    });
    await expect(cold.sign(text, "0000-0000-0000-0000", PASSWORD)).rejects.toMatchObject({
      code: "OFFLINE_FINGERPRINT_DIFFERS",
    });
    await expect(cold.sign(text, seen.fingerprint, undefined)).rejects.toMatchObject({ code: "KEY_PASSWORD_NEEDED" });
    const { vaultAnswer, file } = await cold.sign(text, seen.fingerprint, PASSWORD);
    expect(vaultAnswer).toMatch(/^01[0-9a-f]{128}$/);
    expect(file).toBe(vaultAnswer);
    const before = await api.query.system?.account?.(RECEIVER);
    await send(payload, vaultAnswer);
    const after = await api.query.system?.account?.(RECEIVER);
    const free = (account: unknown) => (account as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt();
    expect(free(after) - free(before)).toBe(TAO);
    // The older mark is read the same way.
    expect(cold.inspect(code(0x00, payload.toU8a()))).toMatchObject({ fingerprint: seen.fingerprint });
  });

  test("metadata that came along serves where the code proves it by the digest, and only there", async () => {
    refuses(code(0x02, (await payloadOf()).toU8a()), "OFFLINE_METADATA_ABSENT");
    await bringMetadata();
    refuses(code(0x02, (await payloadOf()).toU8a()), "OFFLINE_METADATA_UNPROVEN");
    const metadataHash = metadataDigest(room.online.chain.api().runtimeMetadata.toHex(), RUNTIME_TOKEN);
    const other = await payloadOf({ mode: 1, metadataHash: `0x${"11".repeat(32)}` });
    refuses(code(0x02, other.toU8a()), "OFFLINE_METADATA_DIFFERS");
    const payload = await payloadOf({ mode: 1, metadataHash });
    const text = code(0x02, payload.toU8a());
    const seen = cold.inspect(text);
    expect(seen).toMatchObject({ metadataFrom: "remembered", metadataProven: true });
    const { vaultAnswer } = await cold.sign(text, seen.fingerprint, PASSWORD);
    await expect(send(payload, vaultAnswer)).resolves.toMatch(/^0x/);
  });

  test("what does not agree with itself or with the metadata here is not signed", async () => {
    connectOnce();
    const payload = await payloadOf();
    const bytes = payload.toU8a();
    createMetadataCache(join(room.cold.dir, "metadata")).write(
      `0x${"22".repeat(32)}`,
      424,
      room.online.chain.api().runtimeMetadata.toHex(),
    );
    refuses(code(0x02, bytes, new Uint8Array(32).fill(0x22)), "OFFLINE_VAULT_GENESIS_DIFFERS");
    refuses(code(0x02, bytes, new Uint8Array(32).fill(0x33)), "OFFLINE_METADATA_ABSENT");
    refuses(code(0x02, (await payloadOf({ specVersion: 425 })).toU8a()), "OFFLINE_VAULT_DAMAGED");
    refuses(code(0x02, bytes.slice(0, -1)), "OFFLINE_VAULT_DAMAGED");
    refuses(code(0x02, u8aConcat(bytes, [0])), "OFFLINE_VAULT_DAMAGED");
    // Mode 1 without a digest, and a digest without mode 1.
    refuses(code(0x02, (await payloadOf({ mode: 1 })).toU8a()), "OFFLINE_VAULT_DAMAGED");
    refuses(code(0x02, (await payloadOf({ metadataHash: `0x${"11".repeat(32)}` })).toU8a()), "OFFLINE_VAULT_DAMAGED");
    const immortal = { era: api.registry.createType("ExtrinsicEra", new Uint8Array([0])) };
    refuses(code(0x02, (await payloadOf(immortal)).toU8a()), "OFFLINE_VAULT_DAMAGED");
    const endless = await payloadOf({ ...immortal, blockHash: api.genesisHash, tip: 5 });
    const seen = cold.inspect(code(0x02, endless.toU8a()));
    expect(seen).toMatchObject({ era: null, tipRao: "5" });
    expect(seen.warnings.join(" ")).toMatch(/never expires.*tip/);
    // Every single changed byte is either refused, or seen: it names another key, call, number, life or chain.
    const shown = JSON.stringify(cold.inspect(code(0x02, bytes)));
    const whole = hash(code(0x02, bytes));
    const birth = whole.length - 32 - 1 - 32;
    for (let at = 0; at < whole.length; at += 1) {
      // The hash of the first block is signed and means nothing to a person; the chain refuses any other.
      if (at >= birth && at < birth + 32) continue;
      const changed = whole.slice();
      changed[at] = (changed[at] as number) ^ 1;
      let told: string | null = null;
      try {
        told = JSON.stringify(cold.inspect(u8aToHex(changed)));
      } catch (error) {
        expect((error as { code?: string }).code, `byte ${at}`).toMatch(/^(OFFLINE_|TRANSACTION_)/);
      }
      // Not shown are the phase of the life, which belongs to that hash, and the transaction version; the chain refuses others.
      const unseen = [birth - 44, birth - 36, birth - 35, birth - 34, birth - 33];
      if (told === shown) expect(unseen, `byte ${at}`).toContain(at);
    }
  }, 60_000);

  test("messages are signed between their marks only; everything else of the format is refused by name", async () => {
    const genesis = api.genesisHash.toU8a();
    const text = code(0x03, wrapBytes(new TextEncoder().encode("I hold this key")));
    const seen = cold.inspect(text);
    expect(seen).toMatchObject({
      kind: "message",
      message: "I hold this key",
      signer: room.address,
      needs: "password",
    });
    const { vaultAnswer } = await cold.sign(text, seen.fingerprint, PASSWORD);
    // Vault answers messages with the bare signature.
    expect(vaultAnswer).toMatch(/^[0-9a-f]{128}$/);
    const signed = wrapBytes(new TextEncoder().encode("I hold this key"));
    expect(sr25519Verify(signed, hexToU8a(`0x${vaultAnswer}`), decodeAddress(room.address))).toBe(true);
    refuses(code(0x03, new TextEncoder().encode("bare text of some length")), "OFFLINE_VAULT_REFUSED");
    refuses(code(0x03, (await payloadOf()).toU8a()), "OFFLINE_VAULT_REFUSED");
    for (const kind of [0x01, 0x04, 0x05, 0x06, 0x07, 0x80, 0x81, 0xc1, 0xde, 0xdf, 0x99]) {
      refuses(code(kind, new Uint8Array(64)), "OFFLINE_VAULT_REFUSED");
    }
    const ed25519 = u8aConcat([0x53, 0x00, 0x02], decodeAddress(room.address), new Uint8Array(64), genesis);
    refuses(u8aToHex(ed25519), "OFFLINE_VAULT_REFUSED");
    refuses(code(0x02, new Uint8Array(0)), "OFFLINE_VAULT_DAMAGED");
    const stranger = u8aToHex(u8aConcat([0x53, 1, 3], new Uint8Array(32).fill(9), signed, genesis));
    const { fingerprint, key } = cold.inspect(stranger);
    expect(key).toBeNull();
    await expect(cold.sign(stranger, fingerprint, PASSWORD)).rejects.toMatchObject({ code: "OFFLINE_KEY_ABSENT" });
  });
});
