import type { ApiPromise } from "@polkadot/api";
import type { Compact, Option, Struct, u8, u16, u64, u128, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { Codec, INumber } from "@polkadot/types/types";
import { askRuntime, hasCapability, storageItem } from "#main/chain/lookup.ts";
import { AppError } from "#src/app-error.ts";
import { ipText } from "./ip-text.ts";

/** One neuron as a miner's dashboard needs it. Shares are 0 to 1. */
export interface MetagraphRow {
  readonly uid: number;
  readonly hotkey: string;
  readonly coldkey: string;
  /** `0.0.0.0` where no axon is published. */
  readonly ip: string;
  readonly port: number;
  readonly permit: boolean;
  readonly active: boolean;
  /** Stake that counts on the subnet: own and inherited alpha, and TAO by its weight. Rao. */
  readonly stakeRao: bigint;
  /** Validator trust (vtrust); null where the runtime has none. */
  readonly trust: number | null;
  /** Null where the chain no longer fills it, as since the removal of `Rank` and `Trust` (chain facts 3.1). */
  readonly rank: number | null;
  readonly minerTrust: number | null;
  readonly incentive: number;
  readonly dividends: number;
  readonly consensus: number;
  /** Of the last epoch, alpha-rao. */
  readonly emissionAlphaRao: bigint;
  readonly registeredAtBlock: number;
  readonly lastUpdateBlock: number;
}

export interface Metagraph {
  readonly netuid: number;
  readonly name: string;
  readonly symbol: string;
  readonly tempo: number;
  readonly atBlock: number;
  readonly neurons: readonly MetagraphRow[];
  readonly maxNeurons: number;
  readonly immunityBlocks: number;
  readonly ownerHotkey: string;
  readonly ownerColdkey: string;
}

/** Fields asked for, by name; a dashboard needs no more (chain facts 4.1). */
const WANTED = [
  "name",
  "symbol",
  "identity",
  "tempo",
  "ownerHotkey",
  "ownerColdkey",
  "block",
  "maxUids",
  "immunityPeriod",
  "hotkeys",
  "coldkeys",
  "axons",
  "active",
  "validatorPermit",
  "lastUpdate",
  "emission",
  "dividends",
  "incentives",
  "consensus",
  "trust",
  "rank",
  "blockAtRegistration",
  "totalStake",
] as const;

const API = "SubnetInfoRuntimeApi";
const METHOD = "get_selective_metagraph";
/** Older runtimes have only the whole one: the same fields, all of them filled. */
const WHOLE_METHOD = "get_metagraph";
const U16_ONE = 65_535;

interface Axon extends Struct {
  readonly ip: u128;
  readonly port: u16;
  readonly ipType: u8;
}

/**
 * The runtime asks for fields by number, and a field's number is its place in the struct it answers with: so the
 * numbers come from the node's metadata and not from here.
 */
export function fieldNumbers(api: ApiPromise, names: readonly string[]): number[] {
  const call = (api.call as unknown as Record<string, Record<string, { meta: { type: string } }>>).subnetInfoRuntimeApi
    ?.getSelectiveMetagraph;
  const type = call ? /^Option<(.+)>$/.exec(call.meta.type)?.[1] : undefined;
  if (!type) return [];
  const fields = (api.registry.createType(type) as Struct).defKeys;
  return names.map((name) => fields.indexOf(name)).filter((place) => place >= 0);
}

const plainNumber = (value: Codec | undefined): number => (value as INumber | undefined)?.toNumber() ?? 0;

/** A field of either answer: the selective one wraps each field once more. */
const fieldsOf =
  (answer: Struct, selective: boolean) =>
  <T extends Codec>(name: (typeof WANTED)[number]): T | null => {
    const field = answer.get(name);
    if (!selective) return (field as T | undefined) ?? null;
    const option = field as Option<T> | undefined;
    return option?.isSome ? option.unwrap() : null;
  };

const utf8 = new TextDecoder();
/** Names are vectors of compact bytes here. */
const textOf = (bytes: Iterable<Codec> | null): string => utf8.decode(Uint8Array.from(bytes ?? [], plainNumber));

/** The subnet's validator trust from storage; null where the runtime has none. */
async function readValidatorTrust(api: ApiPromise, netuid: number): Promise<readonly Codec[] | null> {
  if (!hasCapability(api, "storage", "SubtensorModule", "ValidatorTrust")) return null;
  return [...((await storageItem(api, "SubtensorModule", "ValidatorTrust")(netuid)) as unknown as Vec<u16>)];
}

/**
 * The metagraph of a subnet, with one runtime call for everything and one storage read for validator trust, which
 * that call no longer fills; who reads several subnets gives the trust, read for all of them in one request.
 * Error: `SUBNET_UNKNOWN`.
 */
export async function readMetagraph(
  api: ApiPromise,
  netuid: number,
  validatorTrust: Promise<readonly Codec[] | null> = readValidatorTrust(api, netuid),
): Promise<Metagraph> {
  const selective =
    hasCapability(api, "runtimeApi", API, METHOD) || !hasCapability(api, "runtimeApi", API, WHOLE_METHOD);
  const [answer, trust] = await Promise.all([
    selective
      ? askRuntime<Option<Struct>>(api, API, METHOD, netuid, fieldNumbers(api, WANTED))
      : askRuntime<Option<Struct>>(api, API, WHOLE_METHOD, netuid),
    validatorTrust,
  ]);
  if (answer.isNone) {
    throw new AppError("SUBNET_UNKNOWN", `There is no subnet ${netuid} on this network.`, {
      hint: "Choose a subnet from the list.",
      field: "netuid",
    });
  }
  const field = fieldsOf(answer.unwrap(), selective);
  const list = <T extends Codec>(name: (typeof WANTED)[number]): T[] => [...(field<Vec<T>>(name) ?? [])];
  const share = (values: readonly Codec[], uid: number): number => plainNumber(values[uid]) / U16_ONE;

  const coldkeys = list<AccountId32>("coldkeys");
  const axons = list<Axon>("axons");
  const active = list("active");
  const permits = list("validatorPermit");
  const lastUpdate = list<Compact<u64>>("lastUpdate");
  const emission = list<Compact<u64>>("emission");
  const dividends = list("dividends");
  const incentives = list("incentives");
  const consensus = list("consensus");
  const registered = list<Compact<u64>>("blockAtRegistration");
  const stakes = list<Compact<u64>>("totalStake");
  const filled = (values: readonly Codec[]): readonly Codec[] | null =>
    values.some((value) => plainNumber(value) > 0) ? values : null;
  const ranks = filled(list("rank"));
  const minerTrusts = filled(list("trust"));
  const identity = field<Option<Struct>>("identity")?.unwrapOr(null);
  const givenName = (identity?.get("subnetName") as (Codec & { toUtf8(): string }) | undefined)?.toUtf8();

  const neurons = list<AccountId32>("hotkeys").map((hotkey, uid): MetagraphRow => {
    const axon = axons[uid];
    return {
      uid,
      hotkey: hotkey.toString(),
      coldkey: coldkeys[uid]?.toString() ?? "",
      ip: axon ? ipText(axon.ip.toBigInt(), axon.ipType.toNumber()) : "0.0.0.0",
      port: axon?.port.toNumber() ?? 0,
      permit: permits[uid]?.toString() === "true",
      active: active[uid]?.toString() === "true",
      stakeRao: stakes[uid]?.toBigInt() ?? 0n,
      trust: trust ? share(trust, uid) : null,
      rank: ranks ? share(ranks, uid) : null,
      minerTrust: minerTrusts ? share(minerTrusts, uid) : null,
      incentive: share(incentives, uid),
      dividends: share(dividends, uid),
      consensus: share(consensus, uid),
      emissionAlphaRao: emission[uid]?.toBigInt() ?? 0n,
      registeredAtBlock: plainNumber(registered[uid]),
      lastUpdateBlock: plainNumber(lastUpdate[uid]),
    };
  });
  return {
    netuid,
    name: givenName || textOf(list("name")),
    symbol: textOf(list("symbol")),
    tempo: plainNumber(field("tempo") ?? undefined),
    atBlock: plainNumber(field("block") ?? undefined),
    neurons,
    maxNeurons: plainNumber(field("maxUids") ?? undefined),
    immunityBlocks: plainNumber(field("immunityPeriod") ?? undefined),
    ownerHotkey: field<AccountId32>("ownerHotkey")?.toString() ?? "",
    ownerColdkey: field<AccountId32>("ownerColdkey")?.toString() ?? "",
  };
}
