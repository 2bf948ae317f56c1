import { afterEach, expect, it } from "vitest";
import { createAccountIfNew } from "#main/practice/pallets/subtensor/hotkeys.ts";
import { replaceNeuron } from "#main/practice/pallets/subtensor/neurons.ts";
import { changeStake } from "#main/practice/pallets/subtensor/positions.ts";
import { streams } from "#src/contract/index.ts";
import { type AppRoom, openAppRoom } from "#test/support/app-room.ts";

const ALPHA = 1_000_000_000n;
const HOTKEYS = 20;
const NETUIDS = [1, 3, 8];

let room: AppRoom;
afterEach(() => room.close());

/** Twenty hotkeys, each a neuron with stake, on three subnets. */
async function withNeurons(): Promise<void> {
  const { keys } = room.app.services;
  for (let number = 1; number < HOTKEYS; number += 1) await keys.createHotkey(room.wallet.walletId, `h${number}`);
  const coldkey = room.account(room.wallet.address);
  room.practice.act((ctx) => {
    for (const [at, { address }] of keys.get(room.wallet.walletId).hotkeys.entries()) {
      const who = room.account(address);
      const netuid = NETUIDS[at % 3] as number;
      createAccountIfNew(ctx, coldkey, who);
      replaceNeuron(ctx, netuid, 6 + Math.floor(at / 3), who);
      changeStake(ctx, who, coldkey, netuid, ALPHA);
    }
  });
  await room.seal(2);
}

it("a new head costs at most three requests with every stream heard, neurons, stake, an order that waits and history", async () => {
  room = await openAppRoom();
  await withNeurons();
  await room.app.services.keys.createHotkey(room.wallet.walletId, "waits");
  const { burnRao } = await room.get("registration.price", { netuid: 8 });
  const ceilingRao = (BigInt(burnRao) / 2n).toString();
  const wish = { netuid: 8, walletId: room.wallet.walletId, hotkeyName: "waits", ceilingRao };
  const order = await room.get("registration.prepareOrder", wish);
  await room.get("registration.placeOrder", { planId: order.planId });

  const heard = new Map<string, number>();
  for (const name of streams.keys()) {
    room.app.events.subscribe(name, () => heard.set(name, (heard.get(name) ?? 0) + 1));
  }
  // What pages ask once when they are opened.
  await room.get("subnets.list", {});
  await room.get("neurons.overview", {});
  await room.get("portfolio.get", {});
  await room.get("history.list", {});
  const { rpc } = room.app.services.chain.live();
  const costs: number[] = [];
  for (let block = 0; block < 40; block += 1) {
    const before = rpc.counters().requests;
    await room.seal();
    // What the head set off is sent by the time other answers are back.
    for (let turn = 0; turn < 3; turn += 1) await rpc.send("system_chain");
    costs.push(rpc.counters().requests - before - 3);
  }
  const mean = costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  expect(mean).toBeLessThanOrEqual(3);
  for (const name of ["network.changed", "subnets.changed", "neurons.changed"])
    expect(heard.get(name)).toBeGreaterThan(1);
});
