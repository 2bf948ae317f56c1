import { createChain } from "#main/chain/chain.ts";
import { buildCall } from "#main/chain/lookup.ts";
import { silentLogger } from "#main/log/logger.ts";
import { createOffline, type Offline } from "#main/offline/offline.ts";
import { systemClock } from "#main/ports/clock.ts";
import type { RuntimeParts } from "#main/practice/practice-runtime.ts";
import { createTransactions } from "#main/transactions/transactions.ts";
import { encodeAddress } from "#src/address/ss58.ts";
import { type ChainRoom, openChainRoom } from "./chain-room.ts";
import { type KeyRoom, makeWallet, openKeyRoom } from "./key-room.ts";
import { type PracticeChain, startPracticeChain } from "./practice-chain.ts";

export const RECEIVER = encodeAddress(new Uint8Array(32).fill(7));
export const TAO = 1_000_000_000n;

/** A profile that is never connected to anything: its chain client is made and not started. */
export function offlineSide(room: KeyRoom): Offline {
  const { keys, store, events, dir } = room;
  const log = silentLogger();
  const practiceUrl = (): Promise<string> => Promise.reject(new Error("no network on this side"));
  const chain = createChain({ clock: systemClock, events, log, profileDir: dir, network: "practice", practiceUrl });
  const activity = { add: () => undefined };
  const randomId = (): string => "unused";
  const transactions = createTransactions({ chain, keys, store, clock: systemClock, events, activity, log, randomId });
  return createOffline({ profileDir: dir, store, clock: systemClock, chain, transactions, keys });
}

/** Two profiles, one connected and one that never was, with a coldkey that the first only watches. */
export interface OfflineRoom {
  readonly practice: PracticeChain;
  readonly online: ChainRoom;
  readonly onlineOffline: Offline;
  readonly cold: KeyRoom;
  readonly coldOffline: Offline;
  readonly address: string;
  /** A plan that sends this much to `RECEIVER`; its id. */
  prepare(amountRao: bigint): Promise<string>;
  /** Seals until the client has seen the transaction settled; its state. */
  settle(transactionId: string): Promise<string>;
  close(): Promise<void>;
}

export async function openOfflineRoom(parts?: RuntimeParts): Promise<OfflineRoom> {
  const practice = await startPracticeChain(parts ? { parts } : {});
  const online = await openChainRoom({ url: practice.url });
  const cold = await openKeyRoom();
  const { address } = await makeWallet(cold.keys, "cold");
  const { walletId } = online.keys.watch("cold", address);
  const { dir: profileDir, store, chain, transactions, keys } = online;
  practice.fund(address, 10n * TAO);
  await chain.whenOnline(10_000);
  await online.until(({ finalizedBlock, block }) => finalizedBlock !== null && block === practice.node.head().number);
  return {
    practice,
    online,
    onlineOffline: createOffline({ profileDir, store, clock: systemClock, chain, transactions, keys }),
    cold,
    coldOffline: offlineSide(cold),
    address,
    async prepare(amountRao) {
      const plan = await transactions.prepare({
        title: "Send 1 TAO",
        signer: { walletId, role: "coldkey" },
        call: (api) => buildCall(api, "Balances", "transfer_keep_alive", RECEIVER, amountRao),
        rows: [{ label: "To", value: RECEIVER, kind: "address", tone: "normal" }],
        spendsMaxRao: amountRao,
        spendsExpectedRao: amountRao,
        warnings: [],
      });
      return plan.planId;
    },
    async settle(transactionId) {
      const settled = transactions.wait(transactionId, "finalized", 30_000);
      practice.seal(3);
      return (await settled).state;
    },
    async close() {
      await cold.close();
      await online.close();
      await practice.stop();
    },
  };
}
