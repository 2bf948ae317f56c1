import type { RpcConnection } from "#main/chain/json-rpc.ts";
import type { Live } from "#main/chain/link.ts";
import { askAllPrices, hasAllPrices, type Prices } from "./spot-prices.ts";

const KEPT = 400;
/** How many different tempos are asked back for; most subnets share one. */
const TEMPOS_ASKED = 3;

interface Reading {
  readonly block: number;
  readonly prices: Prices;
}

/** Prices as they were, from this app's own readings and, where the node still has the state, from the node. */
export interface PriceHistory {
  record(genesisHash: string, block: number, prices: Prices): void;
  /** Prices about one tempo ago, by tempo; tempos of which nothing is known are left out. Never fails. */
  tempoAgo(live: Live, block: number, tempos: readonly number[]): Promise<ReadonlyMap<number, Prices>>;
}

export function createPriceHistory(): PriceHistory {
  let chainOf = "";
  let readings: Reading[] = [];
  /** The connection whose node no longer has old states. */
  let forgetful: RpcConnection | null = null;

  const near = (block: number, tempo: number): Prices | null => {
    const slack = Math.max(1, Math.floor(tempo / 10));
    const fitting = readings.filter((reading) => Math.abs(reading.block - block) <= slack);
    fitting.sort((a, b) => Math.abs(a.block - block) - Math.abs(b.block - block));
    return fitting[0]?.prices ?? null;
  };

  const keep = (reading: Reading): void => {
    readings = [...readings.filter(({ block }) => block !== reading.block), reading]
      .sort((a, b) => a.block - b.block)
      .slice(-KEPT);
  };

  async function ask(live: Live, block: number): Promise<Prices | null> {
    if (forgetful === live.rpc || block < 1 || !hasAllPrices(live.api)) return null;
    try {
      const hash = await live.rpc.send<string>("chain_getBlockHash", [block]);
      const prices = await askAllPrices(live, hash);
      keep({ block, prices });
      return prices;
    } catch {
      // Ordinary nodes drop states after some hundred blocks: from then on only own readings count.
      forgetful = live.rpc;
      return null;
    }
  }

  return {
    record(genesisHash, block, prices) {
      const newest = readings.at(-1)?.block ?? 0;
      // Another chain, or one that began anew.
      if (genesisHash !== chainOf || block < newest) readings = [];
      chainOf = genesisHash;
      keep({ block, prices });
    },
    async tempoAgo(live, block, tempos) {
      const counts = new Map<number, number>();
      for (const tempo of tempos) counts.set(tempo, (counts.get(tempo) ?? 0) + 1);
      const common = [...counts].sort((a, b) => b[1] - a[1]).map(([tempo]) => tempo);
      const found = await Promise.all(
        common.map(async (tempo, rank): Promise<[number, Prices] | null> => {
          const target = block - tempo;
          const prices = near(target, tempo) ?? (rank < TEMPOS_ASKED ? await ask(live, target) : null);
          return prices ? [tempo, prices] : null;
        }),
      );
      return new Map(found.filter((entry) => entry !== null));
    },
  };
}
