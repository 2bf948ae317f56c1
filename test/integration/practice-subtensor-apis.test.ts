import { ApiPromise, WsProvider } from "@polkadot/api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { subtensorStorage } from "#main/practice/pallets/subtensor/storage/index.ts";
import { subtensorApis } from "#main/practice/runtime-apis/subtensor.ts";
import { watchConsole } from "#test/support/console-watch.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const NETUID = 8;

let chain: PracticeChain;
let api: ApiPromise;
let quiet: ReturnType<typeof watchConsole>;

beforeAll(async () => {
  quiet = watchConsole();
  chain = await startPracticeChain({ firstBlocks: 60 });
  api = await ApiPromise.create({ provider: new WsProvider(chain.url) as never, noInitWarn: true });
});

afterAll(async () => {
  await api.disconnect();
  await chain.stop();
  expect(quiet.stop()).toEqual([]);
});

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

/** A sensible argument by its name. */
const sample: Readonly<Record<string, unknown>> = {
  netuid: NETUID,
  netuids: [1, NETUID],
  uid: 0,
  mecid: 0,
  subid: 0,
  metagraph_indexes: Array.from({ length: 74 }, (_, index) => index),
  coldkey_accounts: [ALICE],
  origin: null,
  destination: [ALICE, NETUID],
  amount: 1_000_000_000n,
  tao: 1_000_000_000n,
  alpha: 1_000_000_000n,
};
const methods = subtensorApis.flatMap(({ name, methods: own }) =>
  Object.entries(own).map(([method, { inputs }]) => ({ name, method, inputs })),
);

describe("every runtime API answers a stock client", () => {
  it.each(methods)("$name $method", async ({ name, method, inputs }) => {
    const args = inputs.map((input) => ((input.name ?? "") in sample ? sample[input.name ?? ""] : ALICE));
    const answer = await api.call[lowerFirst(name)]?.[camel(method)]?.(...args);
    expect(answer?.toJSON()).toBeDefined();
  });
});

describe("every storage item reads", () => {
  it("with its entries decoded", async () => {
    for (const item of subtensorStorage) {
      const query = api.query.subtensorModule?.[lowerFirst(item.name)] ?? api.query.subtensorModule?.[alike(item.name)];
      expect(query, item.name).toBeDefined();
      if (item.keys.length === 0) expect((await query?.())?.toJSON()).toBeDefined();
      else await query?.entries();
    }
  });
});

/** The client writes a name that begins with several capitals small up to the last of them. */
const alike = (name: string): string => name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)/, (capitals) => capitals.toLowerCase());

// biome-ignore lint/suspicious/noExplicitAny: answers of an unknown chain
const selective = async (netuid: number, places: number[]): Promise<any> =>
  api.call.subnetInfoRuntimeApi?.getSelectiveMetagraph?.(netuid, places);

describe("a selective metagraph", () => {
  it("has exactly what was asked for, in columns of one length", async () => {
    const asked = (await selective(NETUID, [0, 52, 57, 60, 62, 66])).unwrap();
    const { netuid, hotkeys, validatorPermit, emission, incentives, blockAtRegistration, burn } = asked;
    expect([netuid.toNumber(), burn.isNone]).toEqual([NETUID, true]);
    const columns = [hotkeys, validatorPermit, emission, incentives, blockAtRegistration];
    expect(columns.map((column) => column.unwrap().length)).toEqual([64, 64, 64, 64, 64]);
  });

  it("tells a missing identity apart from one that was not asked for", async () => {
    expect((await selective(0, [3])).unwrap().identity.unwrap().isNone).toBe(true);
    expect((await selective(0, [0])).unwrap().identity.isNone).toBe(true);
    expect((await selective(NETUID, [3])).unwrap().identity.unwrap().isSome).toBe(true);
    expect((await selective(99, [0])).isEmpty).toBe(true);
  });
});
