import type { ConnectionView, PageClient } from "#renderer/lib/client/connection.ts";
import {
  type Input,
  type Output,
  type Payload,
  type ProcedureName,
  procedures,
  type StreamName,
  streams,
} from "#src/contract/index.ts";
import { type ErrorView, fail, ok, type Result } from "#src/result.ts";
import * as ledger from "./ledger-samples.ts";
import { axonView, overview } from "./neuron-samples.ts";
import { noMultisigs, noProxies, proxyTypes } from "./proxy-samples.ts";
import * as samples from "./samples.ts";

type Answer<N extends ProcedureName> = (input: Input<N>) => Output<N> | Promise<Output<N>> | ErrorView;
export type Answers = { [N in ProcedureName]?: Answer<N> };

export interface FakeClient extends PageClient {
  /** Every call in order. */
  readonly calls: { name: ProcedureName; input: unknown }[];
  answer<N extends ProcedureName>(name: N, answer: Answer<N>): void;
  /** Sends a snapshot to the page, checked against the contract. */
  publish<N extends StreamName>(stream: N, payload: Payload<N>): void;
  setConnection(view: ConnectionView): void;
}

const isError = (value: unknown): value is ErrorView =>
  typeof value === "object" && value !== null && "code" in value && "hint" in value;

/** A profile that practises: one wallet, one miner, a few signals. */
export const practising: Answers = {
  "app.info": samples.info,
  "app.settings": () => samples.settings(),
  "app.setSettings": (change) => samples.settings(change as never),
  "app.activity": samples.activity,
  "network.status": () => samples.network(),
  "network.list": () => samples.networks(),
  "network.check": () => samples.networks(),
  "network.add": () => samples.networks(),
  "network.remove": () => samples.networks(),
  "network.capabilities": () => samples.capabilities(),
  "network.select": () => samples.network(),
  "practice.status": () => ({
    running: true,
    url: "ws://127.0.0.1:40123",
    block: 12_345,
    blockTimeMs: 1_000,
    specVersion: 424,
    validators: [{ netuid: 8, uid: 0, hotkey: samples.MY_HOTKEY, port: 41_001 }],
  }),
  "practice.faucet": () => ({ freeRao: "199431205118", atBlock: 12_346 }),
  "wallet.list": () => [samples.wallet()],
  "wallet.keychain": () => samples.keychain(),
  "wallet.balance": ({ address }) => samples.balance(address),
  "wallet.lock": () => [samples.wallet()],
  "subnets.list": samples.subnets,
  "subnets.hyperparameters": ({ netuid }) => samples.hyperparameters(netuid),
  "subnets.impact": ({ netuid }) => samples.impact(netuid),
  "subnets.setFavourite": samples.subnets,
  "subnets.neurons": () => samples.neurons(),
  "neurons.overview": () => overview(),
  "swaps.announcements": () => [],
  "registration.mine": () => [samples.registration()],
  "registration.lost": () => [],
  "registration.orders": () => [],
  "neurons.reach": () => null,
  "neurons.axon": () => axonView(),
  "registration.status": () =>
    samples.registration({ registered: false, uid: null, registeredAtBlock: null, immuneUntilBlock: null }),
  "registration.price": () => samples.price(),
  "registration.prepare": ({ ceilingRao }) => samples.plan(ceilingRao),
  "transactions.list": () => [
    samples.transaction({
      state: "finalized",
      settledAtMs: Date.now(),
      block: { number: 12_351, hash: `0x${"77aa".repeat(16)}`, index: 2 },
      paid: { feeRao: "1337231", spentRao: "512300118" },
    }),
  ],
  "transactions.discard": () => ({}),
  "proxies.list": () => noProxies(),
  "proxies.types": () => proxyTypes(),
  "multisig.list": () => noMultisigs(),
  "basket.list": () => ({ signer: null, network: null, items: [] }),
  "history.list": () => ledger.history(),
  "history.get": () => ledger.history()[0]!,
  "history.rescanStatus": ledger.rescan,
  "portfolio.get": ledger.portfolio,
  "portfolio.history": ledger.worth,
  "fees.list": ledger.fees,
  "fees.calls": () => [{ pallet: "SubtensorModule", calls: ["add_stake", "set_weights"] }],
  "fees.form": ({ call }) => ledger.form(call),
  "fees.price": ({ call, args }) => ledger.price(call, args ?? {}),
  "fees.deposits": ledger.deposits,
  "miners.list": () => [samples.miner()],
  "move.list": () => [],
  "miners.logs": () =>
    Array.from({ length: 24 }, (_, at) => ({
      atMs: Date.now() - at * 1_500,
      level: at % 9 === 4 ? "warn" : "info",
      text:
        at % 9 === 4
          ? "validator 1 did not answer in 12 s, trying again"
          : `delivered signal ${at} to validator ${at % 3}`,
    })),
  "signals.list": () => [
    samples.signal(),
    ...Array.from({ length: 8 }, (_, at) =>
      samples.signal({
        uuid: `0f8fad5b-d9cb-469f-a165-70867728951${at}`,
        tradePair: at % 2 ? "EURUSD" : "BTCUSD",
        orderType: (["LONG", "SHORT", "FLAT"] as const)[at % 3]!,
        leverage: at % 3 === 1 ? "-0.25" : "0.25",
        state: (["processed", "failed", "processed", "sending"] as const)[at % 4]!,
        reason: at % 4 === 1 ? "No validator accepted it: three were unreachable." : null,
        validatorsAccepted: at % 4 === 1 ? 0 : 3,
        receivedAtMs: Date.now() - (at + 2) * 400_000,
        settledAtMs: at % 4 === 3 ? null : Date.now() - (at + 2) * 400_000 + 412,
      }),
    ),
  ],
  "signals.get": samples.signalDetail,
  "signals.pairs": samples.pairs,
  "signals.intake": () => ({
    url: "http://127.0.0.1:8088/api/receive-signal",
    port: 8_088,
    listening: true,
    exampleCurl: `curl -X POST http://127.0.0.1:8088/api/receive-signal -H 'content-type: application/json' -d '{"api_key":"…","trade_pair":"BTCUSD","order_type":"LONG","leverage":0.1}'`,
  }),
  "signals.intakeKey": () => ({ apiKey: "k-3f9a51c7d2e84b60" }),
};

/** A profile at its first start. */
export const firstStart: Answers = {
  ...practising,
  "app.settings": () => samples.settings({ onboarded: false }),
  "app.activity": () => [],
  "wallet.list": () => [],
  "neurons.overview": () => overview([]),
  "registration.mine": () => [],
  "transactions.list": () => [],
  "miners.list": () => [],
  "move.list": () => [],
  "signals.list": () => [],
};

/** An in-memory client for renderer tests and for looking at pages. Answers and snapshots are held against the contract. */
export function createFakeClient(answers: Answers = practising): FakeClient {
  const own: Answers = { ...answers };
  const calls: FakeClient["calls"] = [];
  const listeners = new Map<StreamName, Set<(payload: never, seq: number) => void>>();
  const watchers = new Set<(view: ConnectionView) => void>();
  let connection: ConnectionView = { state: "open", sinceMs: Date.now(), nextTryAtMs: null };
  let seq = 0;

  return {
    calls,
    async call(name, input): Promise<Result<never>> {
      calls.push({ name, input });
      const procedure = procedures.get(name);
      procedure?.input.parse(input);
      const answer = own[name] as ((input: unknown) => unknown) | undefined;
      if (!answer) return fail({ code: "TEST_NO_ANSWER", message: `No answer for ${name}.`, hint: "Give one." });
      const value = await answer(input);
      if (isError(value)) return fail(value);
      return ok(procedure?.output.parse(value)) as Result<never>;
    },
    on(stream, listener) {
      const set = listeners.get(stream) ?? new Set();
      set.add(listener as never);
      listeners.set(stream, set);
      return () => set.delete(listener as never);
    },
    answer(name, answer) {
      own[name] = answer as never;
    },
    publish(stream, payload) {
      streams.get(stream)?.payload.parse(payload);
      seq += 1;
      for (const listener of listeners.get(stream) ?? []) listener(payload as never, seq);
    },
    connection: () => connection,
    onConnection(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    setConnection(view) {
      connection = view;
      for (const watcher of watchers) watcher(view);
    },
    reconnect: () => undefined,
  };
}
