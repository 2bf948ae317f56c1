import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import { readMetagraph } from "#main/neurons/metagraph.ts";
import type { Events } from "#main/ports/events.ts";
import type { Store } from "#main/store/store.ts";
import { AppError } from "#src/app-error.ts";
import { publishedAt } from "#src/axon/endpoint-text.ts";
import type { NeuronView, SubnetHyperparameters, SubnetImpact, SubnetView } from "#src/contract/subnets.ts";
import { createFavourites } from "./favourites.ts";
import { createObservedRegistrations } from "./observed-registrations.ts";
import { createPriceHistory } from "./price-history.ts";
import { readHyperparameters } from "./read-hyperparameters.ts";
import { readImpact } from "./read-impact.ts";
import { readSubnets, type SubnetReading } from "./read-subnets.ts";

/** While somebody looks, prices are read again after this many blocks. */
const REFRESH_BLOCKS = 5;
/** Nobody has asked for this many blocks: nobody looks. */
const WATCHED_BLOCKS = 50;

export interface Subnets {
  start(): void;
  stop(): void;
  /** All subnets, three requests together. Errors: `NETWORK_OFFLINE`, `NETWORK_LACKS_CAPABILITY`. */
  list(): Promise<SubnetView[]>;
  /** Errors: `NETWORK_OFFLINE`, `SUBNET_UNKNOWN`. */
  neurons(netuid: number): Promise<NeuronView[]>;
  /** Errors: as `neurons`. */
  hyperparameters(netuid: number): Promise<SubnetHyperparameters>;
  /** Errors: as `neurons`, and `NETWORK_LACKS_CAPABILITY`. */
  impact(netuid: number): Promise<SubnetImpact>;
  /** Marks a subnet on the connected chain, for good. Errors: `NETWORK_OFFLINE`, `SUBNET_UNKNOWN`. */
  setFavourite(netuid: number, favourite: boolean): Promise<SubnetView[]>;
}

export function createSubnets(deps: {
  chain: Chain;
  events: Pick<Events, "publish">;
  store: Store;
  log: Logger;
}): Subnets {
  const { chain, events, log } = deps;
  const favourites = createFavourites(deps.store);
  const history = createPriceHistory();
  const observed = createObservedRegistrations();
  let askedAtBlock: number | null = null;
  let readAtBlock = 0;
  let stopListening: () => void = () => undefined;

  /** A chain by what it is; own endpoints and reset practice networks by their genesis. */
  const chainKey = (): string => {
    const { kind, genesisHash } = chain.status();
    return kind === "custom" ? (genesisHash ?? "") : kind;
  };

  function toView({ burn: _burn, ...reading }: SubnetReading, past: bigint | undefined, marked: boolean): SubnetView {
    const now = BigInt(reading.priceRaoPerAlpha);
    const known = past !== undefined && past > 0n && reading.netuid !== 0;
    return {
      ...reading,
      priceChange: known ? Number(((now - past) * 1_000_000n) / past) / 1e6 : null,
      registrationsPerDay: observed.perDay(reading.netuid),
      favourite: marked,
    };
  }

  async function list(): Promise<SubnetView[]> {
    const live = chain.live();
    const readings = await readSubnets(chain);
    const atBlock = readings[0]?.atBlock ?? 0;
    readAtBlock = atBlock;
    const { genesisHash } = live.identity;
    const prices = new Map(readings.map(({ netuid, priceRaoPerAlpha }) => [netuid, BigInt(priceRaoPerAlpha)]));
    history.record(genesisHash, atBlock, prices);
    observed.record(genesisHash, readings);
    const tempos = readings.filter(({ netuid }) => netuid !== 0).map(({ tempo }) => tempo);
    const past = await history.tempoAgo(live, atBlock, tempos);
    const marked = favourites.of(chainKey());
    const subnets = readings.map((reading) =>
      toView(reading, past.get(reading.tempo)?.get(reading.netuid), marked.has(reading.netuid)),
    );
    events.publish("subnets.changed", subnets);
    return subnets;
  }

  return {
    start() {
      stopListening = chain.onHead((head) => {
        const watched = askedAtBlock !== null && head.number - askedAtBlock <= WATCHED_BLOCKS;
        if (!watched || head.number - readAtBlock < REFRESH_BLOCKS) return;
        readAtBlock = head.number;
        list().catch((err: unknown) => log.debug({ err }, "prices are read again when the node is back"));
      });
    },
    stop: () => stopListening(),
    async list() {
      askedAtBlock = chain.head()?.number ?? null;
      return list();
    },
    async neurons(netuid) {
      const { neurons, immunityBlocks } = await readMetagraph(chain.api(), netuid);
      return neurons.map((row) => ({
        uid: row.uid,
        hotkey: row.hotkey,
        coldkey: row.coldkey,
        active: row.active,
        validatorPermit: row.permit,
        stakeAlphaRao: row.stakeRao.toString(),
        rank: row.rank,
        trust: row.minerTrust,
        consensus: row.consensus,
        incentive: row.incentive,
        dividends: row.dividends,
        validatorTrust: row.trust,
        emissionAlphaRao: row.emissionAlphaRao.toString(),
        registeredAtBlock: row.registeredAtBlock,
        immuneUntilBlock: row.registeredAtBlock + immunityBlocks,
        lastUpdateBlock: row.lastUpdateBlock,
        axon: publishedAt(row.ip, row.port),
      }));
    },
    async hyperparameters(netuid) {
      const atBlock = chain.head()?.number ?? 0;
      const parameters = await readHyperparameters(chain.api(), netuid);
      return {
        netuid,
        parameters: parameters ?? [],
        reason: parameters ? null : "This network's runtime has no call that tells hyperparameters.",
        atBlock,
      };
    },
    impact: (netuid) => readImpact(chain, netuid),
    async setFavourite(netuid, favourite) {
      const known = await list();
      if (!known.some((subnet) => subnet.netuid === netuid)) {
        throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
          hint: "Choose a subnet from the list.",
          field: "netuid",
        });
      }
      favourites.set(chainKey(), netuid, favourite);
      const subnets = known.map((subnet) => (subnet.netuid === netuid ? { ...subnet, favourite } : subnet));
      events.publish("subnets.changed", subnets);
      return subnets;
    },
  };
}
