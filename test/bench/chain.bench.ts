import { storageItem } from "#main/chain/lookup.ts";
import { createAccountIfNew } from "#main/practice/pallets/subtensor/hotkeys.ts";
import { replaceNeuron } from "#main/practice/pallets/subtensor/neurons.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { openChainRoom } from "#test/support/chain-room.ts";
import { startPracticeChain } from "#test/support/practice-chain.ts";
import { quantile, tenth } from "./support/statistics.ts";

const HOTKEYS = 20;
const NETUIDS = [1, 3, 8];
const RUNS = 9;
const COLUMNS = [
  "Active",
  "Consensus",
  "Incentive",
  "Dividends",
  "Emission",
  "ValidatorTrust",
  "ValidatorPermit",
  "LastUpdate",
  "Tempo",
];

interface Cost {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly p50Ms: number;
}

/**
 * What reads cost on the practice node over loopback: requests, bytes and time of each thing a page shows, and of
 * twenty hotkeys on three subnets against a plain loop of single queries.
 */
export async function run(): Promise<object> {
  const practice = await startPracticeChain({ firstBlocks: 110 });
  const startedAt = performance.now();
  const room = await openChainRoom({ url: practice.url });
  try {
    await room.chain.whenOnline(30_000);
    const connectMs = tenth(performance.now() - startedAt);
    const wallet = await room.keys.createPractice("bench", "h0");
    for (let number = 1; number < HOTKEYS; number += 1) await room.keys.createHotkey(wallet.walletId, `h${number}`);
    const hotkeys = room.keys.get(wallet.walletId).hotkeys.map(({ address }) => address);

    // Every hotkey a neuron, a third of them on each subnet.
    const coldkey = toHex(decodeAddress(wallet.address).accountId);
    practice.act((ctx) => {
      for (const [at, hotkey] of hotkeys.entries()) {
        const who = toHex(decodeAddress(hotkey).accountId);
        createAccountIfNew(ctx, coldkey, who);
        replaceNeuron(ctx, NETUIDS[at % 3] as number, 6 + Math.floor(at / 3), who);
      }
    });
    await room.until((status) => status.block === practice.node.head().number);

    const { rpc, api } = room.chain.live();
    const cost = async (work: () => Promise<unknown>): Promise<Cost> => {
      await work();
      const times: number[] = [];
      const before = rpc.counters();
      for (let round = 0; round < RUNS; round += 1) {
        const began = performance.now();
        await work();
        times.push(performance.now() - began);
      }
      const after = rpc.counters();
      const each = (key: keyof typeof after): number => Math.round((after[key] - before[key]) / RUNS);
      return {
        requests: each("requests"),
        bytesSent: each("bytesSent"),
        bytesReceived: each("bytesReceived"),
        p50Ms: tenth(quantile(times, 0.5)),
      };
    };
    const uids = storageItem(api, "SubtensorModule", "Uids");
    const plainLoop = async (): Promise<void> => {
      for (const netuid of NETUIDS) for (const hotkey of hotkeys) await uids(netuid, hotkey);
    };

    const item = (name: string) => storageItem(api, "SubtensorModule", name);
    /** The overview's columns, one query each, as a first draft would ask for them. */
    const overviewLoop = async (): Promise<void> => {
      for (const netuid of NETUIDS) {
        for (const hotkey of hotkeys) {
          if ((await uids(netuid, hotkey)).isEmpty) continue;
          for (const name of COLUMNS) await item(name)(netuid);
          await item("Axons")(netuid, hotkey);
          await item("TotalHotkeyAlpha")(hotkey, netuid);
        }
      }
    };

    const reads = {
      subnets: await cost(() => room.subnets.list()),
      hyperparameters: await cost(() => room.subnets.hyperparameters(8)),
      priceImpact: await cost(() => room.subnets.impact(8)),
      metagraph64: await cost(() => room.subnets.neurons(8)),
      registrationPrice: await cost(() => room.registration.price(8)),
      twentyHotkeysThreeSubnets: await cost(() => room.registration.mine()),
      twentyHotkeysPlainLoop: await cost(plainLoop),
      overviewTwentyHotkeys: await cost(() => room.neurons.overview()),
      overviewPlainLoop: await cost(overviewLoop),
      balance: await cost(() => room.balances.of(wallet.address)),
    };

    const quietBefore = rpc.counters().requests;
    const heads = 20;
    for (let block = 0; block < heads; block += 1) {
      practice.seal();
      await room.until((status) => status.block === practice.node.head().number);
    }
    await room.registration.mine();
    return { connectMs, reads, requestsPerHead: tenth((rpc.counters().requests - quietBefore) / heads) };
  } finally {
    await room.close();
    await practice.stop();
  }
}
