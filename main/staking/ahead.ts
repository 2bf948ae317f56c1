import type { Account } from "#main/wallet/account.ts";
import { type Market, spotPriceRao } from "#src/swap/pool.ts";
import { simulateBuy, simulateSell } from "#src/swap/simulate.ts";
import type { NodeAnswers, Position } from "./node-answers.ts";
import type { StakingState } from "./read-state.ts";

/** What a call changes, as far as a later call of the same transaction meets it. Amounts in rao and alpha-rao. */
export interface Changes {
  /** What comes to (or leaves, below zero) the free balance of addresses. */
  readonly free?: readonly (readonly [address: string, rao: bigint])[];
  /** Pools as they are afterwards. */
  readonly markets?: readonly (readonly [netuid: number, market: Market])[];
  readonly positions?: readonly {
    readonly hotkey: string;
    readonly coldkey: string;
    readonly netuid: number;
    readonly alphaRao: bigint;
  }[];
  /** Hotkeys that are known on the chain afterwards, with their coldkeys. */
  readonly owners?: readonly (readonly [hotkey: string, coldkey: string])[];
}

/** The changes of earlier calls, laid over what the node tells of the block. */
export interface Ahead {
  add(changes: Changes): void;
  account(address: string, account: Account): Account;
  state(state: StakingState): StakingState;
  node(node: NodeAnswers): NodeAnswers;
}

const keyOf = (hotkey: string, coldkey: string, netuid: number): string => `${hotkey} ${coldkey} ${netuid}`;
const floor = (rao: bigint): bigint => (rao > 0n ? rao : 0n);

/** Begins with nothing changed. */
export function createAhead(): Ahead {
  const free = new Map<string, bigint>();
  const markets = new Map<number, Market>();
  const positions = new Map<string, Omit<Position, "registered">>();
  const owners = new Map<string, string>();

  /** What all positions of a coldkey on a subnet gained or lost. */
  const changeOn = (coldkey: string, netuid: number): bigint =>
    [...positions.values()]
      .filter((one) => one.coldkey === coldkey && one.netuid === netuid)
      .reduce((sum, { alphaRao }) => sum + alphaRao, 0n);
  const account = (address: string, before: Account): Account => ({
    ...before,
    freeRao: floor(before.freeRao + (free.get(address) ?? 0n)),
  });

  return {
    add(changes) {
      for (const [address, rao] of changes.free ?? []) free.set(address, (free.get(address) ?? 0n) + rao);
      for (const [netuid, market] of changes.markets ?? []) markets.set(netuid, market);
      for (const [hotkey, coldkey] of changes.owners ?? []) owners.set(hotkey, coldkey);
      for (const one of changes.positions ?? []) {
        const key = keyOf(one.hotkey, one.coldkey, one.netuid);
        positions.set(key, { ...one, alphaRao: (positions.get(key)?.alphaRao ?? 0n) + one.alphaRao });
      }
    },
    account,
    state: (state) => ({
      ...state,
      accounts: new Map([...state.accounts].map(([address, one]) => [address, account(address, one)])),
      owners: new Map([...state.owners].map(([hotkey, owner]) => [hotkey, owners.get(hotkey) ?? owner])),
      subnets: new Map(
        [...state.subnets].map(([netuid, one]) => [netuid, { ...one, market: markets.get(netuid) ?? one.market }]),
      ),
    }),
    node: (node) => ({
      ...node,
      async priceRao(netuid) {
        const market = markets.get(netuid);
        return market ? spotPriceRao(market) : node.priceRao(netuid);
      },
      async simulateBuy(netuid, taoRao) {
        const market = markets.get(netuid);
        return market ? simulateBuy(market, taoRao) : node.simulateBuy(netuid, taoRao);
      },
      async simulateSell(netuid, alphaRao) {
        const market = markets.get(netuid);
        return market ? simulateSell(market, alphaRao) : node.simulateSell(netuid, alphaRao);
      },
      async positionAlphaRao(hotkey, coldkey, netuid) {
        const held = await node.positionAlphaRao(hotkey, coldkey, netuid);
        return floor(held + (positions.get(keyOf(hotkey, coldkey, netuid))?.alphaRao ?? 0n));
      },
      async positions(coldkeys) {
        const held = await node.positions(coldkeys);
        const known = new Set(held.map((one) => keyOf(one.hotkey, one.coldkey, one.netuid)));
        const fresh = [...positions.values()].filter(
          (one) => coldkeys.includes(one.coldkey) && !known.has(keyOf(one.hotkey, one.coldkey, one.netuid)),
        );
        return [
          ...held.map((one) => ({
            ...one,
            alphaRao: one.alphaRao + (positions.get(keyOf(one.hotkey, one.coldkey, one.netuid))?.alphaRao ?? 0n),
          })),
          ...fresh.map((one) => ({ ...one, registered: false })),
        ].filter(({ alphaRao }) => alphaRao > 0n);
      },
      async availability(coldkeys, netuids) {
        const found = await node.availability(coldkeys, netuids);
        return new Map(
          [...found].map(([key, one]) => {
            const [coldkey = "", netuid = ""] = key.split(" ");
            const changed = changeOn(coldkey, Number(netuid));
            const availableAlphaRao = floor(one.availableAlphaRao + changed);
            return [key, { ...one, availableAlphaRao }];
          }),
        );
      },
    }),
  };
}

/** Asks the node each question once: answers of one block do not change. */
export function askOnce(node: NodeAnswers): NodeAnswers {
  const kept = new Map<string, Promise<unknown>>();
  const once =
    <A extends readonly unknown[], T>(name: string, ask: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      const key = `${name} ${args.join(" ")}`;
      const asked = (kept.get(key) as Promise<T> | undefined) ?? ask(...args);
      kept.set(key, asked);
      return asked;
    };
  return {
    ...node,
    priceRao: once("price", node.priceRao),
    simulateBuy: once("buy", node.simulateBuy),
    simulateSell: once("sell", node.simulateSell),
    positionAlphaRao: once("position", node.positionAlphaRao),
    positions: once("positions", node.positions),
    availability: once("availability", node.availability),
  };
}
