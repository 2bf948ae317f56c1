import { unwrapStorageType } from "@polkadot/types/util";
// A raw chain spec with a WebAssembly runtime that real nodes ran.
import { chainSpec } from "@substrate/connect-known-chains/rococo_v2_2_asset_hub";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { buildCall, storageItem } from "#main/chain/lookup.ts";
import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import type { ProcessHandle, ProcessHost } from "#main/miners/process-host.ts";
import { systemClock } from "#main/ports/clock.ts";
import { entryUrl } from "#main/ports/entries.ts";
import { createChopsticksFork } from "#main/rehearsal/chopsticks-fork.ts";
import { COPY_LIMITS, COPY_NEEDS_MIB } from "#main/rehearsal/limits.ts";
import { toAccount } from "#main/wallet/account.ts";
import { type RehearsalResult, rehearsalResult } from "#src/contract/rehearsal.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { makeWallet, PASSWORD } from "#test/support/key-room.ts";
import { startWasmNode, type WasmNode } from "#test/support/wasm-node.ts";

const UNIT = 1_000_000_000_000n;
const STRANGER = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const MIB = 1024 * 1024;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe("rehearsal on a fork with the chain's own runtime", () => {
  let node: WasmNode;
  let room: ChainRoom;
  let wallet: WalletView;
  const started: ProcessHandle[] = [];
  const children = createChildProcessHost();
  const host: ProcessHost = {
    start(entry, options) {
      const handle = children.start(entry, options);
      started.push(handle);
      return handle;
    },
  };
  const machine = { freeMiB: 8_192, processMiB: COPY_LIMITS.processMiB };
  const fork: Parameters<typeof openChainRoom>[0]["fork"] = {
    how: "fork",
    run: (job) =>
      createChopsticksFork({
        host,
        entry: entryUrl("rehearsal-process"),
        clock: systemClock,
        freeMemoryBytes: () => machine.freeMiB * MIB,
        limits: { ...COPY_LIMITS, processMiB: machine.processMiB, backOffMs: [5, 10] },
        neededMiB: COPY_NEEDS_MIB,
      }).run(job),
  };
  const accountKey = (address: string) => storageItem(room.chain.api(), "System", "Account").key(address);
  const accountType = () => {
    const { registry } = room.chain.api();
    return unwrapStorageType(registry, storageItem(room.chain.api(), "System", "Account").creator.meta.type, false);
  };
  const fund = async (address: string, free: bigint): Promise<void> => {
    const { registry } = room.chain.api();
    const nonce = (await stored(address))?.nonce ?? 0;
    const account = registry.createTypeUnsafe(accountType(), [{ nonce, providers: 1, data: { free } }]);
    await node.put([[accountKey(address), account.toHex()]]);
  };
  const stored = async (address: string) => {
    const { api, rpc } = room.chain.live();
    const value = await rpc.send<string | null>("state_getStorage", [accountKey(address)]);
    return value === null ? null : toAccount(api.registry.createTypeUnsafe(accountType(), [value]));
  };
  const freeOf = async (address: string): Promise<bigint> => (await stored(address))?.freeRao ?? 0n;
  const prepare = (amount = 7n * UNIT) =>
    room.transactions.prepare({
      title: "Send",
      signer: { walletId: wallet.walletId, role: "coldkey" },
      call: (api) => buildCall(api, "Balances", "transfer_keep_alive", STRANGER, amount),
      rows: [],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    });
  const run = async (
    planId: string,
    wish: { blockWork?: boolean; timeoutMs?: number } = {},
  ): Promise<RehearsalResult> =>
    rehearsalResult.parse(await room.rehearsal.run({ planId, blockWork: false, timeoutMs: 100_000, ...wish }));
  const refused = (planId: string, wish: { timeoutMs?: number } = {}) =>
    run(planId, wish).then(
      () => null,
      (error: unknown) => error,
    );
  const seal = async (): Promise<void> => {
    await node.seal();
    await room.until(({ block }) => block === node.chain.head.number);
  };
  /** The process of the newest rehearsal and its memory are gone. */
  const expectGone = (): void => {
    const pid = started.at(-1)?.pid;
    expect(pid).toBeTypeOf("number");
    expect(isAlive(pid as number)).toBe(false);
  };

  beforeAll(async () => {
    node = await startWasmNode(JSON.parse(chainSpec) as object);
    await node.seal();
    room = await openChainRoom({ url: node.url, network: node.url, fork });
    await room.chain.whenOnline(60_000);
    wallet = await makeWallet(room.keys, "main", "default");
  }, 120_000);
  beforeEach(async () => {
    machine.freeMiB = 8_192;
    machine.processMiB = COPY_LIMITS.processMiB;
    node.answer("state_getStorage", null);
    await fund(wallet.address, 500n * UNIT);
    await seal();
  });
  afterAll(async () => {
    await room.close();
    await node.stop();
  });

  it.each([false, true])(
    "a transfer, with the block's own work %s: rehearsed as it happens afterwards",
    async (blockWork) => {
      const plan = await prepare();
      const signing = [vi.spyOn(room.keys, "signAsColdkey"), vi.spyOn(room.keys, "signAsHotkey")];
      const head = node.chain.head.hash;
      const before = { own: await freeOf(wallet.address), stranger: await freeOf(STRANGER) };
      const steps = new Set<string>();
      const unsubscribe = room.events.subscribe("rehearsal.changed", ({ payload }) => void steps.add(payload.step));
      const result = await run(plan.planId, { blockWork });
      unsubscribe();
      for (const spy of signing) {
        expect(spy).not.toHaveBeenCalled();
        spy.mockRestore();
      }
      expectGone();
      expect(node.chain.head.hash).toBe(head);
      expect(node.chain.txPool.pendingExtrinsics).toEqual([]);
      expect(result).toMatchObject({ how: "fork", blockWork, outcome: "succeeded", error: null, atHash: head });
      expect(result.requests).toBeGreaterThan(3);
      expect(result.peakMiB).toBeGreaterThan(50);
      expect([...steps]).toEqual(
        expect.arrayContaining(["Loads the chain's runtime.", "Runs the transaction on the copy."]),
      );
      expect(result.events.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["Balances.Transfer", "System.ExtrinsicSuccess"]),
      );

      await room.transactions.submit(plan.planId, PASSWORD, approving);
      await seal();
      const [own, stranger] = [await freeOf(wallet.address), await freeOf(STRANGER)];
      expect(stranger - before.stranger).toBe(7n * UNIT);
      expect(result.balances[0]).toMatchObject({
        freeBeforeRao: before.own.toString(),
        freeAfterRao: own.toString(),
        changeRao: (own - before.own).toString(),
      });
      expect(result.balances[1]).toMatchObject({ freeAfterRao: stranger.toString() });
      expect(before.own - own).toBe(7n * UNIT + BigInt(plan.fee.totalRao));
    },
  );

  it("an order that fails tells the chain's error by name, and the fee it costs", async () => {
    const plan = await prepare(400n * UNIT);
    await fund(wallet.address, 100n * UNIT);
    await seal();
    const result = await run(plan.planId);
    expect(result).toMatchObject({ outcome: "failed", error: { name: "Balances.InsufficientBalance" } });
    await room.transactions.submit(plan.planId, PASSWORD, approving);
    await seal();
    expect(result.balances.map(({ address }) => address)).not.toContain(STRANGER);
    expect(result.balances[0]?.freeAfterRao).toBe((await freeOf(wallet.address)).toString());
  });

  it("what no block would take is refused with the reason", async () => {
    const plan = await prepare();
    await fund(wallet.address, 10n);
    await seal();
    expect(await run(plan.planId)).toMatchObject({ outcome: "refused", error: { name: "Payment" }, balances: [] });
    expectGone();
  });

  it("waits for a node that asks to slow down, and gives up when it goes on asking", async () => {
    const { planId } = await prepare();
    node.answer("state_getStorage", { code: -32029, message: "Too many requests", times: 2 });
    expect(await run(planId)).toMatchObject({ outcome: "succeeded" });
    node.answer("state_getStorage", { code: -32029, message: "Too many requests" });
    expect(await refused(planId)).toMatchObject({
      code: "REHEARSAL_THROTTLED",
      hint: expect.stringMatching(/endpoint/),
    });
    node.answer("state_getStorage", null);
    expectGone();
  });

  it.each([
    ["gives no runtime", { result: null }, "REHEARSAL_NO_RUNTIME"],
    ["has a runtime that is no WebAssembly", { result: "0x7461" }, "REHEARSAL_NO_RUNTIME"],
    ["does not know the method", { code: -32601, message: "Method not found" }, "REHEARSAL_NODE_REFUSES"],
    [
      "keeps it for itself",
      { code: -32603, message: "RPC call is unsafe to be called externally" },
      "REHEARSAL_NODE_REFUSES",
    ],
    ["has dropped the state", { code: 4003, message: "State already discarded for 0x00" }, "REHEARSAL_STATE_GONE"],
    ["fails", { code: -32000, message: "no" }, "REHEARSAL_NODE_REFUSES"],
  ])("a node that %s is refused with a next step", async (_what, answer, code) => {
    const { planId } = await prepare();
    node.answer("state_getStorage", answer);
    const error = await refused(planId);
    node.answer("state_getStorage", null);
    expect(error).toMatchObject({ code, hint: expect.stringMatching(/.{20}/) });
    expect(room.rehearsal.state()).toMatchObject({ state: "failed", error: { code } });
    expectGone();
  });

  it("ends when its time is over, when it is cancelled, and only one runs at a time", async () => {
    const { planId } = await prepare();
    node.answer("state_getStorage", "silence");
    expect(await refused(planId, { timeoutMs: 1_500 })).toMatchObject({
      code: "REHEARSAL_TIMEOUT",
      details: { timeoutMs: 1_500 },
    });
    expectGone();
    const first = refused(planId);
    expect(await refused(planId)).toMatchObject({ code: "REHEARSAL_BUSY" });
    expect(room.rehearsal.state()).toMatchObject({ state: "running", planId });
    expect(await room.rehearsal.cancel()).toMatchObject({ state: "cancelled" });
    expect(await first).toMatchObject({ code: "REHEARSAL_CANCELLED" });
    expectGone();
    node.answer("state_getStorage", null);
    expect(await run(planId)).toMatchObject({ outcome: "succeeded" });
  });

  it("begins nothing where memory is short, and ends what grows too large", async () => {
    const { planId } = await prepare();
    const before = started.length;
    machine.freeMiB = 100;
    expect(await refused(planId)).toMatchObject({
      code: "REHEARSAL_MEMORY_LOW",
      details: { neededMiB: COPY_NEEDS_MIB, freeMiB: 100 },
    });
    expect(started).toHaveLength(before);
    machine.freeMiB = 8_192;
    machine.processMiB = 60;
    node.answer("state_getStorage", "silence");
    expect(await refused(planId)).toMatchObject({ code: "REHEARSAL_MEMORY", details: { limitMiB: 60 } });
    node.answer("state_getStorage", null);
    expectGone();
  });

  it("a process that dies and a node that goes away are told", async () => {
    const { planId } = await prepare();
    node.answer("state_getStorage", "silence");
    const dying = refused(planId);
    await vi.waitUntil(() => room.rehearsal.state().requests > 0, { timeout: 30_000 });
    started.at(-1)?.signal("SIGKILL");
    expect(await dying).toMatchObject({ code: "REHEARSAL_PROCESS_ENDED", details: { signal: "SIGKILL" } });
    const cut = refused(planId);
    await vi.waitUntil(() => room.rehearsal.state().requests > 0, { timeout: 30_000 });
    node.cut();
    expect(await cut).toMatchObject({ code: "REHEARSAL_NODE_LOST" });
    expectGone();
    node.answer("state_getStorage", null);
    await room.chain.whenOnline(30_000);
  });

  it("a runtime that breaks off is told with its own reason", async () => {
    const at = room.chain.head();
    const run = fork?.run({
      live: room.chain.live(),
      at: { number: at?.number ?? 0, hash: at?.hash ?? "" },
      // Bytes of no call.
      extrinsicHex: "0x0400",
      blockWork: false,
      questions: () => [],
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    await expect(run).rejects.toMatchObject({
      code: "REHEARSAL_RUNTIME_FAILED",
      // The runtime's own text comes by another pipe and may be late.
      details: { reason: expect.stringMatching(/^panicked at .*Codec error|unreachable/) },
    });
    expectGone();
  });

  it("stopping the app leaves no process behind", async () => {
    const { planId } = await prepare();
    node.answer("state_getStorage", "silence");
    const left = refused(planId);
    await room.rehearsal.stop();
    expect(await left).toMatchObject({ code: "REHEARSAL_CANCELLED" });
    expectGone();
    node.answer("state_getStorage", null);
  });
});
