import { Keyring } from "@polkadot/api";
import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { practiceValidatorHotkey } from "#main/practice/genesis/keys.ts";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { type Hex, toHex } from "#main/practice/scale/index.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, dataOf, type PracticeUser } from "#test/support/practice-user.ts";

const NETUID = 8;
const τ = 1_000_000_000n;

let chain: PracticeChain;
let user: PracticeUser;
let validators: KeyringPair[];

beforeAll(async () => {
  chain = await startPracticeChain({ firstBlocks: 30 });
  user = await connectUser(chain);
  const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });
  const keys = await Promise.all([0, 1, 2, 3].map((index) => practiceValidatorHotkey(NETUID, index)));
  validators = keys.map(({ publicKey, secretKey }) => keyring.addFromPair({ publicKey, secretKey }));
});

afterAll(async () => {
  await user.disconnect();
  await chain.stop();
});

const here = () => chain.node.readContext(chain.node.head().number);
const setWeights = (who: KeyringPair, uids: number[], weights: number[], version = 0) =>
  user.send(user.api.tx.subtensorModule?.setWeights?.(NETUID, uids, weights, version) as never, who);
const sealToEpoch = (): void => {
  const last = store.LastEpochBlock.get(here(), NETUID);
  while (store.LastEpochBlock.get(here(), NETUID) === last) chain.seal();
};

describe("set_weights", () => {
  it("is free, is scaled to its largest and marks the update", async () => {
    const outcome = await setWeights(validators[0] as KeyringPair, [4, 5], [50, 100]);
    expect([outcome.error, outcome.feeRao]).toEqual([null, 0n]);
    expect(dataOf(outcome, "subtensorModule.WeightsSet")).toEqual(["8", "0"]);
    expect(store.Weights.get(here(), NETUID, 0)).toEqual([
      [4, 32_768],
      [5, 65_535],
    ]);
    expect(store.LastUpdate.get(here(), NETUID)[0]).toBe(BigInt(chain.node.head().number));
  });

  it("is refused too soon, without stake, without permit and for wrong lists", async () => {
    await expect(setWeights(validators[0] as KeyringPair, [4], [1])).rejects.toThrow("Custom error: 6");
    await expect(setWeights(user.key("//Alice"), [4], [1])).rejects.toThrow("Custom error: 1");
    const second = validators[1] as KeyringPair;
    chain.seal(10);
    expect((await setWeights(second, [4, 5], [1])).error).toBe("subtensorModule.WeightVecNotEqualSize");
    expect((await setWeights(second, [4, 4], [1, 1])).error).toBe("subtensorModule.DuplicateUids");
    expect((await setWeights(second, [4, 500], [1, 1])).error).toBe("subtensorModule.UidVecContainInvalidOne");
    chain.node.privileged((ctx) => store.ValidatorPermit.mutate(ctx, NETUID, (permits) => permits.with(1, false)));
    expect((await setWeights(second, [4, 5], [1, 1])).error).toBe("subtensorModule.NeuronNoValidatorPermit");
    chain.node.privileged((ctx) => store.ValidatorPermit.mutate(ctx, NETUID, (permits) => permits.with(1, true)));
    chain.node.privileged((ctx) => store.CommitRevealWeightsEnabled.put(ctx, NETUID, true));
    expect((await setWeights(second, [4, 5], [1, 1])).error).toBe("subtensorModule.CommitRevealEnabled");
    chain.node.privileged((ctx) => store.CommitRevealWeightsEnabled.put(ctx, NETUID, false));
  });
});

describe("epochs", () => {
  it("pay the miner whom all validators name, and nobody else", async () => {
    chain.seal(10);
    const target = 30;
    for (const validator of validators) expect((await setWeights(validator, [target], [1])).error).toBeNull();
    const hotkey = store.Keys.get(here(), NETUID, target);
    const before = store.TotalHotkeyAlpha.get(here(), hotkey, NETUID);
    sealToEpoch();
    const emissions = store.Emission.get(here(), NETUID);
    expect(store.Incentive.get(here(), NETUID)[target]).toBe(65_535);
    expect(emissions.slice(4).filter((emission) => emission > 0n)).toHaveLength(1);
    expect(store.TotalHotkeyAlpha.get(here(), hotkey, NETUID) - before).toBe(emissions[target]);
    // 20 blocks of one alpha, less the owner's 18 %, half of it for miners.
    expect((emissions[target] ?? 0n) / (τ / 10n)).toBe(82n);
    expect(store.ValidatorPermit.get(here(), NETUID).filter(Boolean)).toHaveLength(4);
  });

  it("share dividends by stake and come every tempo", () => {
    const dividends = store.Dividends.get(here(), NETUID).slice(0, 4);
    expect(dividends).toEqual([...dividends].sort((a, b) => b - a));
    expect(dividends.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(65_500);
    const first = store.LastEpochBlock.get(here(), NETUID);
    sealToEpoch();
    expect(store.LastEpochBlock.get(here(), NETUID) - first).toBe(20n);
  });

  it("leave the price where it was while they fill the pool", async () => {
    const price = async () => (await user.api.call.swapRuntimeApi?.currentAlphaPrice?.(NETUID))?.toString();
    const before = await price();
    const reserve = store.SubnetTAO.get(here(), NETUID);
    chain.seal(25);
    expect(await price()).toBe(before);
    expect(store.SubnetTAO.get(here(), NETUID)).toBeGreaterThan(reserve);
  });

  it("tell when the next one comes, and what the neurons earned", async () => {
    const next = await user.api.call.subnetInfoRuntimeApi?.getNextEpochStartBlock?.(NETUID);
    expect(next?.toString()).toBe(String(store.LastEpochBlock.get(here(), NETUID) + 20n));
    // biome-ignore lint/suspicious/noExplicitAny: answers of an unknown chain
    const lite = (await user.api.call.neuronInfoRuntimeApi?.getNeuronsLite?.(NETUID)) as any;
    const owned = store.Keys.get(here(), NETUID, 30) as Hex;
    expect([toHex(lite[30].hotkey.toU8a()), lite[30].emission.toBigInt()]).toEqual([
      owned,
      store.Emission.get(here(), NETUID)[30],
    ]);
  });
});
