import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import type { Keys } from "#main/keys/keys.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { Store } from "#main/store/store.ts";
import type { PortfolioPoint, PortfolioView } from "#src/contract/portfolio.ts";
import { readPortfolio, readSpot } from "./read-portfolio.ts";
import { createSamples } from "./samples.ts";

/** The worth of all coldkeys is noted after this many blocks. */
export const SAMPLE_EVERY_BLOCKS = 25;

const DAY_MS = 24 * 3_600_000;
const RANGES = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS, all: Number.POSITIVE_INFINITY } as const;

/** What all coldkeys hold, now and over the time that the app has seen. */
export interface Portfolio {
  start(): void;
  stop(): Promise<void>;
  /** Watched coldkeys included. Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`. */
  get(): Promise<PortfolioView>;
  /** Of the connected chain. Error: `NETWORK_OFFLINE`. */
  history(range: keyof typeof RANGES): PortfolioPoint[];
}

export function createPortfolio(deps: {
  chain: Chain;
  keys: Pick<Keys, "list">;
  store: Store;
  clock: Clock;
  log: Logger;
}): Portfolio {
  const { chain, keys, clock, log } = deps;
  const samples = createSamples(deps.store);
  let noted: { readonly key: string; readonly block: number } | null = null;
  let work: Promise<void> | null = null;
  let stops: (() => void)[] = [];

  const coldkeys = (): string[] => [...new Set(keys.list().map(({ address }) => address))].sort();

  async function note(genesisHash: string, block: number): Promise<void> {
    const { holdings, positions } = await readSpot(chain, keys.list());
    const worth = (coldkey: string, root: boolean): bigint =>
      positions
        .filter((one) => one.coldkey === coldkey && (one.netuid === 0) === root)
        .reduce((sum, one) => sum + BigInt(one.spotRao), 0n);
    samples.add(
      genesisHash,
      block,
      clock.nowMs(),
      holdings.map(({ coldkey, freeRao, reservedRao }) => ({
        coldkey,
        freeRao: freeRao + reservedRao,
        rootRao: worth(coldkey, true),
        subnetsRao: worth(coldkey, false),
      })),
    );
  }

  /** Notes a sample where one is due: enough blocks have passed, or other coldkeys or another chain are there. */
  function onHead({ number }: { readonly number: number }): void {
    const own = coldkeys();
    if (own.length === 0 || work) return;
    const { genesisHash } = chain.live().identity;
    const key = `${genesisHash} ${own.join()}`;
    if (noted?.key === key && number - noted.block < SAMPLE_EVERY_BLOCKS) return;
    noted = { key, block: number };
    work = note(genesisHash, number)
      .catch((err: unknown) => log.debug({ err }, "the portfolio is noted again when the node is back"))
      .finally(() => {
        work = null;
      });
  }

  return {
    start() {
      const now = (): void => {
        const head = chain.head();
        if (head) onHead(head);
      };
      stops = [chain.onHead(onHead), chain.onLive(now)];
    },
    async stop() {
      for (const stop of stops) stop();
      stops = [];
      await work;
    },
    get: () => readPortfolio(chain, keys.list()),
    history(range) {
      const sinceMs = Math.max(0, clock.nowMs() - RANGES[range]);
      return samples.points(chain.live().identity.genesisHash, coldkeys(), sinceMs);
    },
  };
}
