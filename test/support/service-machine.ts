import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { silentLogger } from "#main/log/logger.ts";
import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import { createMiners, type Miners } from "#main/miners/miners.ts";
import { createHotkeyHolds } from "#main/move/hotkey-holds.ts";
import { createMove, type Move } from "#main/move/move.ts";
import { type AxonPublishing, createAxonPublishing } from "#main/neurons/axon/axon.ts";
import { createReach, type Reach } from "#main/neurons/axon/reach.ts";
import { systemClock } from "#main/ports/clock.ts";
import { entryUrl } from "#main/ports/entries.ts";
import type { MinerRole } from "#src/miners/miner-kinds.ts";
import { approving, type ChainRoom, openChainRoom } from "./chain-room.ts";

/** One machine's services for moving a miner, over a profile on a practice network; each miner is a process of its own. */
export interface ServiceMachine {
  readonly room: ChainRoom;
  readonly miners: Miners;
  readonly move: Move;
  readonly axon: AxonPublishing;
  readonly reach: Reach;
  /** Signs and sends a prepared plan, and waits until it is in a block. */
  publish(wish: Parameters<AxonPublishing["prepare"]>[0]): Promise<void>;
  stop(): Promise<void>;
  /** Everything is ended and opened again over the same profile; miners that ran run again. */
  restart(): Promise<ServiceMachine>;
  close(): Promise<void>;
}

export interface MachineOptions {
  /** Where the practice network listens. */
  readonly url: string;
  /** Shared by all machines of a test, as by all profiles of one user. */
  readonly sendersDir: string;
  /** `axon`: the miners run a real axon and nothing else; `sender`: they are signal miners. */
  readonly role: MinerRole;
  /** A profile that was used before. */
  readonly dir?: string;
  readonly firstPort?: number;
}

export async function openServiceMachine(options: MachineOptions): Promise<ServiceMachine> {
  const { url, sendersDir, role, dir } = options;
  const room = await openChainRoom({ url, network: url, ...(dir === undefined ? {} : { dir }) });
  const { chain, keys, store, events, activity, transactions } = room;
  const clock = systemClock;
  const log = silentLogger();
  const holds = createHotkeyHolds(store);
  const reach = createReach({ clock, events, randomId: randomUUID, host: "127.0.0.2" });
  const miners = createMiners({
    profileDir: room.dir,
    store,
    events,
    clock,
    log,
    keys,
    host: createChildProcessHost(),
    entry: role === "axon" ? new URL("./axon-miner.ts", import.meta.url) : entryUrl("miner-process"),
    feed: { network: () => chain.status(), validatorsFor: async () => null },
    mayRun: holds.check,
    sendersDir,
    firstPort: options.firstPort ?? 21_000 + (process.pid % 20_000),
  });
  const axon = createAxonPublishing({ chain, keys, transactions, miners, reach });
  const move = createMove({
    store,
    chain,
    keys,
    miners,
    holds,
    events,
    activity,
    clock,
    log,
    randomId: randomUUID,
    random: (length) => new Uint8Array(randomBytes(length)),
    roleOf: () => role,
  });
  await room.until(({ state }) => state === "online");
  move.start();
  const stop = async (): Promise<void> => {
    move.stop();
    await miners.stop();
    await reach.stop();
    await room.stop();
  };
  return {
    room,
    miners,
    move,
    axon,
    reach,
    async publish(wish) {
      const { planId } = await axon.prepare(wish);
      const { transactionId } = await transactions.submit(planId, undefined, approving);
      const { state, error } = await transactions.wait(transactionId, "included", 60_000);
      if (error) throw new Error(`${state}: ${error.message}`);
    },
    stop,
    async restart() {
      await stop();
      return openServiceMachine({ ...options, dir: room.dir });
    },
    async close() {
      await stop();
      rmSync(room.dir, { recursive: true, force: true });
    },
  };
}
