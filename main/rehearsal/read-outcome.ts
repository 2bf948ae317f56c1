import type { ApiPromise } from "@polkadot/api";
import type { Option, StorageKey, Struct, Vec } from "@polkadot/types";
import type { EventRecord } from "@polkadot/types/interfaces";
import type { Codec, Registry } from "@polkadot/types/types";
import { unwrapStorageType } from "@polkadot/types/util";
import { hexToU8a } from "@polkadot/util";
import { hasCapability, type RuntimeQuestion, runtimeQuestion, storageItem } from "#main/chain/lookup.ts";
import { eventData, eventName } from "#main/transactions/event-text.ts";
import { outcomeOf } from "#main/transactions/outcome.ts";
import { toAccount } from "#main/wallet/account.ts";
import type { RehearsalResult } from "#src/contract/rehearsal.ts";
import type { PlanView } from "#src/contract/transactions.ts";
import { explainPoolError } from "#src/errors/pool-errors.ts";
import {
  type AccountPair,
  balanceChanges,
  expectations,
  type StakePair,
  stakeChanges,
  uidChanges,
} from "#src/rehearsal/differences.ts";
import type { ForkOutcome, StateChange } from "./fork.ts";

/** Where shares of stake lie, by the names of past and present runtimes. */
const SHARE_ITEMS = ["Alpha", "AlphaV2"];
const STAKE_API = "StakeInfoRuntimeApi";
const OF_POSITION = "get_stake_info_for_hotkey_coldkey_netuid";
const OF_COLDKEY = "get_stake_info_for_coldkey";

interface Item {
  readonly section: string;
  readonly name: string;
  readonly prefix: string;
}

/** Every storage item of the runtime with the prefix of its keys. */
function itemsOf(api: ApiPromise): Item[] {
  return api.runtimeMetadata.asLatest.pallets.flatMap(({ name, storage }) => {
    if (storage.isNone) return [];
    return [...storage.unwrap().items].flatMap((item) => {
      const [section, itemName] = [name.toString(), item.name.toString()];
      if (!hasCapability(api, "storage", section, itemName)) return [];
      return [{ section, name: itemName, prefix: storageItem(api, section, itemName).keyPrefix() }];
    });
  });
}

/** The parts of a map's key. */
function keyParts(api: ApiPromise, section: string, name: string, key: string): readonly Codec[] {
  const { meta } = storageItem(api, section, name).creator;
  const read = api.registry.createType<StorageKey>("StorageKey", key);
  read.setMeta(meta, section, name);
  return read.args as unknown as readonly Codec[];
}

const under = (
  api: ApiPromise,
  changes: readonly StateChange[],
  section: string,
  name: string,
): readonly StateChange[] => {
  if (!hasCapability(api, "storage", section, name)) return [];
  const prefix = storageItem(api, section, name).keyPrefix();
  return changes.filter(([key]) => key.startsWith(prefix));
};

/** Positions whose shares changed, without repetition. */
function touchedPositions(api: ApiPromise, changes: readonly StateChange[]) {
  const found = new Map<string, { hotkey: string; coldkey: string; netuid: number }>();
  for (const name of SHARE_ITEMS) {
    for (const [key] of under(api, changes, "SubtensorModule", name)) {
      const [hotkey = "", coldkey = "", netuid = ""] = keyParts(api, "SubtensorModule", name, key).map(String);
      found.set(`${hotkey} ${coldkey} ${netuid}`, { hotkey, coldkey, netuid: Number(netuid) });
    }
  }
  return [...found.values()];
}

interface StakeInfo extends Struct {
  readonly hotkey: Codec;
  readonly coldkey: Codec;
  readonly netuid: Codec;
  readonly stake: Codec;
}
type Asked = RuntimeQuestion<Option<StakeInfo> | Vec<StakeInfo>>;

/** Each position by itself, or on older runtimes all of its coldkey, whose argument is plain bytes there. */
export function stakeQuestions(api: ApiPromise, changes: readonly StateChange[]): Asked[] {
  const positions = touchedPositions(api, changes);
  if (hasCapability(api, "runtimeApi", STAKE_API, OF_POSITION)) {
    return positions.map(({ hotkey, coldkey, netuid }) =>
      runtimeQuestion(api, STAKE_API, OF_POSITION, hotkey, coldkey, netuid),
    );
  }
  if (!hasCapability(api, "runtimeApi", STAKE_API, OF_COLDKEY)) return [];
  const coldkeys = [...new Set(positions.map(({ coldkey }) => coldkey))];
  return coldkeys.map((coldkey) =>
    runtimeQuestion(api, STAKE_API, OF_COLDKEY, api.registry.createType("AccountId32", coldkey).toHex()),
  );
}

/** Every position of some answers in alpha-rao, by `hotkey coldkey netuid`; null where they are bytes of no known shape. */
function stakesOf(questions: readonly Asked[], answers: readonly string[]): ReadonlyMap<string, bigint> | null {
  const infos = answers.flatMap((answer, index) => {
    const read = questions[index]?.read(answer);
    if (read === undefined) return [];
    return "isSome" in read ? (read.isSome ? [read.unwrap()] : []) : [...read];
  });
  if (!infos.every((info: unknown) => typeof info === "object" && info !== null && "hotkey" in info)) return null;
  const number = (value: Codec): string => BigInt(value.toString()).toString();
  return new Map(
    infos.map(({ hotkey, coldkey, netuid, stake }) => [
      `${hotkey.toString()} ${coldkey.toString()} ${number(netuid)}`,
      BigInt(number(stake)),
    ]),
  );
}

/** Null where the runtime cannot tell positions. */
function readStakes(
  api: ApiPromise,
  changes: readonly StateChange[],
  answers: ForkOutcome["answers"],
): StakePair[] | null {
  const questions = stakeQuestions(api, changes);
  if (questions.length === 0) return null;
  const [before, after] = [
    stakesOf(
      questions,
      answers.map((one) => one.before),
    ),
    stakesOf(
      questions,
      answers.map((one) => one.after),
    ),
  ];
  if (!before || !after) return null;
  return touchedPositions(api, changes).map((position) => {
    const key = `${position.hotkey} ${position.coldkey} ${position.netuid}`;
    return { ...position, beforeAlphaRao: before.get(key) ?? 0n, afterAlphaRao: after.get(key) ?? 0n };
  });
}

function readAccounts(api: ApiPromise, changes: readonly StateChange[]): AccountPair[] {
  const type = unwrapStorageType(api.registry, storageItem(api, "System", "Account").creator.meta.type, false);
  const decode = (hex: string | null) =>
    hex === null ? null : toAccount(api.registry.createTypeUnsafe(type, [hexToU8a(hex)]));
  return under(api, changes, "System", "Account").map(([key, before, after]) => ({
    address: String(keyParts(api, "System", "Account", key)[0]),
    before: decode(before),
    after: decode(after),
  }));
}

function readUids(api: ApiPromise, changes: readonly StateChange[]) {
  const decode = (hex: string | null) =>
    hex === null ? null : api.registry.createType("AccountId32", hexToU8a(hex)).toString();
  return under(api, changes, "SubtensorModule", "Keys").map(([key, before, after]) => {
    const [netuid, uid] = keyParts(api, "SubtensorModule", "Keys", key).map(Number) as [number, number];
    return { netuid, uid, hotkeyBefore: decode(before), hotkeyAfter: decode(after) };
  });
}

/** The events of the newest extrinsic of the copy's block. */
function readEvents(api: ApiPromise, changes: readonly StateChange[]): { records: EventRecord[]; index: number } {
  const stored = under(api, changes, "System", "Events")[0]?.[2];
  if (!stored) return { records: [], index: 0 };
  const all = [...api.registry.createType<Vec<EventRecord>>("Vec<EventRecord>", hexToU8a(stored))];
  const indexes = all.flatMap(({ phase }) => (phase.isApplyExtrinsic ? [phase.asApplyExtrinsic.toNumber()] : []));
  const index = Math.max(0, ...indexes);
  const own = ({ phase }: EventRecord): boolean => phase.isApplyExtrinsic && phase.asApplyExtrinsic.eq(index);
  return { records: all.filter(own), index };
}

/** A field's name; its type where the chain gives it none. */
function fieldName({ event }: EventRecord, position: number): string {
  const field = event.meta.fields[position];
  const [name, type] = [field?.name.unwrapOr(null)?.toString(), field?.typeName.unwrapOr(null)?.toString()];
  return name ?? type?.replace(/^T::/, "") ?? String(position + 1);
}

/** What is shown by itself; the system's own bookkeeping of a block says nothing. */
const SHOWN = ["System.Account", "SubtensorModule.Keys"];
const SHARES = SHARE_ITEMS.map((name) => `SubtensorModule.${name}`);
const BOOKKEEPING = /^(System\.(?!Account$)|Timestamp\.|TransactionPayment\.|Aura\.|Authorship\.)/;

function otherChanges(
  api: ApiPromise,
  changes: readonly StateChange[],
  shown: readonly string[],
): RehearsalResult["otherChanges"] {
  const items = itemsOf(api);
  const counted = new Map<string, number>();
  for (const [key, before, after] of changes) {
    if (before === after) continue;
    const item = items.find(({ prefix }) => key.startsWith(prefix));
    const name = item ? `${item.section}.${item.name}` : "unknown item";
    if (item ? shown.includes(name) || BOOKKEEPING.test(name) : key.startsWith("0x3a")) continue;
    counted.set(name, (counted.get(name) ?? 0) + 1);
  }
  return [...counted].map(([item, keys]) => ({ item, keys })).sort((a, b) => (a.item < b.item ? -1 : 1));
}

/** What a run on a copy means to a person, decoded with the connected runtime's own metadata. */
export function readRehearsal(
  api: ApiPromise,
  plan: PlanView,
  { refusal, changes, answers }: ForkOutcome,
): Pick<
  RehearsalResult,
  "outcome" | "error" | "expectations" | "balances" | "stakes" | "uids" | "events" | "otherChanges"
> {
  if (refusal) {
    const error = explainPoolError(refusal);
    return {
      outcome: "refused",
      error,
      expectations: [],
      balances: [],
      stakes: [],
      uids: [],
      events: [],
      otherChanges: [],
    };
  }
  // As this chain writes addresses.
  const spender = api.registry.createType("AccountId32", plan.spender ?? plan.signer.address).toString();
  const { records, index } = readEvents(api, changes);
  const seen = outcomeOf(api.registry as unknown as Registry, records, index, spender);
  const error = seen?.error ?? null;
  const tellsFee = records.some((record) => eventName(record) === "TransactionPayment.TransactionFeePaid");
  const outcome = error ? "failed" : "succeeded";
  const accounts = readAccounts(api, changes);
  const stakes = readStakes(api, changes, answers);
  const signerAfter = accounts.find(({ address }) => address === spender);
  return {
    outcome,
    error: error && { name: error.name, message: error.message, hint: error.hint },
    expectations: expectations(plan, {
      outcome,
      feeRao: tellsFee ? (seen?.feeRao ?? null) : null,
      feeAlphaRao: seen?.feeAlphaRao ?? null,
      spentRao: seen?.spentRao ?? 0n,
      received: seen?.received ?? null,
      freeAfterRao: signerAfter ? (signerAfter.after?.freeRao ?? 0n) : null,
    }),
    balances: balanceChanges(accounts, spender),
    stakes: stakeChanges(stakes ?? []),
    uids: uidChanges(readUids(api, changes)),
    events: records.map((record) => ({
      name: eventName(record),
      fields: eventData(record).map((value, position) => ({ name: fieldName(record, position), value })),
    })),
    otherChanges: otherChanges(api, changes, stakes ? [...SHOWN, ...SHARES] : SHOWN),
  };
}
