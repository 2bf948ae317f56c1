import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import { RpcError } from "#main/chain/json-rpc.ts";
import type { Live } from "#main/chain/link.ts";
import type { Clock } from "#main/ports/clock.ts";
import type { TransactionView } from "#src/contract/transactions.ts";
import { batchError, settleItems, waitingItem } from "./batch-items.ts";
import { type BlockBody, createBlocks } from "./blocks.ts";
import { type Moved, movedSince } from "./other-trades.ts";
import { type Outcome, readOutcome } from "./outcome.ts";
import type { TransactionRecord, TransactionRecords } from "./records.ts";

/** Settles what was sent, by looking at blocks only: across lost connections, restarts and reorganisations. */
export interface Follower {
  start(): void;
  stop(): Promise<void>;
  /** Looks again now; used right after a transaction was sent. */
  nudge(): void;
}

/** An outcome's figures as the contract carries them. */
function paidOf({ feeRao, spentRao, feeAlphaRao, received }: Outcome, moved: Moved | null): TransactionView["paid"] {
  if (feeRao === null) return null;
  return {
    feeRao: feeRao.toString(),
    spentRao: spentRao.toString(),
    ...(feeAlphaRao === null ? {} : { feeAlphaRao: feeAlphaRao.toString() }),
    ...(received === null
      ? {}
      : {
          received: {
            rao: received.rao.toString(),
            alphaRao: received.alphaRao.toString(),
            swapFeeRao: received.swapFeeRao.toString(),
            swapFeeAlphaRao: received.swapFeeAlphaRao.toString(),
          },
        }),
    ...(received === null || moved === null ? {} : { moved }),
  };
}

/**
 * A record is looked for in every block of its life. It is `included` once a best block holds it, `finalized` or
 * `failed` once that block is final, and `expired` once its whole life is final without it. Bytes of a record that no
 * block holds are given to the node again after each new connection: the same bytes can never be paid twice.
 */
export function createFollower(deps: {
  chain: Chain;
  records: TransactionRecords;
  clock: Clock;
  log: Logger;
  onChange: (record: TransactionRecord, former: TransactionView["state"]) => void;
}): Follower {
  const { chain, records, clock, log, onChange } = deps;
  const blocks = createBlocks();
  /** Per record, the last block looked at on the best chain. */
  const looked = new Map<string, number>();
  /** Per record, the last final block looked at; a reorganisation may bring it into a block that was passed. */
  const lookedFinal = new Map<string, number>();
  let work: Promise<void> | null = null;
  let again = false;
  let sendAgain = false;
  let stopped = true;
  let stopListening: (() => void)[] = [];

  function change(record: TransactionRecord, next: Partial<TransactionView>): TransactionRecord {
    const changed = records.update(record.transactionId, next);
    onChange(changed, record.state);
    return changed;
  }

  function settle(record: TransactionRecord, next: Partial<TransactionView>): void {
    looked.delete(record.transactionId);
    lookedFinal.delete(record.transactionId);
    change(record, { ...next, settledAtMs: clock.nowMs() });
  }

  async function include(live: Live, record: TransactionRecord, block: BlockBody): Promise<TransactionRecord> {
    const index = block.extrinsics.indexOf(record.hash);
    const outcome = await readOutcome(live.api, block.hash, index, record.spender ?? record.signer).catch(
      (error: unknown) => {
        // A node that pruned this block's state cannot tell; a lost connection is another matter.
        if (error instanceof RpcError) return null;
        throw error;
      },
    );
    const items = record.items && outcome ? settleItems(record.items, outcome.batch) : undefined;
    const quotedAt = record.quoted.atBlock;
    const moved =
      outcome?.received && quotedAt !== undefined ? await movedSince(live, quotedAt, { ...block, index }) : null;
    return change(record, {
      state: "included",
      block: { number: block.number, hash: block.hash, index },
      paid: outcome ? paidOf(outcome, moved) : null,
      ...(items ? { items } : {}),
      error: outcome
        ? items
          ? batchError(outcome.error, items)
          : outcome.error
        : {
            name: "OutcomeUnknown",
            message: `It is in block ${block.number}, but this node no longer keeps that block's events.`,
            hint: "Look at your balance, or choose the archive network to see what it did.",
          },
    });
  }

  const inBlock = (found: readonly BlockBody[], record: TransactionRecord): BlockBody | undefined =>
    found.find((block) => block.extrinsics.includes(record.hash));

  /** Looks for records on the best chain, from where each was last looked for. */
  async function lookAtBest(live: Live, waiting: readonly TransactionRecord[], best: number): Promise<void> {
    const unseen = waiting.filter((record) => record.state !== "included");
    if (unseen.length === 0) return;
    const startOf = (record: TransactionRecord): number =>
      Math.max(looked.get(record.transactionId) ?? 0, record.birthBlock - 1) + 1;
    const first = Math.min(...unseen.map(startOf));
    const last = Math.min(best, Math.max(...unseen.map((record) => record.deathBlock)));
    if (first > last) return;
    const found = await blocks.range(live.rpc, first, last);
    for (const record of unseen) {
      const block = inBlock(found, record);
      if (block) await include(live, record, block);
      else looked.set(record.transactionId, last);
    }
  }

  /** Settles what finality decides. */
  async function lookAtFinal(live: Live, record: TransactionRecord, final: number): Promise<void> {
    if (record.state === "included" && record.block && record.block.number <= final) {
      if ((await blocks.hashAt(live.rpc, record.block.number)) === record.block.hash) {
        const failed = record.error !== null && record.error.name !== "OutcomeUnknown";
        settle(record, { state: failed ? "failed" : "finalized" });
        return;
      }
      looked.delete(record.transactionId);
      const items = record.items?.map(waitingItem);
      change(record, { state: "sent", block: null, paid: null, error: null, ...(items ? { items } : {}) });
      again = true;
      return;
    }
    if (record.state === "included") return;
    const first = Math.max(record.birthBlock, (lookedFinal.get(record.transactionId) ?? 0) + 1);
    const last = Math.min(final, record.deathBlock);
    if (first <= last) {
      const found = await blocks.range(live.rpc, first, last);
      const block = inBlock(found, record);
      if (block) {
        await include(live, record, block);
        again = true;
        return;
      }
      // A node that does not keep all of these blocks cannot tell that it is in none of them.
      if (found.length < last - first + 1) return;
      lookedFinal.set(record.transactionId, last);
    }
    if (record.deathBlock > final) return;
    settle(record, {
      state: "expired",
      error: {
        name: "Expired",
        message: `No block up to ${record.deathBlock} holds it, and it cannot be included any more. Nothing was paid.`,
        hint: "Prepare it again.",
      },
    });
  }

  /** A practice network that was begun anew has forgotten what was sent to its former self. */
  function dropForgotten(live: Live): void {
    const status = chain.status();
    if (!chain.isPractice()) return;
    for (const record of records.pending()) {
      if (record.network !== status.name || record.genesisHash === live.identity.genesisHash) continue;
      settle(record, {
        state: "expired",
        error: {
          name: "NetworkBegunAnew",
          message: "The practice network was begun anew before this was final.",
          hint: "Prepare it again on the new practice network.",
        },
      });
    }
  }

  async function giveAgain(live: Live, waiting: readonly TransactionRecord[], best: number): Promise<void> {
    for (const { transactionId, signedHex, deathBlock } of waiting) {
      const record = records.get(transactionId);
      if (!record || (record.state !== "recorded" && record.state !== "sent") || deathBlock <= best) continue;
      try {
        await live.rpc.send("author_submitExtrinsic", [signedHex]);
        if (record.state === "recorded") change(record, { state: "sent" });
      } catch (error) {
        // Known already, or refused: blocks decide, and its life is bounded.
        if (!(error instanceof RpcError)) throw error;
        log.info({ transactionId, reason: error.message }, "a transaction was not taken again");
      }
    }
  }

  async function round(): Promise<void> {
    const live = chain.live();
    const best = chain.head()?.number;
    if (best === undefined) return;
    dropForgotten(live);
    const own = (): TransactionRecord[] =>
      records.pending().filter((record) => record.genesisHash === live.identity.genesisHash);
    if (own().length === 0) return;
    await lookAtBest(live, own(), best);
    const final = chain.finalized()?.number;
    if (final !== undefined) for (const record of own()) await lookAtFinal(live, record, final);
    if (sendAgain) {
      sendAgain = false;
      await giveAgain(live, own(), best);
    }
  }

  function nudge(): void {
    if (stopped) return;
    if (work) {
      again = true;
      return;
    }
    again = false;
    work = round()
      .catch((err: unknown) => log.debug({ err }, "transactions are followed when the node is back"))
      .finally(() => {
        work = null;
        if (again) nudge();
      });
  }

  return {
    nudge,
    start() {
      stopped = false;
      stopListening = [
        chain.onHead(nudge),
        chain.onFinalized(nudge),
        chain.onLive(() => {
          sendAgain = true;
          nudge();
        }),
      ];
      sendAgain = true;
      nudge();
    },
    async stop() {
      stopped = true;
      for (const stop of stopListening) stop();
      stopListening = [];
      await work;
    },
  };
}
