import { afterEach, describe, expect, it } from "vitest";
import { changeStake } from "#main/practice/pallets/subtensor/positions.ts";
import { Burn } from "#main/practice/pallets/subtensor/storage/index.ts";
import type { RuntimeParts } from "#main/practice/practice-runtime.ts";
import { procedures } from "#src/contract/index.ts";
import { type AppRoom, openAppRoom } from "#test/support/app-room.ts";
import {
  LACKING_AT_300,
  LACKING_BEFORE,
  partsAnsweringBytes,
  partsOfNewer,
  partsWithout,
} from "#test/support/older-runtime.ts";
import { sampleInput } from "#test/support/sample-input.ts";

const ALPHA = 1_000_000_000n;
const SMALL = 1;

/** What pages ask of the chain, all of it. Each must answer on every runtime, or refuse with what is lacking. */
const PAGES = [
  "network.status",
  "network.capabilities",
  "wallet.list",
  "subnets.list",
  "subnets.neurons",
  "subnets.hyperparameters",
  "registration.price",
  "registration.forecast",
  "registration.status",
  "registration.mine",
  "registration.lost",
  "neurons.overview",
  "neurons.status",
  "neurons.axon",
  "portfolio.get",
  "portfolio.history",
  "history.list",
  "staking.positions",
] as const;

const closing: AppRoom[] = [];
afterEach(async () => {
  for (const room of closing.splice(0)) await room.close();
});

/** An app with a neuron and stake on a subnet. */
async function openWithNeuron(parts?: RuntimeParts): Promise<AppRoom> {
  const room = await openAppRoom(parts ? { parts } : {});
  closing.push(room);
  const { wallet } = room;
  const plan = await room.get("registration.prepare", {
    netuid: SMALL,
    walletId: wallet.walletId,
    hotkeyName: "default",
  });
  expect(await room.send(plan.planId)).toMatchObject({ state: "finalized", error: null });
  const hotkey = room.account(wallet.hotkeys[0]?.address ?? "");
  room.practice.act((ctx) => changeStake(ctx, hotkey, room.account(wallet.address), SMALL, 40n * ALPHA));
  await room.seal(3);
  return room;
}

/** Asks everything that only reads, as pages would, and gives what each answered: `ok`, or the code of the refusal. */
async function askEverything({ ask, wallet }: AppRoom): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const known: Record<string, unknown> = {
    netuid: SMALL,
    walletId: wallet.walletId,
    hotkeyName: "default",
    hotkey: wallet.hotkeys[0]?.address,
    coldkey: wallet.address,
    address: wallet.address,
    targetRao: "300000000",
    amountRao: "1000000000",
    ceilingRao: "90000000000",
  };
  for (const [name, { risk, input }] of procedures) {
    if (risk !== "read") continue;
    const sample = sampleInput(input) as Record<string, unknown>;
    for (const field of Object.keys(sample)) if (field in known) sample[field] = known[field];
    const result = await ask(name, sample as never);
    answers.set(name, result.ok ? "ok" : result.error.code);
    if (!result.ok) expect([name, result.error]).toMatchObject([name, { hint: expect.stringMatching(/\S/) }]);
  }
  return answers;
}

const refusedOf = (answers: ReadonlyMap<string, string>, code: string): string[] =>
  [...answers].filter(([, answer]) => answer === code).map(([name]) => name);

const close = (a: string | null | undefined, b: string | null | undefined, rao: bigint): boolean => {
  const away = BigInt(a ?? 0) - BigInt(b ?? 0);
  return away <= rao && away >= -rao;
};

describe.each([
  ["a runtime of spec 300", LACKING_AT_300],
  ["a runtime that has built in what later ones store", LACKING_BEFORE],
])("%s", (_title, cut) => {
  it("answers every page, and refuses only what it cannot know", async () => {
    const room = await openWithNeuron(partsWithout(cut));
    const answers = await askEverything(room);
    expect(refusedOf(answers, "INTERNAL_ERROR")).toEqual([]);
    for (const page of PAGES) expect([page, answers.get(page)]).toEqual([page, "ok"]);
    expect(answers.get("subnets.impact")).toBe("NETWORK_LACKS_CAPABILITY");
    const { features } = await room.get("network.capabilities", {});
    expect(features.find(({ id }) => id === "swap-simulation")).toMatchObject({ state: "missing" });
    const hotkey = room.wallet.hotkeys[0]?.address ?? "";
    const stake = { operation: "stake" as const, netuid: SMALL, hotkey, amountRao: "1000000000" };
    expect(await room.ask("staking.quote", { coldkey: room.wallet.address, order: stake })).toMatchObject({
      ok: false,
      error: { code: "NETWORK_LACKS_CAPABILITY", message: expect.stringContaining("sim_swap") },
    });
    const order = { netuid: 8, walletId: room.wallet.walletId, hotkeyName: "default", ceilingRao: "90000000000" };
    expect(await room.ask("registration.prepareOrder", order)).toMatchObject({
      ok: false,
      error: { code: "NETWORK_LACKS_CAPABILITY", hint: expect.any(String) },
    });
  });

  it("shows the numbers that a full node shows, from other places", async () => {
    const [older, full] = [await openWithNeuron(partsWithout(cut)), await openWithNeuron()];
    const balanceOf = async ({ app }: AppRoom) => (await app.services.balances.mine())[0];
    const [oldBalance, balance] = [await balanceOf(older), await balanceOf(full)];
    expect(balance?.stakedRao).not.toBe("0");
    expect(close(oldBalance?.stakedRao, balance?.stakedRao, 100n)).toBe(true);

    const [oldBook, book] = [await older.get("portfolio.get", {}), await full.get("portfolio.get", {})];
    expect(close(oldBook.totals.subnetsSpotRao, book.totals.subnetsSpotRao, 100n)).toBe(true);
    expect(book.totals.subnetsExitRao).not.toBeNull();
    // What a sale brings is not known there, and a sum without it would be a wrong one.
    expect(oldBook.totals).toMatchObject({ subnetsExitRao: null, totalExitRao: null });

    const [oldSubnet] = (await older.get("neurons.overview", {})).subnets;
    const [subnet] = (await full.get("neurons.overview", {})).subnets;
    expect(close(oldSubnet?.priceRaoPerAlpha, subnet?.priceRaoPerAlpha, 1n)).toBe(true);
    expect(oldSubnet?.neurons[0]).toMatchObject({
      uid: subnet?.neurons[0]?.uid,
      stakeAlphaRao: subnet?.neurons[0]?.stakeAlphaRao,
      survival: { registrationsAway: subnet?.neurons[0]?.survival?.registrationsAway },
    });
    const plain = (rows: Awaited<ReturnType<typeof older.app.services.subnets.neurons>>) =>
      rows.map(({ uid, incentive, consensus, emissionAlphaRao, registeredAtBlock, stakeAlphaRao }) => [
        uid,
        incentive,
        consensus,
        emissionAlphaRao,
        registeredAtBlock,
        stakeAlphaRao,
      ]);
    expect(plain(await older.get("subnets.neurons", { netuid: 8 }))).toEqual(
      plain(await full.get("subnets.neurons", { netuid: 8 })),
    );
  });

  it("says that how the registration price moves is not known, instead of a flat line", async () => {
    const room = await openWithNeuron(partsWithout(cut));
    const price = await room.get("registration.price", { netuid: 8 });
    expect(price).toMatchObject({ halfLifeBlocks: null, increaseFactor: null, forecast: [], call: "burned_register" });
    const target = (BigInt(price.burnRao) - 1n).toString();
    const forecast = await room.get("registration.forecast", { netuid: 8, targetRao: target });
    expect(forecast).toMatchObject({ blocks: null, known: false });
    expect(forecast.sentence).toContain("not known");
  });
});

describe("a runtime that answers with bytes of unknown meaning where stake is asked for", () => {
  it("refuses positions with the reason, and shows no stake as if there were none", async () => {
    const room = await openWithNeuron(
      partsAnsweringBytes([
        "StakeInfoRuntimeApi.get_stake_info_for_coldkeys",
        "StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid",
      ]),
    );
    const answers = await askEverything(room);
    expect(refusedOf(answers, "INTERNAL_ERROR")).toEqual([]);
    expect(refusedOf(answers, "NETWORK_REPLY_BROKEN")).toEqual([]);
    expect(await room.ask("staking.positions", {})).toMatchObject({
      ok: false,
      error: { code: "NETWORK_LACKS_CAPABILITY", message: expect.stringContaining("plain bytes") },
    });
    expect(await room.ask("portfolio.get", {})).toMatchObject({ error: { code: "NETWORK_LACKS_CAPABILITY" } });
    const [balance] = await room.app.services.balances.mine();
    expect(balance).toMatchObject({ stakedRao: null, totalRao: null, freeRao: expect.stringMatching(/^[1-9]/) });
    const { features } = await room.get("network.capabilities", {});
    expect(features.find(({ id }) => id === "balances")).toMatchObject({
      state: "reduced",
      reason: expect.stringContaining("get_stake_info_for_coldkeys"),
    });
  });
});

describe("a runtime of later times", () => {
  it("answers every page, with takes of another type and calls that are gone", async () => {
    const room = await openWithNeuron(partsOfNewer());
    const answers = await askEverything(room);
    expect(refusedOf(answers, "INTERNAL_ERROR")).toEqual([]);
    for (const page of PAGES) expect([page, answers.get(page)]).toEqual([page, "ok"]);
    expect(answers.get("subnets.impact")).toBe("ok");
  });

  it("goes on answering every page when the runtime is upgraded under it, and names moved errors rightly", async () => {
    const room = await openWithNeuron();
    const before = await room.get("neurons.overview", {});
    const online = (spec: number) =>
      new Promise<void>((resolve) => {
        const stop = room.app.events.subscribe("network.changed", ({ payload }) => {
          if (payload.specVersion !== spec) return;
          queueMicrotask(() => stop());
          resolve();
        });
      });
    const upgraded = online(425);
    room.practice.node.upgrade();
    room.practice.seal(2);
    await upgraded;
    const answers = await askEverything(room);
    expect(refusedOf(answers, "INTERNAL_ERROR")).toEqual([]);
    for (const page of PAGES) expect([page, answers.get(page)]).toEqual([page, "ok"]);
    const after = await room.get("neurons.overview", {});
    expect(after.subnets[0]?.neurons[0]?.uid).toBe(before.subnets[0]?.neurons[0]?.uid);

    // The price rises between plan and block: the chain's refusal has another number than before the upgrade.
    const { walletId } = room.wallet;
    const price = await room.get("registration.price", { netuid: 8 });
    const plan = await room.get("registration.prepare", {
      netuid: 8,
      walletId,
      hotkeyName: "default",
      ceilingRao: price.burnRao,
    });
    room.practice.node.privileged((ctx) => Burn.put(ctx, 8, BigInt(price.burnRao) * 2n));
    expect(await room.send(plan.planId)).toMatchObject({
      state: "failed",
      error: { name: "SubtensorModule.RegistrationPriceLimitExceeded" },
    });
  });
});
