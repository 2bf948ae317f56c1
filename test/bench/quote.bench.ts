import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import { changeStake } from "#main/practice/pallets/subtensor/positions.ts";
import { toHex } from "#main/practice/scale/index.ts";
import { decodeAddress, encodeAddress } from "#src/address/ss58.ts";
import type { StakingOrder } from "#src/contract/staking.ts";
import { openChainRoom } from "#test/support/chain-room.ts";
import { startPracticeChain } from "#test/support/practice-chain.ts";
import { quantile, tenth } from "./support/statistics.ts";

const RUNS = 200;
const NETUID = 8;
const OTHER = 3;
const TAO = 1_000_000_000n;

/** Quotes on the practice node over loopback, each for another amount: requests a quote, median, 95th percentile. */
export async function run(): Promise<object> {
  const practice = await startPracticeChain({ firstBlocks: 110 });
  const room = await openChainRoom({ url: practice.url });
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
      const times: number[] = [];
      for (let round = 0; round < RUNS; round += 1) {
        const began = performance.now();
        await ask(round);
        times.push(performance.now() - began);
      }
      return {
        requests: tenth((rpc.counters().requests - before) / RUNS),
        p50Ms: tenth(quantile(times, 0.5)),
        p95Ms: tenth(quantile(times, 0.95)),
      };
    };
    return {
      stake: await cost((amountRao) => ({ operation: "stake", netuid: NETUID, hotkey, amountRao })),
      unstake: await cost((alphaRao) => ({ operation: "unstake", netuid: NETUID, hotkey, alphaRao })),
      swap: await cost((alphaRao) => ({ operation: "swap", netuid: NETUID, toNetuid: OTHER, hotkey, alphaRao })),
    };
  } finally {
    await room.close();
    await practice.stop();
  }
}
