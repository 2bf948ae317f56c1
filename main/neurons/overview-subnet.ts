import { publishedAt } from "#src/axon/endpoint-text.ts";
import type { OverviewSubnet, OwnNeuron } from "#src/contract/neurons.ts";
import { emissionPerBlock, emissionPerDay } from "#src/neurons/emission.ts";
import type { OwnHotkey } from "./own-hotkeys.ts";
import type { SubnetReading } from "./read-subnets.ts";
import { lineOf, survivalView } from "./survival-view.ts";

const RAO_PER_ALPHA = 1_000_000_000n;

/** One subnet of the overview: each own neuron's columns (chain facts 7) and their sums. */
export function overviewSubnet(
  reading: SubnetReading,
  own: ReadonlyMap<string, OwnHotkey>,
  blockTimeMs: number,
): OverviewSubnet {
  const { metagraph, priceRaoPerAlpha } = reading;
  const { netuid, tempo, atBlock } = metagraph;
  const line = lineOf(reading);
  const toTao = (alphaRao: bigint): bigint | null =>
    priceRaoPerAlpha === null ? null : (alphaRao * priceRaoPerAlpha) / RAO_PER_ALPHA;
  const sums = { stake: 0n, block: 0n, day: 0n };

  const neurons = metagraph.neurons.flatMap((row): OwnNeuron[] => {
    const mine = own.get(row.hotkey);
    if (!mine) return [];
    const stake = reading.stakeAlphaRao.get(row.hotkey) ?? 0n;
    const perBlock = emissionPerBlock(row.emissionAlphaRao, tempo);
    const perDay = emissionPerDay(row.emissionAlphaRao, tempo, blockTimeMs);
    sums.stake += stake;
    sums.block += perBlock;
    sums.day += perDay;
    return [
      {
        netuid,
        uid: row.uid,
        walletId: mine.walletId,
        walletName: mine.walletName,
        coldkey: row.coldkey,
        ownColdkey: row.coldkey === mine.walletAddress,
        hotkeyName: mine.hotkeyName,
        hotkey: row.hotkey,
        active: row.active,
        stakeAlphaRao: stake.toString(),
        rank: row.rank,
        trust: row.minerTrust,
        consensus: row.consensus,
        incentive: row.incentive,
        dividends: row.dividends,
        emissionAlphaRaoPerBlock: perBlock.toString(),
        emissionAlphaRaoPerDay: perDay.toString(),
        emissionRaoPerDay: toTao(perDay)?.toString() ?? null,
        validatorTrust: row.trust,
        validatorPermit: row.permit,
        updatedBlocksAgo: Math.max(0, atBlock - row.lastUpdateBlock),
        axon: publishedAt(row.ip, row.port),
        registeredAtBlock: row.registeredAtBlock,
        survival: survivalView(reading, line, row.uid, blockTimeMs),
      },
    ];
  });
  return {
    netuid,
    name: metagraph.name,
    symbol: metagraph.symbol,
    tempo,
    priceRaoPerAlpha: priceRaoPerAlpha?.toString() ?? null,
    atBlock,
    neurons,
    totals: {
      stakeAlphaRao: sums.stake.toString(),
      emissionAlphaRaoPerBlock: sums.block.toString(),
      emissionAlphaRaoPerDay: sums.day.toString(),
      emissionRaoPerDay: toTao(sums.day)?.toString() ?? null,
    },
  };
}
