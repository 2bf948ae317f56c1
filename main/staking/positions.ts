import type { Chain } from "#main/chain/chain.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import { least } from "#src/amount/least.ts";
import type { PositionView } from "#src/contract/staking.ts";
import { exitWorthRao } from "#src/staking/quote-figures.ts";
import { alphaWorthRao } from "#src/swap/pool.ts";
import { createNodeAnswers } from "./node-answers.ts";
import { readStakingState } from "./read-state.ts";

/**
 * Every position of some coldkeys with its worth at the spot price and what selling it now would bring. Stake, locks and
 * prices go out together, the pools of the subnets found after them; all in one block.
 */
export async function readPositions(chain: Chain, coldkeys: readonly string[]): Promise<PositionView[]> {
  const unique = [...new Set(coldkeys)];
  if (unique.length === 0) return [];
  const { live, at } = quoteBlock(chain);
  const node = createNodeAnswers(live, at);
  const [positions, availability, prices] = await Promise.all([
    node.positions(unique),
    node.availability(unique, null),
    node.prices(),
  ]);
  const netuids = positions.map(({ netuid }) => netuid);
  const { subnets } = await readStakingState(chain, live, at, { accounts: [], netuids, hotkeys: [] });
  return positions.map(({ coldkey, hotkey, netuid, alphaRao, registered }) => {
    const market = subnets.get(netuid)?.market ?? "oneToOne";
    const locks = availability.get(`${coldkey} ${netuid}`);
    return {
      coldkey,
      hotkey,
      netuid,
      alphaRao: alphaRao.toString(),
      priceRaoPerAlpha: (prices.get(netuid) ?? (netuid === 0 ? 1_000_000_000n : 0n)).toString(),
      worthRao: alphaWorthRao(market, alphaRao).toString(),
      exitRao: exitWorthRao(market, alphaRao)?.toString() ?? null,
      lockedAlphaRao: (locks?.lockedAlphaRao ?? 0n).toString(),
      availableAlphaRao: least(alphaRao, locks?.availableAlphaRao ?? alphaRao).toString(),
      registered,
      atBlock: at.number,
    };
  });
}
