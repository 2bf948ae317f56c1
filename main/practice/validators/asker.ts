import { randomUUID } from "node:crypto";
import { createDendrite, type DendriteKey } from "#main/axon/dendrite.ts";
import type { Clock } from "#main/ports/clock.ts";
import { pingSynapse } from "#src/axon/synapse.ts";
import type { ChainLink, PublishedAxon } from "./chain-link.ts";
import type { AskSettings } from "./messages.ts";

const TIMEOUT_MS = 2_000;
const LOOPBACK = 127n;

/** Asks every miner that has published an axon, with the class that every axon answers. */
export interface Asker {
  block(number: number): void;
  stop(): Promise<void>;
}

/** Only axons on this machine are asked: a practice network sends nothing into a real one. */
const isHere = ({ ip, ipType, port }: PublishedAxon): boolean => ipType === 4 && ip >> 24n === LOOPBACK && port > 0;

const dotted = (ip: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (ip >> shift) & 255n).join(".");

/** One validator's asking. It goes by a metagraph that it reads again only now and then, as validators do. */
export function createAsker(
  deps: AskSettings & {
    readonly key: DendriteKey;
    readonly netuid: number;
    readonly chain: Pick<ChainLink, "axons">;
    readonly clock: Clock;
    /** Hotkeys that are not asked: the validators themselves. */
    readonly leaveOut: ReadonlySet<string>;
  },
): Asker {
  const { chain, netuid, everyBlocks, metagraphEveryBlocks, leaveOut } = deps;
  const dendrite = createDendrite({ key: deps.key, clock: deps.clock, newUuid: randomUUID });
  let known: readonly PublishedAxon[] = [];
  let readAtBlock = Number.NEGATIVE_INFINITY;
  const underWay = new Set<string>();

  const read = async (number: number): Promise<void> => {
    readAtBlock = number;
    try {
      known = (await chain.axons(netuid)).filter((axon) => !leaveOut.has(axon.hotkey) && isHere(axon));
    } catch {
      // The node is asked again with the next block.
      readAtBlock = Number.NEGATIVE_INFINITY;
    }
  };
  const ask = async ({ hotkey, ip, port }: PublishedAxon): Promise<void> => {
    if (underWay.has(hotkey)) return;
    underWay.add(hotkey);
    await dendrite.send({ ip: dotted(ip), port, hotkey }, pingSynapse, new Map(), TIMEOUT_MS);
    underWay.delete(hotkey);
  };

  return {
    block(number) {
      if (number - readAtBlock >= metagraphEveryBlocks) void read(number);
      if (number % everyBlocks === 0) for (const axon of known) void ask(axon);
    },
    stop: () => dendrite.close(),
  };
}
