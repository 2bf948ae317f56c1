import { nextAfter, nextAfterMoreThan } from "#src/transactions/rate-limit.ts";
import type { AccountId, Reads, Writes } from "../../describe/index.ts";
import { LastRateLimitedBlock, TransactionKeyLastBlock } from "./storage/index.ts";

type Here = { readonly block: number };
type AccountLimit = "LastTxBlock" | "LastTxBlockDelegateTake";

/** Limits that are remembered by account. */
export const accountLimits = {
  isTooSoon: (ctx: Reads & Here, kind: AccountLimit, who: AccountId, limit: bigint): boolean =>
    ctx.block < nextAfterMoreThan(Number(LastRateLimitedBlock.get(ctx, { type: kind, value: who })), Number(limit)),
  last: (ctx: Reads, kind: AccountLimit, who: AccountId): bigint =>
    LastRateLimitedBlock.get(ctx, { type: kind, value: who }),
  note: (ctx: Writes, kind: AccountLimit, who: AccountId, block: bigint): void =>
    LastRateLimitedBlock.put(ctx, { type: kind, value: who }, block),
};

/** Limits that are remembered by hotkey and subnet, with the numbers of the chain's kinds of transactions. */
const KINDS = { setChildren: 0, setChildkeyTake: 1 } as const;
export const hotkeyLimits = {
  isTooSoon: (ctx: Reads & Here, kind: keyof typeof KINDS, hotkey: AccountId, netuid: number, limit: bigint): boolean =>
    ctx.block < nextAfter(Number(TransactionKeyLastBlock.get(ctx, hotkey, netuid, KINDS[kind])), Number(limit)),
  note: (ctx: Writes & Here, kind: keyof typeof KINDS, hotkey: AccountId, netuid: number): void =>
    TransactionKeyLastBlock.put(ctx, hotkey, netuid, KINDS[kind], BigInt(ctx.block)),
};
