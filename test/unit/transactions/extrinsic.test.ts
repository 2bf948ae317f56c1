import { Keyring } from "@polkadot/keyring";
import { hexToU8a, u8aEq } from "@polkadot/util";
import { blake2AsU8a, signatureVerify } from "@polkadot/util-crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import type { RuntimeApi } from "#main/chain/session.ts";
import { type Frame, lifeOf, sampleExtrinsic, signedExtrinsic, signingBytes } from "#main/transactions/extrinsic.ts";
import { buildLiveApi, hasLiveMetadata, LIVE_GENESIS, LIVE_SPEC_VERSION } from "#test/support/canned-node.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

describe.runIf(hasLiveMetadata)("a signed extrinsic for the live runtime", () => {
  let runtime: RuntimeApi;
  const alice = () => new Keyring({ type: "sr25519" }).addFromUri("//Alice");
  const frameOf = (callHex: string): Frame => ({
    address: ALICE,
    callHex,
    nonce: 7,
    periodBlocks: 32,
    birthBlock: 1_000,
    birthHash: `0x${"cd".repeat(32)}`,
    genesisHash: LIVE_GENESIS,
    specVersion: LIVE_SPEC_VERSION,
    transactionVersion: 1,
  });
  beforeAll(async () => {
    runtime = await buildLiveApi();
  });
  afterAll(() => runtime.release());

  it("carries nonce, era, signer and a signature over exactly call, era, nonce, versions, genesis and birth block", () => {
    const { api } = runtime;
    const callHex = buildCall(api, "SubtensorModule", "burned_register", 1, ALICE).method.toHex();
    const frame = frameOf(callHex);
    const bytes = signingBytes(api, frame);
    const era = api.registry.createType("ExtrinsicEra", { current: 1_000, period: 32 });
    // call ‖ era ‖ compact nonce ‖ compact tip ‖ metadata-hash mode ‖ spec ‖ tx version ‖ genesis ‖ birth hash ‖ no hash
    const expected = [
      callHex.slice(2),
      era.toHex().slice(2),
      "1c",
      "00",
      "00",
      "a8010000",
      "01000000",
      LIVE_GENESIS.slice(2),
      "cd".repeat(32),
      "00",
    ].join("");
    expect(Buffer.from(bytes).toString("hex")).toBe(expected);

    const { hex, hash } = signedExtrinsic(api, frame, alice().sign(bytes));
    const decoded = api.registry.createType("Extrinsic", hexToU8a(hex));
    expect(decoded.signer.toString()).toBe(ALICE);
    expect(decoded.nonce.toNumber()).toBe(7);
    expect(decoded.method.toHex()).toBe(callHex);
    expect(decoded.era.asMortalEra.birth(1_005)).toBe(1_000);
    expect(signatureVerify(bytes, decoded.signature.toU8a(), ALICE).isValid).toBe(true);
    expect(u8aEq(hexToU8a(hash), blake2AsU8a(hexToU8a(hex)))).toBe(true);
  });

  it("has the length that its fee is asked for", () => {
    const { api } = runtime;
    const frame = frameOf(buildCall(api, "SubtensorModule", "burned_register", 1, ALICE).method.toHex());
    const { hex } = signedExtrinsic(api, frame, alice().sign(signingBytes(api, frame)));
    expect(sampleExtrinsic(api, frame).length).toBe(hexToU8a(hex).length);
  });

  it("signs the hash of a payload over 256 bytes, as the chain checks it", () => {
    const { api } = runtime;
    const remark = buildCall(api, "System", "remark", `0x${"00".repeat(300)}`).method.toHex();
    expect(signingBytes(api, frameOf(remark))).toHaveLength(32);
  });

  it("lives for its period, the birth block included", () => {
    expect(lifeOf({ birthBlock: 1_000, periodBlocks: 32 })).toEqual({ birthBlock: 1_000, deathBlock: 1_031 });
  });
});
