import type { Chain } from "#main/chain/chain.ts";
import { hasCapability } from "#main/chain/lookup.ts";
import { readSpotPrices } from "#main/subnets/spot-prices.ts";
import { quoteBlock } from "#main/transactions/quote-fee.ts";
import { least } from "#src/amount/least.ts";
import type { PositionView } from "#src/contract/staking.ts";
import { exitWorthRao } from "#src/staking/quote-figures.ts";
import { alphaWorthRao, PRICE_SCALE } from "#src/swap/pool.ts";
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
  const held = node.positions(unique);
  const [positions, availability, prices] = await Promise.all([
    held,
    node.availability(unique, null),
    readSpotPrices(chain, async () => (await held).map(({ netuid }) => netuid), at.hash),
  ]);
  const netuids = positions.map(({ netuid }) => netuid);
  const { subnets } = await readStakingState(chain, live, at, { accounts: [], netuids, hotkeys: [] });
  // Pools of another kind follow other rules than those that are worked out here.
  const weighted = hasCapability(live.api, "storage", "Swap", "SwapBalancer");
  return positions.map(({ coldkey, hotkey, netuid, alphaRao, registered }) => {
    const market = subnets.get(netuid)?.market ?? "oneToOne";
    const priceRao = prices.get(netuid) ?? (netuid === 0 ? PRICE_SCALE : 0n);
    const locks = availability.get(`${coldkey} ${netuid}`);
    return {
      coldkey,
      hotkey,
      netuid,
      alphaRao: alphaRao.toString(),
      priceRaoPerAlpha: priceRao.toString(),
      worthRao: (weighted ? alphaWorthRao(market, alphaRao) : (alphaRao * priceRao) / PRICE_SCALE).toString(),
      exitRao: (weighted || market === "oneToOne" ? exitWorthRao(market, alphaRao) : null)?.toString() ?? null,
      lockedAlphaRao: (locks?.lockedAlphaRao ?? 0n).toString(),
      availableAlphaRao: least(alphaRao, locks?.availableAlphaRao ?? alphaRao).toString(),
      registered,
      atBlock: at.number,
    };
  });
}
