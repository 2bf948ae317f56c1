import type { KeyringPair } from "@polkadot/keyring/types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { burnParameters } from "#main/practice/pallets/subtensor/burn.ts";
import { pruningInput } from "#main/practice/pallets/subtensor/neurons.ts";
import { Burn, Keys, MaxAllowedUids, SubnetworkN, Uids } from "#main/practice/pallets/subtensor/storage/index.ts";
import { neuronToPrune, pruningOrder } from "#src/neurons/pruning.ts";
import { bumpBurn, decayBurn } from "#src/registration/burn-price.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";
import { connectUser, dataOf, type Outcome, type PracticeUser } from "#test/support/practice-user.ts";

const NETUID = 8;
const τ = 1_000_000_000n;

let chain: PracticeChain;
let user: PracticeUser;
let alice: KeyringPair;
let hotkeys = 0;

beforeAll(async () => {
  chain = await startPracticeChain({ firstBlocks: 110 });
  user = await connectUser(chain);
  alice = user.key("//Alice");
});

afterAll(async () => {
  await user.disconnect();
  await chain.stop();
});

const newHotkey = (): string => user.key(`//registration//${hotkeys++}`).address;
const here = () => chain.node.readContext(chain.node.head().number);
const burn = (): bigint => Burn.get(here(), NETUID);
/** The price that the next block will ask. */
const nextBurn = (): bigint => decayBurn(burn(), burnParameters(here(), NETUID));
const calls = () => user.api.tx.subtensorModule as NonNullable<typeof user.api.tx.subtensorModule>;
const registerLimit = (hotkey: string, limitRao: bigint, netuid = NETUID): Promise<Outcome> =>
  user.send(calls().registerLimit?.(netuid, hotkey, limitRao) as never, alice);
const free = async (address: string): Promise<bigint> => {
  // biome-ignore lint/suspicious/noExplicitAny: storage of an unknown chain
  const account = (await user.api.query.system?.account?.(address)) as any;
  return account.data.free.toBigInt();
};

describe("register_limit", () => {
  it("refuses one rao below the price and takes nothing but the fee", async () => {
    const before = await free(alice.address);
    const outcome = await registerLimit(newHotkey(), nextBurn() - 1n);
    expect(outcome.error).toBe("subtensorModule.RegistrationPriceLimitExceeded");
    expect(await free(alice.address)).toBe(before - outcome.feeRao);
  });

  it("registers at exactly the ceiling, burns the price and raises it", async () => {
    const price = nextBurn();
    const parameters = burnParameters(here(), NETUID);
    const predicted = neuronToPrune({ ...pruningInput(here(), NETUID), atBlock: chain.node.head().number + 1 });
    const before = await free(alice.address);
    const hotkey = newHotkey();
    const outcome = await registerLimit(hotkey, price);
    expect(outcome.error).toBeNull();
    expect(await free(alice.address)).toBe(before - price - outcome.feeRao);
    expect(dataOf(outcome, "subtensorModule.NeuronRegistered")).toEqual(["8", String(predicted?.uid), hotkey]);
    expect(burn()).toBe(bumpBurn(price, parameters));
    expect(Keys.get(here(), NETUID, predicted?.uid ?? -1)).not.toBe(predicted?.hotkey);
    expect(Uids.get(here(), NETUID, predicted?.hotkey as never)).toBeUndefined();
  });

  it("replaces whom the rule predicts, registration after registration", async () => {
    const order = pruningOrder({ ...pruningInput(here(), NETUID), atBlock: chain.node.head().number + 1 });
    const expected = order.slice(0, 4).map((choice) => String(choice.uid));
    const replaced: (string | undefined)[] = [];
    for (let count = 0; count < expected.length; count += 1) {
      const outcome = await registerLimit(newHotkey(), 100n * τ);
      replaced.push(dataOf(outcome, "subtensorModule.NeuronRegistered")[1]);
    }
    expect(replaced).toEqual(expected);
    expect(SubnetworkN.get(here(), NETUID)).toBe(MaxAllowedUids.get(here(), NETUID));
  });

  it("charges the second registration of a block the raised price", async () => {
    const price = nextBurn();
    const raised = bumpBurn(price, burnParameters(here(), NETUID));
    const before = await free(alice.address);
    const both = user.api.tx.utility?.batchAll?.([
      calls().burnedRegister?.(NETUID, newHotkey()) as never,
      calls().registerLimit?.(NETUID, newHotkey(), raised) as never,
    ]);
    const outcome = await user.send(both as never, alice);
    expect(outcome.error).toBeNull();
    expect(await free(alice.address)).toBe(before - price - raised - outcome.feeRao);
  });

  it("falls every block by the exact step", () => {
    const parameters = burnParameters(here(), NETUID);
    let expected = burn();
    for (let block = 0; block < 5; block += 1) {
      expected = decayBurn(expected, parameters);
      chain.seal();
      expect(burn()).toBe(expected);
    }
  });
});

describe("refusals by name", () => {
  it("names what is wrong", async () => {
    const hotkey = newHotkey();
    expect((await registerLimit(hotkey, 100n * τ)).error).toBeNull();
    expect((await registerLimit(hotkey, 100n * τ)).error).toBe("subtensorModule.HotKeyAlreadyRegisteredInSubNet");
    expect((await registerLimit(newHotkey(), 100n * τ, 0)).error).toBe(
      "subtensorModule.RegistrationNotPermittedOnRootSubnet",
    );
    expect((await registerLimit(newHotkey(), 100n * τ, 99)).error).toBe("subtensorModule.SubnetNotExists");

    const bob = user.key("//Bob");
    const foreign = await user.send(calls().registerLimit?.(1, hotkey, 100n * τ) as never, bob);
    expect(foreign.error).toBe("subtensorModule.NonAssociatedColdKey");

    const poor = user.key("//poor");
    chain.fund(poor.address, τ / 10n);
    const broke = await user.send(calls().registerLimit?.(NETUID, newHotkey(), 100n * τ) as never, poor);
    expect(broke.error).toBe("subtensorModule.NotEnoughBalanceToStake");

    const subnet = (await user.api.call.subnetInfoRuntimeApi?.getSubnetAccountId?.(NETUID))?.toString();
    expect((await registerLimit(subnet ?? "", 100n * τ)).error).toBe("subtensorModule.CannotUseSystemAccount");
  });

  it("numbers its errors otherwise than the live chain", () => {
    const error = user.api.errors.subtensorModule?.RegistrationPriceLimitExceeded;
    expect(error?.meta.index.toNumber()).not.toBe(134);
  });
});

describe("try_associate_hotkey", () => {
  it("ties a new hotkey to the signer and leaves an owned one alone", async () => {
    const hotkey = newHotkey();
    const associate = () => calls().tryAssociateHotkey?.(hotkey) as never;
    expect((await user.send(associate(), alice)).error).toBeNull();
    expect((await user.send(associate(), user.key("//Bob"))).error).toBeNull();
    const owner = await user.api.query.subtensorModule?.owner?.(hotkey);
    expect(owner?.toString()).toBe(alice.address);
  });
});

describe("serve_axon", () => {
  const serve = (hotkey: KeyringPair, ip: bigint, port: number, ipType = 4) =>
    user.send(calls().serveAxon?.(NETUID, 1, ip, port, ipType, 4, 0, 0) as never, hotkey);

  it("is free for a registered hotkey and told by the metagraph", async () => {
    const hotkey = user.key("//axon");
    expect((await registerLimit(hotkey.address, 100n * τ)).error).toBeNull();
    const outcome = await serve(hotkey, 0xcb00_7105n, 8_091);
    expect(outcome.error).toBeNull();
    expect(outcome.feeRao).toBe(0n);
    expect(dataOf(outcome, "subtensorModule.AxonServed")).toEqual(["8", hotkey.address]);
    const uid = Uids.get(here(), NETUID, `0x${Buffer.from(hotkey.publicKey).toString("hex")}`) as number;
    // biome-ignore lint/suspicious/noExplicitAny: answers of an unknown chain
    const answer = (await user.api.call.subnetInfoRuntimeApi?.getSelectiveMetagraph?.(NETUID, [0, 52, 55])) as any;
    const { axons, hotkeys: all } = answer.unwrap();
    expect(all.unwrap()[uid].toString()).toBe(hotkey.address);
    expect([axons.unwrap()[uid].ip.toString(), axons.unwrap()[uid].port.toNumber()]).toEqual(["3405803781", 8_091]);
  });

  it("is refused by the pool for bad endpoints, too early and unregistered keys", async () => {
    const hotkey = user.key("//axon");
    await expect(serve(hotkey, 0x0808_0808n, 8_092)).rejects.toThrow("Custom error: 12");
    chain.seal(10);
    await expect(serve(hotkey, 0x7f00_0001n, 8_092)).rejects.toThrow("Custom error: 11");
    await expect(serve(hotkey, 0x0808_0808n, 0)).rejects.toThrow("Custom error: 13");
    await expect(serve(user.key("//nobody"), 0x0808_0808n, 8_092)).rejects.toThrow("Custom error: 10");
    expect((await serve(hotkey, 0x0808_0808n, 8_092)).error).toBeNull();
  });
});
