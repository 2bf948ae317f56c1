import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as store from "#main/practice/pallets/subtensor/storage/index.ts";
import { Account } from "#main/practice/pallets/system/account.ts";
import { toHex } from "#main/practice/scale/primitives.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { AppError } from "#src/app-error.ts";
import { type ChainRoom, openChainRoom } from "#test/support/chain-room.ts";
import { createFaultyProxy, type Fault, type FaultyProxy } from "#test/support/faulty-proxy.ts";
import { type PracticeChain, startPracticeChain } from "#test/support/practice-chain.ts";

const TAO = 1_000_000_000n;
const NETUID = 8;
const OTHER_GENESIS = `0x${"ab".repeat(32)}`;

type Message = { result?: unknown; params?: { result?: unknown } };
/** The node's message with another result, whether answer or notification. */
const changed = (text: string, change: (result: unknown) => unknown): string => {
  const message = JSON.parse(text) as Message;
  if (message.params) message.params.result = change(message.params.result);
  else message.result = change(message.result);
  return JSON.stringify(message);
};
/** The first quarter of the bytes of every value, in an answer that is sound JSON: where it is cut, a number is another one. */
const partOf = (value: unknown): unknown => {
  if (typeof value === "string" && /^0x[0-9a-f]*$/.test(value) && value.length > 8) {
    return value.slice(0, 2 + Math.floor((value.length - 2) / 8) * 2);
  }
  if (Array.isArray(value)) {
    // Pairs of key and value keep their key.
    const [key, ...rest] = value;
    return value.length === 2 && typeof key === "string" ? [key, ...rest.map(partOf)] : value.map(partOf);
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === "block" ? one : partOf(one)]));
  }
  return value;
};

// Everything that shows numbers is open while the node goes wrong. Whatever is told or answered at any time is held against
// the chain's own state in the block that it names.
describe("what is shown while a node goes wrong", () => {
  let practice: PracticeChain;
  let proxy: FaultyProxy;
  let room: ChainRoom;
  let address: string;
  let stops: (() => void)[];
  /** Every figure that was shown: what it is, the block it names, and its text. */
  let shown: { what: string; atBlock: number; text: string }[];

  const head = (): number => practice.node.head().number;
  const at = (block: number) => practice.node.readContext(block);
  const freeAt = (block: number): string =>
    Account.get(at(block), toHex(decodeAddress(address).accountId)).data.free.toString();
  const truth: Record<string, (block: number) => string> = {
    free: freeAt,
    burn: (block) => store.Burn.get(at(block), NETUID).toString(),
    neurons: (block) => store.SubnetworkN.get(at(block), NETUID).toString(),
    genesis: () => practice.node.genesisHash(),
  };
  const note = (what: string, atBlock: number, text: string): void => void shown.push({ what, atBlock, text });
  const noteBalances = (balances: Awaited<ReturnType<typeof room.balances.mine>>): void => {
    for (const { freeRao, atBlock } of balances) note("free", atBlock, freeRao);
  };
  const noteOverview = (overview: Awaited<ReturnType<typeof room.neurons.overview>>): void =>
    note("free", overview.atBlock, overview.freeRao);
  const notePrice = (price: Awaited<ReturnType<typeof room.registration.price>>): void => {
    note("burn", price.atBlock, price.burnRao);
    note("neurons", price.atBlock, String(price.neurons));
  };

  /** All that pages ask; each answer is noted, each refusal must be one that a page can show. */
  async function ask(): Promise<AppError[]> {
    const answers = await Promise.allSettled([
      room.balances.mine().then(noteBalances),
      room.neurons.overview().then(noteOverview),
      room.registration.price(NETUID).then(notePrice),
      room.subnets.list(),
      room.portfolio.get(),
    ]);
    return answers.flatMap((answer) => {
      if (answer.status === "fulfilled") return [];
      expect(answer.reason).toBeInstanceOf(AppError);
      expect((answer.reason as AppError).hint).toMatch(/\S/);
      return [answer.reason as AppError];
    });
  }
  /** A block in which the wallet's balance and the registration price are others than before. */
  const move = (): void => practice.fund(address, TAO);
  const recovered = () => room.until(({ state, block }) => state === "online" && block === head());

  function expectTruth(): void {
    expect(shown.length).toBeGreaterThan(3);
    for (const { what, atBlock, text } of shown) {
      expect({ what, atBlock, text }).toEqual({ what, atBlock, text: truth[what]?.(atBlock) });
    }
  }

  beforeEach(async () => {
    practice = await startPracticeChain({ firstBlocks: 110 });
    proxy = await createFaultyProxy(practice.url);
    room = await openChainRoom({ url: practice.url, requestTimeoutMs: 1_500 });
    await room.chain.whenOnline(20_000);
    room.endpoints.add("mine", proxy.url);
    // As a network is held that is not on this machine.
    room.store.db
      .prepare("INSERT INTO own_genesis (network, genesis) VALUES ('mine', ?)")
      .run(practice.node.genesisHash());
    const wallet = await room.keys.createPractice("practice", "default");
    address = wallet.address;
    await room.chain.select("mine");
    move();
    await recovered();
    shown = [];
    stops = [
      room.events.subscribe("network.changed", ({ payload }) => {
        if (payload.block !== null) expect(payload.block).toBeLessThanOrEqual(head());
        if (payload.genesisHash !== null) note("genesis", payload.block ?? 0, payload.genesisHash);
      }),
      room.events.subscribe("wallet.balancesChanged", ({ payload }) => noteBalances(payload)),
      room.events.subscribe("neurons.changed", ({ payload }) => noteOverview(payload)),
    ];
    expect(await ask()).toEqual([]);
  });
  afterEach(async () => {
    for (const stop of stops) stop();
    await room.close();
    await proxy.close();
    await practice.stop();
  });

  /** The fault begins, blocks go on, pages ask; then the node is sound again and nothing was restarted. */
  async function live(fault: Fault, clear: () => Promise<unknown>): Promise<void> {
    proxy.fault(fault);
    move();
    await clear();
    await ask();
    move();
    proxy.fault(null);
    move();
    await recovered();
    move();
    await recovered();
    expect(await ask()).toEqual([]);
    expect(room.chain.status()).toMatchObject({ name: "mine", state: "online", reason: null });
    expect((await room.balances.mine())[0]).toMatchObject({ freeRao: freeAt(head()), atBlock: head() });
    expectTruth();
  }
  const refused = (code: string) => async () => {
    const errors = await ask();
    expect(errors.map((error) => error.code)).toContain(code);
  };

  it("a lie about genesis: the node is not used, with the reason, until it tells the truth", () =>
    live(
      (method, text) =>
        method === "chain_getBlockHash"
          ? changed(text, () => OTHER_GENESIS)
          : method === "chain_newHead"
            ? "cut"
            : text,
      async () => {
        const status = await room.until(
          ({ state, reason }) => state === "offline" && reason?.includes("does not serve") === true,
        );
        expect(status).toMatchObject({ block: null, genesisHash: null, specVersion: null });
      },
    ));

  it("half a message: the connection is given up", () =>
    live(
      (method, text) => (method === "state_queryStorageAt" ? text.slice(0, text.length / 2) : text),
      refused("NETWORK_OFFLINE"),
    ));

  it("a part of each value in a sound message: refused as such, never read as smaller numbers", () =>
    live(
      (method, text) => (/^state_(queryStorageAt|call)$/.test(method) ? changed(text, partOf) : text),
      refused("NETWORK_REPLY_BROKEN"),
    ));

  it("values left out of an answer: refused, not read as nothing stored", () =>
    live(
      (method, text) =>
        method === "state_queryStorageAt"
          ? changed(text, (result) =>
              (result as { changes: unknown[] }[]).map((set) => ({ ...set, changes: set.changes.slice(0, 1) })),
            )
          : text,
      refused("NETWORK_REPLY_BROKEN"),
    ));

  it("no answer at all: each question ends in bounded time", () =>
    live((method, text) => (method.startsWith("state_") ? "swallow" : text), refused("NETWORK_TIMEOUT")));

  it("a drop in the middle of an answer: offline, and back by itself", () =>
    live((method, text) => (method === "state_call" ? "cut" : text), refused("NETWORK_OFFLINE")));

  it("a node that goes backwards: its block is not shown, and it is left", () =>
    live(
      (method, text) =>
        method === "chain_newHead"
          ? changed(text, (result) => ({ ...(result as object), number: "0x2" }))
          : method === "chain_getHeader"
            ? changed(text, (result) => ({ ...(result as object), number: "0x2" }))
            : text,
      async () => {
        const status = await room.until(({ state }) => state === "offline");
        expect(status).toMatchObject({ block: null, reason: expect.stringMatching(/back behind|lacks blocks/) });
      },
    ));

  it("a runtime upgrade while pages are open: numbers go on being those of the chain", async () => {
    practice.node.upgrade();
    const asking = [ask(), ask()];
    practice.seal(2);
    move();
    asking.push(ask());
    await room.until(({ specVersion }) => specVersion === 425);
    for (const errors of await Promise.all(asking)) expect(errors).toEqual([]);
    move();
    await recovered();
    expect(await ask()).toEqual([]);
    expect((await room.balances.mine())[0]).toMatchObject({ freeRao: freeAt(head()), atBlock: head() });
    expectTruth();
  });
});
