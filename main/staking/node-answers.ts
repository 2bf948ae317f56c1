import type { BTreeMap, Compact, Option, Struct, u16, u64, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { Head, Live } from "#main/chain/link.ts";
import { askRuntimeAt, hasCapability } from "#main/chain/lookup.ts";
import { AppError } from "#src/app-error.ts";
import { type SwapSimulation, simulationFailed } from "#src/swap/simulate.ts";

/** One position as the node tells it, alpha-rao. */
export interface Position {
  readonly coldkey: string;
  readonly hotkey: string;
  readonly netuid: number;
  readonly alphaRao: bigint;
  readonly registered: boolean;
}

/** A coldkey's stake on one subnet over all hotkeys, alpha-rao. */
export interface Availability {
  readonly lockedAlphaRao: bigint;
  readonly availableAlphaRao: bigint;
}

interface StakeInfo extends Struct {
  readonly hotkey: AccountId32;
  readonly coldkey: AccountId32;
  readonly netuid: Compact<u16>;
  readonly stake: Compact<u64>;
  readonly isRegistered: { readonly isTrue: boolean };
}

const toPosition = (info: StakeInfo): Position => ({
  coldkey: info.coldkey.toString(),
  hotkey: info.hotkey.toString(),
  netuid: info.netuid.toNumber(),
  alphaRao: info.stake.toBigInt(),
  registered: info.isRegistered.isTrue,
});

type SimulationFields = { readonly [K in keyof SwapSimulation]: u64 | Compact<u64> };

/** The node's runtime APIs that quotes are made of, each one request, all in one block. */
export function createNodeAnswers(live: Live, at: Pick<Head, "hash">) {
  const ask = <T>(section: string, name: string, ...args: unknown[]): Promise<T> =>
    askRuntimeAt(live, at.hash, section, name, ...args) as Promise<unknown> as Promise<T>;

  async function simulate(name: string, netuid: number, amountRao: bigint): Promise<SwapSimulation> {
    const answer = await ask<SimulationFields>("SwapRuntimeApi", name, netuid, amountRao);
    const { taoAmount, alphaAmount, taoFee, alphaFee, taoSlippage, alphaSlippage } = answer;
    return {
      taoAmount: taoAmount.toBigInt(),
      alphaAmount: alphaAmount.toBigInt(),
      taoFee: taoFee.toBigInt(),
      alphaFee: alphaFee.toBigInt(),
      taoSlippage: taoSlippage.toBigInt(),
      alphaSlippage: alphaSlippage.toBigInt(),
    };
  }

  return {
    /** Spot price with the pool's weights, rao per alpha. */
    async priceRao(netuid: number): Promise<bigint> {
      return (await ask<u64>("SwapRuntimeApi", "current_alpha_price", netuid)).toBigInt();
    },
    simulateBuy: (netuid: number, taoRao: bigint) => simulate("sim_swap_tao_for_alpha", netuid, taoRao),
    simulateSell: (netuid: number, alphaRao: bigint) => simulate("sim_swap_alpha_for_tao", netuid, alphaRao),
    /** Alpha of one position, alpha-rao. */
    async positionAlphaRao(hotkey: string, coldkey: string, netuid: number): Promise<bigint> {
      const name = "get_stake_info_for_hotkey_coldkey_netuid";
      const info = await ask<Option<StakeInfo>>("StakeInfoRuntimeApi", name, hotkey, coldkey, netuid);
      return info.isSome ? info.unwrap().stake.toBigInt() : 0n;
    },
    /** Every position of some coldkeys. */
    async positions(coldkeys: readonly string[]): Promise<Position[]> {
      const answer = await ask<Vec<[AccountId32, Vec<StakeInfo>] & Struct>>(
        "StakeInfoRuntimeApi",
        "get_stake_info_for_coldkeys",
        coldkeys,
      );
      return [...answer].flatMap(([, infos]) => [...infos].map(toPosition)).filter(({ alphaRao }) => alphaRao > 0n);
    },
    /** What is locked and what can be sold, by `coldkey netuid`; empty where the runtime has no locks. */
    async availability(
      coldkeys: readonly string[],
      netuids: readonly number[] | null,
    ): Promise<ReadonlyMap<string, Availability>> {
      const name = "get_stake_availability_for_coldkeys";
      if (!hasCapability(live.api, "runtimeApi", "StakeInfoRuntimeApi", name)) return new Map();
      type Entry = Struct & { readonly locked: Compact<u64>; readonly available: Compact<u64> };
      const answer = await ask<BTreeMap<AccountId32, BTreeMap<u16, Entry>>>(
        "StakeInfoRuntimeApi",
        name,
        coldkeys,
        netuids,
      );
      const found = new Map<string, Availability>();
      for (const [coldkey, subnets] of answer) {
        for (const [netuid, { locked, available }] of subnets) {
          found.set(`${coldkey.toString()} ${netuid.toString()}`, {
            lockedAlphaRao: locked.toBigInt(),
            availableAlphaRao: available.toBigInt(),
          });
        }
      }
      return found;
    },
  };
}

export type NodeAnswers = ReturnType<typeof createNodeAnswers>;

/** A simulation of zeros is a refusal of the node, never a price (chain facts 4.6). Error: `STAKING_SIMULATION_FAILED`. */
export function soundSimulation(simulation: SwapSimulation, netuid: number): SwapSimulation {
  if (!simulationFailed(simulation)) return simulation;
  throw new AppError("STAKING_SIMULATION_FAILED", `The node could not simulate this trade on subnet ${netuid}.`, {
    hint: "The amount is too large for the pool, or the pool is nearly empty. Try a smaller amount.",
    field: "amount",
    details: { netuid },
  });
}
