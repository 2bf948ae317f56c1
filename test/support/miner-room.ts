import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "#main/log/logger.ts";
import { createChildProcessHost } from "#main/miners/child-process-host.ts";
import { createMiners, type Miners, type MinersDeps } from "#main/miners/miners.ts";
import { systemClock } from "#main/ports/clock.ts";
import { entryUrl } from "#main/ports/entries.ts";
import { createEvents, type Events } from "#main/ports/events.ts";
import { createSignals, type Signals } from "#main/signals/signals.ts";
import { openStore } from "#main/store/store.ts";
import type { SignalView } from "#src/contract/signals.ts";
import type { ValidatorRow } from "#src/signals/validator-row.ts";
import { type TestKey, testKey } from "./sr25519-key.ts";

export interface MinerRoom {
  readonly miners: Miners;
  readonly signals: Signals;
  readonly events: Events;
  readonly profileDir: string;
  /** What the chain would show; `null` while it is unknown. */
  rows: readonly ValidatorRow[] | null;
  network: { name: string; kind: "practice" | "finney" };
  /** Stops everything; the profile stays where `keep` is true. */
  close(keep?: boolean): Promise<void>;
}

/** The miner services with real processes, real keys and a profile of their own; only the chain is given by hand. */
export async function openMinerRoom(
  change: Partial<MinersDeps> = {},
  rows: readonly ValidatorRow[] | null = null,
): Promise<MinerRoom> {
  const profileDir = change.profileDir ?? mkdtempSync(join(tmpdir(), "tausmith-miners-"));
  const store = openStore(join(profileDir, "profile.sqlite"));
  const events = createEvents();
  const keys = new Map(
    await Promise.all(
      [7, 8, 9, 10, 11, 12].map(async (number): Promise<[string, TestKey]> => [`hot${number}`, await testKey(number)]),
    ),
  );
  const key = (name: string) => {
    const found = keys.get(name);
    if (!found) throw new Error(`no hotkey ${name}`);
    return found;
  };
  const room: MinerRoom = {
    miners: createMiners({
      profileDir,
      store,
      events,
      clock: systemClock,
      log: silentLogger(),
      host: createChildProcessHost(),
      entry: entryUrl("miner-process"),
      keys: {
        get: () => ({ name: "test" }),
        hotkey: (_walletId, name) => key(name),
        minerKey: async (_walletId, name) => {
          const { address, publicKey, secretKey } = key(name);
          return { address, publicKey, secretKey: secretKey.slice() };
        },
      },
      feed: { network: () => room.network, validatorsFor: async () => room.rows },
      sendersDir: join(profileDir, "senders"),
      firstPort: 20_000 + (process.pid % 20_000),
      ...change,
    }),
    signals: undefined as never,
    events,
    profileDir,
    rows,
    network: { name: "practice", kind: "practice" },
    close: async (keep = false) => {
      room.signals.stop();
      await room.miners.stop();
      store.close();
      if (!keep) rmSync(profileDir, { recursive: true, force: true });
    },
  };
  Object.assign(room, { signals: createSignals({ miners: room.miners, events, clock: systemClock }) });
  return room;
}

/** Resolves with the newest signals once `wanted` holds for them. */
export const whenSignals = (
  room: MinerRoom,
  wanted: (signals: readonly SignalView[]) => boolean,
): Promise<readonly SignalView[]> =>
  new Promise((resolve) => {
    const unsubscribe = room.events.subscribe("signals.changed", ({ payload }) => {
      if (!wanted(payload)) return;
      queueMicrotask(() => unsubscribe());
      resolve(payload);
    });
  });

/** Resolves once a miner is in a state, counted from now on. */
export const whenMiner = (room: MinerRoom, minerId: string, state: string): Promise<void> =>
  new Promise((resolve) => {
    const unsubscribe = room.events.subscribe("miners.changed", ({ payload }) => {
      if (payload.find((miner) => miner.minerId === minerId)?.state !== state) return;
      queueMicrotask(() => unsubscribe());
      resolve();
    });
  });
