import { registrationsSeen } from "#src/registration/registrations-seen.ts";
import type { SubnetReading } from "./read-subnets.ts";

const BLOCKS_A_DAY = 7_200;
/** Less watching than this tells nothing about a day. */
const SHORTEST_WATCH_BLOCKS = 25;

interface Watch {
  readonly sinceBlock: number;
  readonly block: number;
  readonly burnRao: bigint;
  readonly seen: number;
}

/** Registrations as this app has seen them in the registration price, reading by reading. */
export interface ObservedRegistrations {
  record(chain: string, readings: readonly SubnetReading[]): void;
  /** For a day of 7,200 blocks, from what was seen; null while too little was. */
  perDay(netuid: number): number | null;
}

export function createObservedRegistrations(): ObservedRegistrations {
  const watches = new Map<number, Watch>();
  let chainOf = "";

  return {
    record(chain, readings) {
      if (chain !== chainOf) watches.clear();
      chainOf = chain;
      for (const { netuid, burn, burnRao: text, atBlock } of readings) {
        if (burn === null || text === null) continue;
        const burnRao = BigInt(text);
        const former = watches.get(netuid);
        if (former?.block === atBlock) continue;
        const seen = former && registrationsSeen(former, { burnRao, block: atBlock }, burn);
        if (former === undefined || seen === null || seen === undefined) {
          watches.set(netuid, { sinceBlock: atBlock, block: atBlock, burnRao, seen: 0 });
        } else {
          watches.set(netuid, { ...former, block: atBlock, burnRao, seen: former.seen + seen });
        }
      }
    },
    perDay(netuid) {
      const watch = watches.get(netuid);
      const blocks = watch ? watch.block - watch.sinceBlock : 0;
      if (!watch || blocks < SHORTEST_WATCH_BLOCKS) return null;
      return Math.round((watch.seen * BLOCKS_A_DAY * 10) / blocks) / 10;
    },
  };
}
