import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { changeStake } from "#main/practice/pallets/subtensor/positions.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { StakingOrder } from "#src/contract/staking.ts";
import { openChainRoom } from "#test/support/chain-room.ts";
import { createCuttableProxy } from "#test/support/cuttable-proxy.ts";
import { startPracticeChain } from "#test/support/practice-chain.ts";
import { quantile, tenth } from "./support/statistics.ts";

const RUNS = 200;
/** Quotes over a slow wire, and how much later each answer of the node comes there. */
const SLOW_RUNS = 40;
const SLOW_MS = 60;
const NETUID = 8;
const OTHER = 3;
const TAO = 1_000_000_000n;

/**
 * Quotes on the practice node, each for another amount: requests a quote, median and 95th percentile over loopback; and over a
 * wire whose answers come 60 ms later, what a quote takes beyond that one round trip.
 */
export async function run(): Promise<object> {
  const practice = await startPracticeChain({ firstBlocks: 110 });
  const proxy = await createCuttableProxy(practice.port);
  const room = await openChainRoom({ url: proxy.url });
  try {
    await room.chain.whenOnline(30_000);
    const wallet = await room.keys.createPractice("bench", "h0");
    const hotkey = encodeAddress((await practiceValidatorHotkey(NETUID, 0)).publicKey);
    const key = (address: string) => toHex(decodeAddress(address).accountId);
    practice.fund(wallet.address, 1_000n * TAO);
    practice.act((ctx) => changeStake(ctx, key(hotkey), key(wallet.address), NETUID, 1_000n * TAO));
    await room.until(({ block }) => block === practice.node.head().number);
    const { rpc } = room.chain.live();
    const guard = { protect: true, tolerancePpm: 5_000, allowPartial: true, limitPriceRao: null };

    const cost = async (orderOf: (amount: string) => StakingOrder) => {
      const ask = (round: number) =>
        room.staking.quote({
          coldkey: wallet.address,
          order: orderOf((TAO + BigInt(round) * 1_000_003n).toString()),
          guard,
          curvePoints: 24,
        });
      await ask(RUNS);
      const before = rpc.counters().requests;
      const timesOf = async (runs: number): Promise<number[]> => {
        const times: number[] = [];
        for (let round = 0; round < runs; round += 1) {
          const began = performance.now();
          await ask(round);
          times.push(performance.now() - began);
        }
        return times;
      };
      const times = await timesOf(RUNS);
      const requests = tenth((rpc.counters().requests - before) / RUNS);
      proxy.delay(SLOW_MS);
      const slow = (await timesOf(SLOW_RUNS)).map((ms) => ms - SLOW_MS);
      proxy.delay(0);
      return {
        requests,
        p50Ms: tenth(quantile(times, 0.5)),
        p95Ms: tenth(quantile(times, 0.95)),
        beyondRoundTripP50Ms: tenth(quantile(slow, 0.5)),
        beyondRoundTripP95Ms: tenth(quantile(slow, 0.95)),
      };
    };
    return {
      stake: await cost((amountRao) => ({ operation: "stake", netuid: NETUID, hotkey, amountRao })),
      unstake: await cost((alphaRao) => ({ operation: "unstake", netuid: NETUID, hotkey, alphaRao })),
      move: await cost((alphaRao) => ({
        operation: "move",
        netuid: NETUID,
        toNetuid: OTHER,
        hotkey,
        toHotkey: hotkey,
        alphaRao,
      })),
      swap: await cost((alphaRao) => ({ operation: "swap", netuid: NETUID, toNetuid: OTHER, hotkey, alphaRao })),
    };
  } finally {
    await room.close();
    await proxy.close();
    await practice.stop();
  }
}
