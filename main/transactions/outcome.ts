import type { ApiPromise } from "@polkadot/api";
import type { DispatchError, EventRecord } from "@polkadot/types/interfaces";
import type { Codec, Registry } from "@polkadot/types/types";
import { type ExplainedError, explainDispatchError } from "#src/errors/explain-error.ts";

/** What an included extrinsic did. Amounts in rao. */
export interface Outcome {
  readonly error: ExplainedError | null;
  /** Null where the block's events do not tell it. */
  readonly feeRao: bigint | null;
  /** What left who spends besides the fee; 0 where more came in than went out. */
  readonly spentRao: bigint;
  /** The fee where it was taken in alpha-rao; null where it was taken in TAO. */
  readonly feeAlphaRao: bigint | null;
  /** What a trade brought, from its events; null where the extrinsic traded nothing, and for a batch. */
  readonly received: Received | null;
  /** What became of each call of a batch; null where it was none. */
  readonly batch: BatchOutcome | null;
}

/** TAO and alpha that a trade brought, and its swap fee in the token it was taken in. */
export interface Received {
  readonly rao: bigint;
  readonly alphaRao: bigint;
  readonly swapFeeRao: bigint;
  readonly swapFeeAlphaRao: bigint;
}

/** What the events tell of one call of a batch. Amounts in rao. */
export interface ItemOutcome {
  readonly error: ExplainedError | null;
  readonly spentRao: bigint;
  readonly received: Received | null;
}

/** A batch's calls as far as its events tell of them: those that follow were not reached. */
export type BatchOutcome = readonly ItemOutcome[];

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names a dispatch error with the metadata of the block it happened in. */
export function explainDispatch(registry: Registry, error: DispatchError): ExplainedError {
  if (error.isModule) {
    const { section, name, docs } = registry.findMetaError(error.asModule);
    return explainDispatchError({ section: capital(section), name, docs });
  }
  if (error.isToken) return explainDispatchError({ section: "Token", name: error.asToken.type });
  if (error.isArithmetic) return explainDispatchError({ section: "Arithmetic", name: error.asArithmetic.type });
  return explainDispatchError({ section: "", name: error.type });
}

/** Calls that succeed as a whole while the call inside them failed tell it in an event. */
function innerError(registry: Registry, event: EventRecord["event"]): ExplainedError | null {
  const name = `${event.section}.${event.method}`;
  if (name === "utility.BatchInterrupted") return explainDispatch(registry, event.data[1] as unknown as DispatchError);
  if (name === "utility.ItemFailed") return explainDispatch(registry, event.data[0] as unknown as DispatchError);
  if (name !== "proxy.ProxyExecuted" && name !== "multisig.MultisigExecuted") return null;
  for (const part of event.data) {
    const result = part as unknown as { isErr?: boolean; asErr?: DispatchError };
    if (result.isErr && result.asErr) return explainDispatch(registry, result.asErr);
  }
  return null;
}

/** +amount where a Balances event takes from `who`, −amount where it gives. */
function balanceFlow(event: EventRecord["event"], who: string): bigint {
  const [first, second, third] = event.data as unknown as [Codec?, Codec?, Codec?];
  const amount = (value: Codec | undefined): bigint => BigInt(value?.toString() ?? "0");
  switch (event.method) {
    case "Withdraw":
    case "Burned":
    case "Slashed":
    case "DustLost":
      return first?.toString() === who ? amount(second) : 0n;
    case "Deposit":
    case "Minted":
    case "Restored":
      return first?.toString() === who ? -amount(second) : 0n;
    case "Transfer":
      return (first?.toString() === who ? amount(third) : 0n) - (second?.toString() === who ? amount(third) : 0n);
    default:
      return 0n;
  }
}

interface StakeEvent {
  readonly taoRao: bigint;
  readonly alphaRao: bigint;
  readonly feeRao: bigint;
}

/** The positional figures that StakeAdded and StakeRemoved share (chain facts 2.4). */
function stakeEvent(event: EventRecord["event"]): StakeEvent {
  const [, , tao, alpha, , fee] = event.data as unknown as Codec[];
  const figure = (value: Codec | undefined): bigint => BigInt(value?.toString() ?? "0");
  return { taoRao: figure(tao), alphaRao: figure(alpha), feeRao: figure(fee) };
}

const sum = (events: readonly StakeEvent[], key: keyof StakeEvent): bigint =>
  events.reduce((total, event) => total + event[key], 0n);

/** What is left at the end of a trade: TAO of sales that was not staked again, and alpha of purchases. */
function receivedOf(added: readonly StakeEvent[], removed: readonly StakeEvent[]): Received | null {
  if (added.length === 0 && removed.length === 0) return null;
  const restakedRao = removed.length === 0 ? 0n : sum(added, "taoRao");
  const soldRao = sum(removed, "taoRao");
  return {
    rao: soldRao > restakedRao ? soldRao - restakedRao : 0n,
    alphaRao: sum(added, "alphaRao"),
    swapFeeRao: sum(added, "feeRao"),
    swapFeeAlphaRao: sum(removed, "feeRao"),
  };
}

/** What the trades in some events brought together; null where there are none. */
function readReceived(records: readonly EventRecord[]): Received | null {
  const of = (method: string): StakeEvent[] =>
    records
      .filter(({ event }) => event.section === "subtensorModule" && event.method === method)
      .map(({ event }) => stakeEvent(event));
  return receivedOf(of("StakeAdded"), of("StakeRemoved"));
}

const nameOf = ({ event }: EventRecord): string => `${event.section}.${event.method}`;

/**
 * Divides an extrinsic's events at the marks that Utility sets after each call (chain facts 2.7): `ItemCompleted`, `ItemFailed` and
 * `BatchInterrupted`. Null where the extrinsic was no batch. What `batch_all` takes back leaves no mark at all.
 */
function readBatch(
  registry: Registry,
  own: readonly EventRecord[],
  spender: string,
  feeRao: bigint | null,
): BatchOutcome | null {
  const items: ItemOutcome[] = [];
  let part: EventRecord[] = [];
  let marked = false;
  for (const [index, record] of own.entries()) {
    const mark = nameOf(record);
    // The first thing that happens is that the fee leaves; it belongs to no call.
    if (index === 0 && mark === "balances.Withdraw" && (feeRao ?? 0n) > 0n) continue;
    const failed = mark === "utility.ItemFailed" ? 0 : mark === "utility.BatchInterrupted" ? 1 : null;
    if (mark !== "utility.ItemCompleted" && failed === null) {
      part.push(record);
      marked ||= mark === "utility.BatchCompleted" || mark === "utility.BatchCompletedWithErrors";
      continue;
    }
    marked = true;
    const outRao = part
      .filter(({ event }) => event.section === "balances")
      .reduce((sum, { event }) => sum + balanceFlow(event, spender), 0n);
    items.push({
      error: failed === null ? null : explainDispatch(registry, record.event.data[failed] as never),
      spentRao: outRao > 0n ? outRao : 0n,
      received: failed === null ? readReceived(part) : null,
    });
    part = [];
  }
  return marked ? items : null;
}

/**
 * Reads an extrinsic's outcome from the events of its block. `spender` is whose money counts: the signer, or for whom it acted; the fee
 * may have been paid by another. Null where the events do not mention it.
 */
export function outcomeOf(
  registry: Registry,
  records: readonly EventRecord[],
  extrinsicIndex: number,
  spender: string,
): Outcome | null {
  const own = records.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(extrinsicIndex));
  let error: ExplainedError | null = null;
  let done = false;
  let feeRao: bigint | null = null;
  let feePayer = spender;
  let feeAlphaRao: bigint | null = null;
  let outRao = 0n;
  const added: StakeEvent[] = [];
  const removed: StakeEvent[] = [];
  for (const { event } of own) {
    const name = `${event.section}.${event.method}`;
    if (name === "system.ExtrinsicSuccess") done = true;
    else if (name === "system.ExtrinsicFailed") {
      done = true;
      error = explainDispatch(registry, event.data[0] as unknown as DispatchError);
    } else if (name === "transactionPayment.TransactionFeePaid") {
      feePayer = event.data[0]?.toString() ?? "";
      feeRao = BigInt(event.data[1]?.toString() ?? "0");
    } else if (name === "subtensorModule.StakeAdded") added.push(stakeEvent(event));
    else if (name === "subtensorModule.StakeRemoved") removed.push(stakeEvent(event));
    else if (name === "subtensorModule.TransactionFeePaidWithAlpha") {
      feeAlphaRao = BigInt(event.data[2]?.toString() ?? "0");
      // The sale for the fee comes before the call and is none of its trades.
      const taoRao = BigInt(event.data[3]?.toString() ?? "0");
      const sale = removed.findIndex((other) => other.taoRao === taoRao && other.feeRao === 0n);
      if (sale !== -1) removed.splice(sale, 1);
    } else if (event.section === "balances") outRao += balanceFlow(event, spender);
    else error ??= innerError(registry, event);
  }
  if (!done) return null;
  const batch = readBatch(registry, own, spender, feeRao);
  const ownFeeRao = feeAlphaRao === null && feePayer === spender ? (feeRao ?? 0n) : 0n;
  const spentRao = outRao - ownFeeRao;
  return {
    error,
    feeRao: feeRao ?? 0n,
    spentRao: spentRao > 0n ? spentRao : 0n,
    feeAlphaRao,
    // Alpha of several subnets has no sum; a batch tells it item by item.
    received: error || batch ? null : receivedOf(added, removed),
    batch,
  };
}

/**
 * The outcome of extrinsic `index` in the block `blockHash`, decoded with the runtime of that block. Null where the
 * node no longer keeps the block's state.
 */
export async function readOutcome(
  api: ApiPromise,
  blockHash: string,
  index: number,
  spender: string,
): Promise<Outcome | null> {
  const at = await api.at(blockHash);
  const records = (await at.query.system?.events?.()) as unknown as EventRecord[] | undefined;
  return records ? outcomeOf(at.registry as unknown as Registry, records, index, spender) : null;
}
