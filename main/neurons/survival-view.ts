import type { SurvivalView } from "#src/contract/neurons.ts";
import { blocksADay } from "#src/neurons/emission.ts";
import { registrationRate } from "#src/neurons/registration-rate.ts";
import { type PruningLine, pruningLine, survivalOf } from "#src/neurons/survival.ts";
import { survivalSentence, timeLeftMs } from "#src/neurons/survival-sentence.ts";
import type { SubnetReading } from "./read-subnets.ts";

/** A subnet's line of replacement for a registration in the next block. */
export function lineOf({ metagraph, minNonImmune, immuneOwnerLimit }: SubnetReading): PruningLine {
  const { neurons, ownerHotkey, ownerColdkey } = metagraph;
  return pruningLine(
    {
      neurons,
      atBlock: metagraph.atBlock + 1,
      immunityBlocks: metagraph.immunityBlocks,
      minNonImmune,
      immuneOwnerLimit,
      ownerHotkey,
      ownedHotkeys: neurons.filter(({ coldkey }) => coldkey === ownerColdkey).map(({ hotkey }) => hotkey),
    },
    Math.max(0, metagraph.maxNeurons - neurons.length),
  );
}

/** How safe a UID is, with the figures and the sentence that a page shows; null on root and for a UID that nobody has. */
export function survivalView(
  { metagraph }: SubnetReading,
  line: PruningLine,
  uid: number,
  blockTimeMs: number,
): SurvivalView | null {
  const survival = metagraph.netuid === 0 ? null : survivalOf(line, uid);
  if (survival === null) return null;
  const { aDay } = registrationRate(
    metagraph.neurons.map(({ registeredAtBlock }) => registeredAtBlock),
    metagraph.atBlock,
    blocksADay(blockTimeMs),
  );
  const exposed = line.order.filter(({ immune }) => !immune).length;
  return {
    ...survival,
    immuneMsLeft: survival.immuneBlocksLeft * blockTimeMs,
    registrationsADay: aDay,
    msLeft: timeLeftMs(survival.registrationsAway, aDay),
    scale: {
      free: line.freeUids,
      exposed,
      replaceable: line.order.length,
      total: Math.max(1, line.freeUids + metagraph.neurons.length),
    },
    sentence: survivalSentence(survival, line, { blockTimeMs, registrationsADay: aDay }),
  };
}
