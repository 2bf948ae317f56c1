import type { Chain } from "#main/chain/chain.ts";
import type { Head, Live } from "#main/chain/link.ts";
import { createNodeAnswers } from "#main/staking/node-answers.ts";
import { readStakingState, type StakingState } from "#main/staking/read-state.ts";
import { least } from "#src/amount/least.ts";
import type { Holding } from "#src/planning/holdings.ts";
import type { Market } from "#src/swap/pool.ts";

/** A coldkey's stake and the pools it is in, in one block. */
export interface Holdings {
  readonly holdings: readonly Holding[];
  readonly markets: ReadonlyMap<number, Market>;
  readonly state: StakingState;
}

/**
 * Reads every position of a coldkey, what of it is locked, and the pools; also those of further subnets. What is unlocked on a subnet is
 * counted to the largest positions first, since the chain only knows it for all hotkeys together.
 */
export async function readHoldings(
  chain: Chain,
  live: Live,
  at: Head,
  coldkey: string,
  further: { readonly netuids?: readonly number[]; readonly hotkeys?: readonly string[] } = {},
): Promise<Holdings> {
  const node = createNodeAnswers(live, at);
  const [positions, availability] = await Promise.all([node.positions([coldkey]), node.availability([coldkey], null)]);
  const state = await readStakingState(chain, live, at, {
    accounts: [coldkey],
    netuids: [...positions.map(({ netuid }) => netuid), ...(further.netuids ?? [])],
    hotkeys: [...positions.map(({ hotkey }) => hotkey), ...(further.hotkeys ?? [])],
  });
  const unlocked = new Map<number, bigint>();
  const holdings = [...positions]
    .sort((a, b) => (a.alphaRao < b.alphaRao ? 1 : -1))
    .map(({ hotkey, netuid, alphaRao }): Holding => {
      const left = unlocked.get(netuid) ?? availability.get(`${coldkey} ${netuid}`)?.availableAlphaRao ?? null;
      const availableAlphaRao = left === null ? alphaRao : least(alphaRao, left);
      if (left !== null) unlocked.set(netuid, left - availableAlphaRao);
      return { hotkey, netuid, alphaRao, availableAlphaRao, ownsHotkey: state.owners.get(hotkey) === coldkey };
    });
  return {
    holdings,
    state,
    markets: new Map([...state.subnets].map(([netuid, { market }]) => [netuid, market])),
  };
}
