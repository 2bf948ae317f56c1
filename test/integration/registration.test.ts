import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCall } from "#main/chain/lookup.ts";
import { parts } from "#main/practice/network-parts.ts";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import type { WalletView } from "#src/contract/wallet.ts";
import { bumpBurn } from "#src/registration/burn-price.ts";
import { approving, type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const SIGNALS = 8;
const SMALL = 1;

describe("registration on the practice network", () => {
  let practice: PracticeChain;
  let room: ChainRoom;
  let wallet: WalletView;

  const account = (address: string) => toHex(decodeAddress(address).accountId);
  const reads = () => practice.node.readContext(practice.node.head().number);
  const seen = () => room.until(({ block }) => block === practice.node.head().number);
  const hotkeyOf = (name: string): string => room.keys.hotkey(wallet.walletId, name).address;
  const prepare = (netuid: number, hotkeyName = "default", ceilingRao?: bigint) =>
    room.registration.prepare({ netuid, walletId: wallet.walletId, hotkeyName, ceilingRao });
  async function settle(planId: string): Promise<TransactionView> {
    const sent = await room.transactions.submit(planId, undefined, approving);
    const settled = room.transactions.wait(sent.transactionId, "finalized", 30_000);
    practice.seal(2);
    return settled;
  }

  async function open(options: Parameters<typeof startPracticeChain>[0] = {}): Promise<void> {
    practice = await startPracticeChain({ firstBlocks: 110, ...options });
    room = await openChainRoom({ url: practice.url });
    wallet = await room.keys.createPractice("practice", "default");
    practice.fund(wallet.address, 100n * TAO);
    await room.chain.whenOnline(10_000);
    await seen();
  }
  beforeEach(() => open());
  afterEach(async () => {
    await room.close();
    await practice.stop();
  });

  it("tells the price, its exact course and who would be replaced", async () => {
    const price = await room.registration.price(SIGNALS);
    expect(price).toMatchObject({
      burnRao: store.Burn.get(reads(), SIGNALS).toString(),
      halfLifeBlocks: 360,
      increaseFactor: "1.26",
      neurons: 64,
      maxNeurons: 64,
      call: "register_limit",
      registrationAllowed: true,
      wouldReplace: { immune: false },
      atBlock: practice.node.head().number,
    });
    expect(price.forecast).toHaveLength(41);
    const later = price.forecast[3];
    practice.seal((later?.block ?? 0) - price.atBlock);
    expect(store.Burn.get(reads(), SIGNALS).toString()).toBe(later?.burnRao);
  });

  it("registers at no more than the ceiling, checks the UID on chain, and says what was paid", async () => {
    const price = await room.registration.price(SIGNALS);
    const plan = await prepare(SIGNALS);
    expect(plan.spendsMaxRao).toBe(((BigInt(price.burnRao) * 105n) / 100n).toString());
    expect(plan.call).toMatchObject({ section: "SubtensorModule", method: "register_limit" });
    expect(plan.call.args.map(({ value }) => value)).toEqual([String(SIGNALS), hotkeyOf("default"), plan.spendsMaxRao]);

    const changed = new Promise<number | null>((resolve) => {
      room.events.subscribe("registration.changed", ({ payload: [mine] }) => {
        if (mine) resolve(mine.uid);
      });
    });
    const burnThen = store.Burn.get(reads(), SIGNALS);
    const settled = await settle(plan.planId);
    expect(settled).toMatchObject({ state: "finalized", error: null, paid: { feeRao: plan.fee.totalRao } });
    const paidRao = BigInt(settled.paid?.spentRao ?? "0");
    expect(paidRao).toBeLessThanOrEqual(burnThen);
    expect(paidRao).toBeGreaterThan((burnThen * 99n) / 100n);

    const { uid } = price.wouldReplace ?? {};
    expect(store.Uids.get(reads(), SIGNALS, account(hotkeyOf("default")))).toBe(uid);
    expect(await changed).toBe(uid);
    expect(await room.registration.status(SIGNALS, hotkeyOf("default"))).toMatchObject({
      registered: true,
      uid,
      registeredAtBlock: settled.block?.number,
      immuneUntilBlock: (settled.block?.number ?? 0) + price.immunityBlocks,
    });
    expect(room.activity.list(10).map(({ text }) => text)).toContainEqual(expect.stringContaining(`as UID ${uid}`));
    // The registration raised the price for the next one.
    const parameters = {
      minBurnRao: 0n,
      maxBurnRao: 10n ** 18n,
      halfLifeBlocks: 0,
      increaseFactorBits: (126n << 64n) / 100n,
    };
    expect(BigInt((await room.registration.price(SIGNALS)).burnRao)).toBeGreaterThan(
      (bumpBurn(paidRao, parameters) * 99n) / 100n,
    );
  });

  it("refuses what cannot work, each with a code, a field and the figure that would", async () => {
    const { burnRao } = await room.registration.price(SIGNALS);
    const low = await prepare(SIGNALS, "default", 1_000n).catch((error: unknown) => error);
    expect(low).toMatchObject({ code: "REGISTRATION_CEILING_TOO_LOW", field: "ceilingRao", details: { burnRao } });
    expect((await prepare(SIGNALS, "default", BigInt(burnRao))).spendsMaxRao).toBe(burnRao);

    await expect(prepare(0)).rejects.toMatchObject({ code: "REGISTRATION_ROOT", field: "netuid" });
    await expect(prepare(77)).rejects.toMatchObject({ code: "SUBNET_UNKNOWN", field: "netuid" });
    await expect(prepare(SIGNALS, "no-such")).rejects.toMatchObject({ code: "KEY_HOTKEY_UNKNOWN" });

    practice.act((ctx) => store.NetworkRegistrationAllowed.put(ctx, 3, false));
    await seen();
    await expect(prepare(3)).rejects.toMatchObject({ code: "REGISTRATION_CLOSED" });

    practice.act((ctx) =>
      store.Owner.put(ctx, account(hotkeyOf("default")), account("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty")),
    );
    await seen();
    await expect(prepare(SIGNALS)).rejects.toMatchObject({ code: "REGISTRATION_HOTKEY_FOREIGN", field: "hotkeyName" });
  });

  it("refuses a second registration of the same hotkey before it costs a fee", async () => {
    await settle((await prepare(SIGNALS)).planId);
    await expect(prepare(SIGNALS)).rejects.toMatchObject({
      code: "REGISTRATION_ALREADY",
      details: { uid: expect.any(Number) },
    });
  });

  it("refuses a wallet that cannot pay price, fee and what must stay, with the balance that would do", async () => {
    const poor = await room.keys.createPractice("poor", "h");
    const wish = { netuid: SIGNALS, walletId: poor.walletId, hotkeyName: "h" };
    const refusal = await room.registration.prepare(wish).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "TRANSACTION_BALANCE_TOO_LOW" });
    practice.fund(poor.address, BigInt((refusal as { details: { neededFreeRao: string } }).details.neededFreeRao));
    await seen();
    const plan = await room.registration.prepare(wish);
    expect(await settle(plan.planId)).toMatchObject({ state: "finalized" });
  });

  it("loses the fee only when the price passes the ceiling first, also after a runtime upgrade moved the errors", async () => {
    for (const upgrade of [false, true]) {
      if (upgrade) {
        practice.node.upgrade();
        practice.seal(2);
        await room.until(({ specVersion }) => specVersion === 425);
      }
      const plan = await prepare(SIGNALS);
      practice.act((ctx) => store.Burn.put(ctx, SIGNALS, BigInt(plan.spendsMaxRao) * 2n));
      const settled = await settle(plan.planId);
      expect(settled).toMatchObject({
        state: "failed",
        error: { name: "SubtensorModule.RegistrationPriceLimitExceeded", hint: expect.stringContaining("wait") },
        paid: { feeRao: plan.fee.totalRao, spentRao: "0" },
      });
    }
    expect(await room.registration.mine()).toEqual([]);
  });

  it("sees a UID lost to the very neuron order that was told, and says so", async () => {
    await room.keys.createHotkey(wallet.walletId, "second");
    await settle((await prepare(SMALL)).planId);
    const own = (await room.registration.mine())[0];
    // Its protection ends, and everybody else has earned something since.
    practice.seal(101);
    practice.act((ctx) => {
      const emission = store.Emission.get(ctx, SMALL).map((_, uid) => (uid === own?.uid ? 0n : 1_000_000n));
      store.Emission.put(ctx, SMALL, emission);
    });
    await seen();
    expect((await room.registration.price(SMALL)).wouldReplace).toEqual({
      uid: own?.uid,
      hotkey: hotkeyOf("default"),
      immune: false,
    });
    const plan = await prepare(SMALL, "second");
    expect(plan.warnings).toContainEqual(expect.stringContaining(`your own UID ${own?.uid}`));
    expect(await settle(plan.planId)).toMatchObject({ state: "finalized" });
    expect(store.Uids.get(reads(), SMALL, account(hotkeyOf("second")))).toBe(own?.uid);
    const mine = await room.registration.mine();
    expect(mine.map(({ hotkey }) => hotkey)).not.toContain(hotkeyOf("default"));
    expect(room.activity.list(50).map(({ text }) => text)).toContainEqual(
      expect.stringContaining(`lost UID ${own?.uid} on subnet ${SMALL}`),
    );
  });

  it("publishes an axon with the hotkey's signature, free of charge even for a hotkey without any TAO", async () => {
    await settle((await prepare(SIGNALS)).planId);
    const plan = await room.transactions.prepare({
      title: "Publish the axon",
      signer: { walletId: wallet.walletId, role: "hotkey", hotkeyName: "default" },
      call: (api) =>
        buildCall(api, "SubtensorModule", "serve_axon", SIGNALS, 10_002_000, 0xcb007105n, 8091, 4, 4, 0, 0),
      rows: [],
      spendsMaxRao: 0n,
      spendsExpectedRao: 0n,
      warnings: [],
    });
    expect(plan.fee).toMatchObject({ free: true, totalRao: "0" });
    expect(plan).toMatchObject({ needs: "confirmation", balanceBeforeRao: "0", balanceAfterRao: "0" });
    expect(await settle(plan.planId)).toMatchObject({ state: "finalized", paid: { feeRao: "0", spentRao: "0" } });
    const rows = await room.validators.refresh(SIGNALS);
    expect(rows.find(({ hotkey }) => hotkey === hotkeyOf("default"))).toMatchObject({ ip: "203.0.113.5", port: 8091 });
  });

  it("asks the chain little: all own hotkeys in a handful of requests, validators once in five blocks", async () => {
    for (let number = 1; number < 20; number += 1) await room.keys.createHotkey(wallet.walletId, `h${number}`);
    await settle((await prepare(SIGNALS)).planId);
    const { rpc } = room.chain.live();
    await room.registration.mine();
    const before = rpc.counters().requests;
    expect(await room.registration.mine()).toHaveLength(1);
    expect(rpc.counters().requests - before).toBeLessThanOrEqual(3);

    await room.validators.validatorsFor(SIGNALS);
    const beforeRows = rpc.counters().requests;
    const rows = await room.validators.validatorsFor(SIGNALS);
    expect(rpc.counters().requests).toBe(beforeRows);
    expect(rows.filter(({ permit }) => permit).length).toBeGreaterThanOrEqual(4);
    practice.seal(5);
    await seen();
    await room.validators.validatorsFor(SIGNALS);
    expect(rpc.counters().requests).toBeGreaterThan(beforeRows);
  });

  it("falls back to burned_register, with a warning, where the node has no price ceiling", async () => {
    await room.close();
    await practice.stop();
    const pallets = parts.pallets.map((pallet) => {
      if (pallet.name !== "SubtensorModule") return pallet;
      const { register_limit: _, ...calls } = pallet.calls ?? {};
      return { ...pallet, calls };
    });
    await open({ parts: { ...parts, pallets } });
    expect((await room.registration.price(SIGNALS)).call).toBe("burned_register");
    const plan = await prepare(SIGNALS);
    expect(plan.call.method).toBe("burned_register");
    expect(plan.warnings).toContainEqual(expect.stringContaining("no price ceiling"));
    expect(await settle(plan.planId)).toMatchObject({ state: "finalized" });
  });
});
