import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCall, hasCapability, storageItem } from "#main/chain/lookup.ts";
import { createMetadataCache } from "#main/chain/metadata-cache.ts";
import { metadataDigest, RUNTIME_TOKEN } from "#main/chain/metadata-digest.ts";
import { buildRuntimeApi, type RuntimeApi } from "#main/chain/session.ts";
import { fieldNumbers } from "#main/neurons/metagraph.ts";
import { createMetadataProofs } from "#main/offline/metadata-proof.ts";
import { systemClock } from "#main/ports/clock.ts";
import { typeNames } from "#main/proxies/filters.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import { explainedNames } from "#src/errors/dispatch-errors.ts";
import { PROXY_TYPES } from "#src/proxies/proxy-types.ts";
import {
  buildLiveApi,
  cannedConnection,
  hasLiveMetadata,
  LIVE_GENESIS,
  LIVE_SPEC_VERSION,
  liveAnswers,
} from "#test/support/canned-node.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const BOB = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const TAO = 1_000_000_000n;

// The live chain's metadata does not travel with the sources; where it is, everything is held against it.
describe.runIf(hasLiveMetadata)("names in the live chain's metadata", () => {
  let runtime: RuntimeApi;
  beforeAll(async () => {
    runtime = await buildLiveApi();
  });
  afterAll(() => runtime.release());

  it("builds an API from the newest metadata a node offers, custom runtime APIs included", () => {
    expect(runtime.specVersion).toBe(LIVE_SPEC_VERSION);
    expect(runtime.api.runtimeMetadata.version).toBe(16);
    expect(hasCapability(runtime.api, "runtimeApi", "SubnetInfoRuntimeApi", "get_selective_metagraph")).toBe(true);
    expect(hasCapability(runtime.api, "runtimeApi", "SwapRuntimeApi", "sim_swap_tao_for_alpha")).toBe(true);
  });

  it("gives the digest that an independent implementation of RFC 78 gives (@dedot/merkleized-metadata 1.3.0)", () => {
    expect(metadataDigest(runtime.api.runtimeMetadata.toHex(), RUNTIME_TOKEN)).toBe(
      "0x80de37ca8c53ddbf9835d5123af60e0ef5015b3d039a6ffee0ccbb41966c864f",
    );
  });

  it("learns by a made-up signature whether the chain checks a metadata hash, and asks again only where that stayed open", async () => {
    const frame = {
      address: ALICE,
      callHex: buildCall(runtime.api, "System", "remark", "0x00").method.toHex(),
      nonce: 0,
      periodBlocks: 64,
      birthBlock: 1,
      birthHash: LIVE_GENESIS,
      genesisHash: LIVE_GENESIS,
      specVersion: LIVE_SPEC_VERSION,
      transactionVersion: 1,
    };
    const ask = async (answer: () => string) => {
      const asked: string[] = [];
      const rpc = cannedConnection({
        state_call: ([method]) => {
          asked.push(String(method));
          return answer();
        },
      });
      const identity = { genesisHash: LIVE_GENESIS, specVersion: LIVE_SPEC_VERSION };
      const live = { api: runtime.api, rpc, identity } as unknown as Parameters<typeof proofs.of>[0];
      const proofs = createMetadataProofs();
      const found = [
        await proofs.of(live, { hash: LIVE_GENESIS }, frame),
        await proofs.of(live, { hash: LIVE_GENESIS }, frame),
      ];
      expect(new Set(asked)).toEqual(new Set(["TaggedTransactionQueue_validate_transaction"]));
      return { digests: found.map((proof) => proof?.digest ?? null), asked: asked.length };
    };
    const digest = metadataDigest(runtime.api.runtimeMetadata.toHex(), RUNTIME_TOKEN);
    const [badProof, cannotLookup, stale] = ["0x010004", "0x010100", "0x010003"];
    expect(await ask(() => badProof)).toEqual({ digests: [digest, digest], asked: 1 });
    expect(await ask(() => cannotLookup)).toEqual({ digests: [null, null], asked: 1 });
    expect(await ask(() => stale)).toEqual({ digests: [null, null], asked: 2 });
    const fails = () => {
      throw new Error("the node gave up");
    };
    expect(await ask(fails)).toEqual({ digests: [null, null], asked: 2 });
  });

  it("asks a node for metadata once, and builds the same API from the disk the next time", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tausmith-metadata-"));
    const deps = {
      identity: { genesisHash: LIVE_GENESIS, specVersion: LIVE_SPEC_VERSION },
      cache: createMetadataCache(folder),
      clock: systemClock,
      onPing: () => undefined,
    };
    const first = await buildRuntimeApi({ ...deps, rpc: cannedConnection(liveAnswers()) });
    await first.release();
    const { state_call: _, ...withoutMetadata } = liveAnswers();
    const second = await buildRuntimeApi({ ...deps, rpc: cannedConnection(withoutMetadata) });
    expect(second.api.runtimeMetadata.version).toBe(16);
    expect(hasCapability(second.api, "runtimeApi", "SubnetInfoRuntimeApi", "get_selective_metagraph")).toBe(true);
    await second.release();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["call", "SubtensorModule", "register_limit", true],
    ["call", "SubtensorModule", "commit_crv3_weights", false],
    ["storage", "SubtensorModule", "BurnHalfLife", true],
    ["storage", "SubtensorModule", "Rank", false],
    ["event", "SubtensorModule", "NeuronRegistered", true],
    ["error", "SubtensorModule", "RegistrationPriceLimitExceeded", true],
    ["constant", "Balances", "ExistentialDeposit", true],
    ["call", "Proxy", "set_real_pays_fee", true],
    ["storage", "Proxy", "RealPaysFee", true],
    ["runtimeApi", "ProxyFilterRuntimeApi", "get_proxy_filter", true],
    ["storage", "Multisig", "Multisigs", true],
  ] as const)("tells whether there is a %s %s.%s", (kind, section, name, there) => {
    expect(hasCapability(runtime.api, kind, section, name)).toBe(there);
  });

  it("knows the proxy types by the names of the call that adds one", () => {
    expect(typeNames(runtime.api)).toEqual(PROXY_TYPES.map(({ name }) => name));
  });

  it("refuses what the runtime lacks with a code, not with a crash", () => {
    expect(() => buildCall(runtime.api, "SubtensorModule", "no_such_call")).toThrowError(
      expect.objectContaining({ code: "NETWORK_LACKS_CAPABILITY" }),
    );
  });

  it.each([
    [
      "Balances",
      "transfer_keep_alive",
      [BOB, TAO],
      "0x0503008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a4802286bee",
    ],
    [
      "SubtensorModule",
      "burned_register",
      [1, ALICE],
      "0x07070100d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
    ],
    [
      "SubtensorModule",
      "register_limit",
      [1, ALICE, TAO],
      "0x07860100d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d00ca9a3b00000000",
    ],
    [
      "SubtensorModule",
      "serve_axon",
      [1, 1, 0xcb007105n, 8091, 4, 4, 0, 0],
      "0x0704010001000000057100cb0000000000000000000000009b1f04040000",
    ],
    [
      "SubtensorModule",
      "add_stake_limit",
      [ALICE, 1, TAO, 50_250_000n, false],
      "0x0758d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d010000ca9a3b0000000010c1fe020000000000",
    ],
    [
      "SubtensorModule",
      "remove_stake_full_limit",
      [ALICE, 1, null],
      "0x0767d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d010000",
    ],
    [
      "Proxy",
      "add_proxy",
      [BOB, "Staking", 0],
      "0x1001008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a480800000000",
    ],
    [
      "Proxy",
      "proxy",
      [BOB, "Staking", "0x07530000000000000000000000000000000000000000000000000000000000000000"],
      "0x1000008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48010807530000000000000000000000000000000000000000000000000000000000000000",
    ],
    [
      "Multisig",
      "approve_as_multi",
      [2, [BOB], { height: 7, index: 1 }, `0x${"5a".repeat(32)}`, { refTime: 0, proofSize: 0 }],
      `0x0d020200048eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48010700000001000000${"5a".repeat(32)}0000`,
    ],
  ])("makes the known bytes of %s.%s", (section, name, args, hex) => {
    expect(buildCall(runtime.api, section, name, ...args).method.toHex()).toBe(hex);
  });

  it("makes the known storage keys", () => {
    expect(storageItem(runtime.api, "SubtensorModule", "Burn").key(1)).toBe(
      "0x658faa385070e074c85bf6b568cf055501be1755d08418802946bca51b6863250100",
    );
    expect(storageItem(runtime.api, "SubtensorModule", "Uids").key(1, ALICE)).toBe(
      "0x658faa385070e074c85bf6b568cf0555aab1b4e78e1ea8305462ee53b3686dc80100de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
    );
  });

  it("tells a person what the bytes mean, in plain figures and addresses", () => {
    const { hex, ...view } = describeCall(
      runtime.api,
      "0x07860100d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d00ca9a3b00000000",
    );
    expect(view).toEqual({
      section: "SubtensorModule",
      method: "register_limit",
      args: [
        { name: "netuid", type: "NetUid", value: "1" },
        { name: "hotkey", type: "AccountId", value: ALICE },
        { name: "limit_price", type: "u64", value: "1000000000" },
      ],
      fingerprint: expect.stringMatching(/^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/),
    });
    const transfer = describeCall(
      runtime.api,
      "0x0503008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a4802286bee",
    );
    expect(transfer.args.map(({ value }) => value)).toEqual([BOB, "1000000000"]);
    expect(hex).toMatch(/^0x0786/);
  });

  it("refuses call bytes that have something behind them or do not decode", () => {
    for (const bytes of [
      "0x07ff",
      "0x0786",
      `0x0504008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a480000`,
    ]) {
      expect(() => describeCall(runtime.api, bytes)).toThrowError(
        expect.objectContaining({ code: "TRANSACTION_CALL_UNREADABLE" }),
      );
    }
  });

  it("takes the metagraph's field numbers from the metadata", () => {
    expect(
      fieldNumbers(runtime.api, ["block", "maxUids", "burn", "immunityPeriod", "hotkeys", "emission", "totalStake"]),
    ).toEqual([7, 31, 32, 36, 52, 60, 69]);
  });

  it("explains errors that exist: every explained SubtensorModule name of this runtime is spelt as the chain spells it", () => {
    const { errors } = runtime.api as unknown as { errors: Record<string, Record<string, unknown>> };
    const known = new Set(Object.keys(errors.subtensorModule ?? {}));
    const newer = explainedNames().filter((name) => !name.includes(".") && !known.has(name));
    // Names that later runtimes brought, and the one kind of failure that belongs to no pallet.
    expect(newer.sort()).toEqual([
      "BadOrigin",
      "ColdkeyCollateralIncomplete",
      "ColdkeyCollateralPositionsFull",
      "InsufficientAlphaBalance",
      "InsufficientTaoBalance",
      "KeepStakeBlockedByCollateral",
      "StartCallNotReady",
      "TooManyStakingHotkeys",
    ]);
    expect(explainedNames().length).toBeGreaterThanOrEqual(80);
  });
});
