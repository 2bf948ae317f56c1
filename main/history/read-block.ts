import type { ApiPromise } from "@polkadot/api";
import type { Call, EventRecord, Extrinsic } from "@polkadot/types/interfaces";
import type { Registry } from "@polkadot/types/types";
import { hexToU8a, u8aToHex } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";
import { callName } from "#main/chain/call-name.ts";
import { RpcError } from "#main/chain/json-rpc.ts";
import type { Live } from "#main/chain/link.ts";
import { storageItem } from "#main/chain/lookup.ts";
import { settleItems } from "#main/transactions/batch-items.ts";
import { describeCall } from "#main/transactions/describe-call.ts";
import { eventData, eventName } from "#main/transactions/event-text.ts";
import { innerCalls } from "#main/transactions/inner-calls.ts";
import { explainDispatch, outcomeOf } from "#main/transactions/outcome.ts";
import { decodeAddress } from "#src/address/ss58.ts";
import { BATCH_MODES } from "#src/basket/batch-modes.ts";
import type { HistoryEntry, HistoryEvent } from "#src/contract/history.ts";
import { callKind } from "#src/history/call-kind.ts";
import { callTitle } from "#src/history/call-title.ts";
import { changeOf, feeOf, payerOf, tradesOf } from "#src/history/flows.ts";

/** The node does not keep this block's events any more. */
export class EventsGone extends Error {}

/** This profile's keys, for looking and for naming. */
export interface OwnKeys {
  readonly coldkeys: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

const toEvent = (record: EventRecord): HistoryEvent => ({ name: eventName(record), data: eventData(record) });

/** Subnets that a call or its events name. */
function netuidsOf(args: readonly { name: string; value: string }[], trades: readonly { netuid: number }[]): number[] {
  const named = args
    .filter(({ name, value }) => /netuid$/.test(name) && /^\d{1,5}$/.test(value))
    .map(({ value }) => Number(value));
  return [...new Set([...named, ...trades.map(({ netuid }) => netuid)])].sort((a, b) => a - b);
}

const BATCHES: ReadonlySet<string> = new Set(BATCH_MODES.map(({ call }) => call));

/** The calls of a batch that was not made here, named as the chain names them. */
const innerItems = (api: ApiPromise, batch: Call) =>
  innerCalls(batch).map((call, index) => ({ itemId: String(index + 1), title: callName(api, call) }));

/**
 * Everything in a block that concerns own keys. Blocks whose events do not mention one are told apart by their bytes alone, with
 * one request and without decoding: whoever pays a fee, gets or gives something is named there. Only a call that was free and
 * failed, sent from elsewhere, leaves no name; it changed nothing. Error: `EventsGone` where the node has pruned the block's state.
 */
export async function readBlock(
  live: Live,
  network: string,
  block: { readonly number: number; readonly hash: string },
  own: OwnKeys,
): Promise<HistoryEntry[]> {
  const { api, rpc, identity } = live;
  const eventsKey = storageItem(api, "System", "Events").key();
  const events = await rpc.send<string | null>("state_getStorage", [eventsKey, block.hash]).catch((error: unknown) => {
    if (error instanceof RpcError) throw new EventsGone();
    throw error;
  });
  if (events === null) throw new EventsGone();
  const marks = [...own.all].map((address) => u8aToHex(decodeAddress(address).accountId).slice(2));
  const mentions = (hex: string): boolean => marks.some((mark) => hex.includes(mark));
  if (!mentions(events)) return [];
  const body = await rpc.send<{ block: { extrinsics: string[] } } | null>("chain_getBlock", [block.hash]);
  if (!body) throw new EventsGone();
  const bodies = body.block.extrinsics;

  const at = await api.at(block.hash);
  const registry = at.registry as unknown as Registry;
  const [records, moment] = await Promise.all([
    at.query.system?.events?.() as unknown as Promise<EventRecord[]>,
    at.query.timestamp?.now?.(),
  ]);
  const atMs = Number(moment?.toString() ?? 0);
  return bodies.flatMap((hex, index): HistoryEntry[] => {
    const mine = records.filter(({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(index));
    const told = mine.map(toEvent);
    const named = (address: string): boolean =>
      told.some(({ data }) => data.some((value) => value === address || value.includes(`"${address}"`)));
    const extrinsic = registry.createType("Extrinsic", hexToU8a(hex)) as unknown as Extrinsic;
    const signer = extrinsic.isSigned ? extrinsic.signer.toString() : null;
    const keys = [...own.all].filter((address) => address === signer || named(address));
    if (keys.length === 0 || signer === null) return [];
    const method = extrinsic.method as unknown as Call;
    const call = describeCall({ registry, runtimeMetadata: api.runtimeMetadata } as never, method.toHex());
    const outcome = outcomeOf(registry, records, index, signer);
    const signedHere = own.all.has(signer);
    // A proxy call may be paid by the account it is made for.
    const payer = payerOf(told) ?? signer;
    const paidHere = own.all.has(payer);
    const fee = feeOf(told, payer);
    const failed = mine.find(({ event }) => event.section === "system" && event.method === "ExtrinsicFailed");
    const error = outcome?.error ?? (failed ? explainDispatch(registry, failed.event.data[0] as never) : null);
    const trades = tradesOf(told, own.coldkeys);
    const args = call.args.map(({ name, value }) => ({ name, value }));
    return [
      {
        entryId: `${identity.genesisHash.slice(2, 18)}-${block.number}-${index}`,
        source: "seen",
        network,
        genesisHash: identity.genesisHash,
        block: { number: block.number, hash: block.hash, index },
        hash: blake2AsHex(hexToU8a(hex)),
        atMs,
        kind: callKind(call.section, call.method, signedHere),
        title: callTitle(
          callName(api, method),
          innerCalls(method).map((inner) => callName(api, inner)),
        ),
        section: call.section,
        method: call.method,
        signer,
        keys,
        netuids: netuidsOf(args, trades),
        args,
        state: error ? "failed" : "finalized",
        error: error ? { name: error.name, message: error.message, hint: error.hint } : null,
        quoted: null,
        feePaidRao: paidHere ? fee.rao.toString() : signedHere ? "0" : null,
        feePaidAlphaRao: paidHere && fee.alphaRao !== null ? fee.alphaRao.toString() : null,
        changeRao: (changeOf(told, own.coldkeys) + (own.coldkeys.has(payer) ? fee.rao : 0n)).toString(),
        trades,
        ...(BATCHES.has(call.method) && call.section === "Utility"
          ? { items: settleItems(innerItems(api, method), outcome?.batch ?? null) }
          : {}),
        events: told,
      },
    ];
  });
}
