import type { Compact, Struct, u16, u32, u64, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { ITuple } from "@polkadot/types/types";
import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import { createStorageFollower } from "#main/chain/follow-storage.ts";
import { askRuntime, constantBigint, hasCapability, storageItem } from "#main/chain/lookup.ts";
import { oneAtATime } from "#main/chain/one-at-a-time.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Events } from "#main/ports/events.ts";
import { readSpotPrices } from "#main/subnets/spot-prices.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import type { BalanceView } from "#src/contract/wallet.ts";
import { spendable } from "#src/fees/deposits.ts";
import { toAccount } from "./account.ts";

/** The worth of stake moves with every block; it is read again after this many. */
const REFRESH_BLOCKS = 10;
const RAO_PER_ALPHA = 1_000_000_000n;

export interface Balances {
  start(): void;
  stop(): void;
  /** One account, read in one block. Errors: `NETWORK_OFFLINE`, `ADDRESS_…`. */
  of(address: string): Promise<BalanceView>;
  /** This profile's coldkeys, all together. */
  mine(): Promise<BalanceView[]>;
}

interface StakeInfo extends Struct {
  readonly netuid: Compact<u16>;
  readonly stake: Compact<u64>;
}

/** Stake of each coldkey at the pools' spot price, in rao; null where the runtime cannot tell. */
async function readStakes(chain: Chain, addresses: readonly string[]): Promise<Map<string, bigint> | null> {
  const { api } = chain.live();
  const [section, method] = ["StakeInfoRuntimeApi", "get_stake_info_for_coldkeys"] as const;
  if (!hasCapability(api, "runtimeApi", section, method)) return null;
  const asked = askRuntime<Vec<ITuple<[AccountId32, Vec<StakeInfo>]>>>(api, section, method, addresses);
  const held = async (): Promise<number[]> =>
    [...(await asked)].flatMap(([, infos]) => [...infos].map(({ netuid }) => netuid.toNumber()));
  const [stakes, priceOf] = await Promise.all([asked, readSpotPrices(chain, held)]);
  return new Map(
    [...stakes].map(([coldkey, infos]) => [
      coldkey.toString(),
      [...infos].reduce((sum, { netuid, stake }) => {
        const number = netuid.toNumber();
        const priceRao = priceOf.get(number) ?? (number === 0 ? RAO_PER_ALPHA : 0n);
        return sum + (stake.toBigInt() * priceRao) / RAO_PER_ALPHA;
      }, 0n),
    ]),
  );
}

/** Balances of any address, and a live picture of this profile's coldkeys on `wallet.balancesChanged`. */
export function createBalances(deps: {
  chain: Chain;
  keys: Pick<Keys, "list">;
  events: Events;
  log: Logger;
}): Balances {
  const { chain, keys, events, log } = deps;
  let stops: (() => void)[] = [];
  let readAtBlock = 0;
  let anyStake = false;
  let published = "";

  async function read(addresses: readonly string[]): Promise<BalanceView[]> {
    const { api } = chain.live();
    const account = storageItem(api, "System", "Account");
    const [[number, ...accounts], stakes] = await Promise.all([
      chain.read([[storageItem(api, "System", "Number")], ...addresses.map((address) => [account, address] as const)]),
      readStakes(chain, addresses),
    ]);
    const existentialRao = constantBigint(api, "Balances", "ExistentialDeposit") ?? 0n;
    return addresses.map((address, index) => {
      const own = toAccount(accounts[index]);
      const stakedRao = stakes === null ? null : (stakes.get(address) ?? 0n);
      return {
        address,
        freeRao: own.freeRao.toString(),
        reservedRao: own.reservedRao.toString(),
        frozenRao: own.frozenRao.toString(),
        transferableRao: spendable(own, existentialRao, true).toString(),
        stakedRao: stakedRao?.toString() ?? null,
        totalRao: stakedRao === null ? null : (own.freeRao + own.reservedRao + stakedRao).toString(),
        nonce: own.nonce,
        atBlock: (number as u32).toNumber(),
      };
    });
  }

  const ownAddresses = (): string[] => [...new Set(keys.list().map((wallet) => wallet.address))].sort();
  const mine = async (): Promise<BalanceView[]> => {
    const addresses = ownAddresses();
    return addresses.length === 0 ? [] : read(addresses);
  };

  async function publish(): Promise<void> {
    const balances = await mine();
    readAtBlock = balances[0]?.atBlock ?? 0;
    anyStake = balances.some(({ stakedRao }) => stakedRao !== null && stakedRao !== "0");
    const text = JSON.stringify(balances.map(({ atBlock: _, ...rest }) => rest));
    if (text === published) return;
    published = text;
    events.publish("wallet.balancesChanged", balances);
  }

  const refresh = oneAtATime(publish, {
    failed: (err) => log.debug({ err }, "balances are read again when the node is back"),
    isOver: () => stops.length === 0,
  });

  /** A change is seen in its own block without asking. */
  const { follow, stop: unfollow } = createStorageFollower({
    chain,
    log,
    what: "balances",
    keysOf: ({ api }) => ownAddresses().map((address) => storageItem(api, "System", "Account").key(address)),
    onChange: refresh,
  });

  return {
    start() {
      stops = [
        chain.onLive(() => {
          published = "";
          follow();
          refresh();
        }),
        chain.onHead((head) => {
          if (anyStake && head.number - readAtBlock >= REFRESH_BLOCKS) {
            readAtBlock = head.number;
            refresh();
          }
        }),
        events.subscribe("wallet.changed", follow),
      ];
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      unfollow();
    },
    async of(address) {
      decodeAddress(address, { field: "address" });
      const [balance] = await read([address]);
      return balance as BalanceView;
    },
    mine,
  };
}
