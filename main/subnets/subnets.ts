import type { Compact, Option, Struct, u16, u64, Vec } from "@polkadot/types";
import type { AccountId32 } from "@polkadot/types/interfaces";
import type { Codec, INumber } from "@polkadot/types/types";
import type { Logger } from "pino";
import type { Chain } from "#main/chain/chain.ts";
import { askRuntime, hasCapability, storageItem } from "#main/chain/lookup.ts";
import type { StorageRead } from "#main/chain/read-many.ts";
import { readMetagraph } from "#main/neurons/metagraph.ts";
import type { Events } from "#main/ports/events.ts";
import type { NeuronView, SubnetView } from "#src/contract/subnets.ts";

/** While somebody looks, prices are read again after this many blocks. */
const REFRESH_BLOCKS = 5;
/** Nobody has asked for this many blocks: nobody looks. */
const WATCHED_BLOCKS = 50;

const BURN_ITEMS = ["Burn", "NetworkRegistrationAllowed", "SubnetworkN", "MaxAllowedUids", "ImmunityPeriod"] as const;
const RAO_PER_ALPHA_ON_ROOT = "1000000000";

export interface Subnets {
  start(): void;
  stop(): void;
  /** All subnets, three requests together. Error: `NETWORK_OFFLINE`. */
  list(): Promise<SubnetView[]>;
  /** Errors: `NETWORK_OFFLINE`, `SUBNET_UNKNOWN`. */
  neurons(netuid: number): Promise<NeuronView[]>;
}

interface DynamicInfo extends Struct {
  readonly netuid: Compact<u16>;
  readonly ownerColdkey: AccountId32;
  readonly subnetName: Vec<Compact<u16>>;
  readonly tokenSymbol: Vec<Compact<u16>>;
  readonly tempo: Compact<u16>;
  readonly alphaIn: Compact<u64>;
  readonly alphaOut: Compact<u64>;
  readonly taoIn: Compact<u64>;
  readonly subnetIdentity: Option<Struct>;
}

const utf8 = new TextDecoder();
/** Names are vectors of compact bytes here. */
const textOf = (bytes: Vec<Compact<u16>>): string => utf8.decode(Uint8Array.from(bytes, (byte) => byte.toNumber()));
const booleanOrNull = (value: Codec | null): boolean | null => (value ? value.toString() === "true" : null);
const numberOrNull = (value: Codec | null | undefined): number | null => (value ? (value as INumber).toNumber() : null);

function nameOf(info: DynamicInfo): string {
  const identity = info.subnetIdentity.unwrapOr(null);
  const given = identity?.get("subnetName") as (Codec & { toUtf8(): string }) | undefined;
  return given?.toUtf8() || textOf(info.subnetName);
}

export function createSubnets(deps: { chain: Chain; events: Pick<Events, "publish">; log: Logger }): Subnets {
  const { chain, events, log } = deps;
  let askedAtBlock: number | null = null;
  let readAtBlock = 0;
  let stopListening: () => void = () => undefined;

  async function read(): Promise<SubnetView[]> {
    const { api } = chain.live();
    const atBlock = chain.head()?.number ?? 0;
    const present = BURN_ITEMS.filter((name) => hasCapability(api, "storage", "SubtensorModule", name));
    const readItems = async (netuids: readonly number[]): Promise<Map<string, Codec | null>> => {
      const keys = netuids.flatMap((netuid) => present.map((name) => ({ netuid, name })));
      const reads = keys.map(({ netuid, name }): StorageRead => [storageItem(api, "SubtensorModule", name), netuid]);
      const values = await chain.read(reads);
      return new Map(keys.map(({ netuid, name }, index) => [`${name}/${netuid}`, values[index] ?? null]));
    };
    const [infos, prices] = await Promise.all([
      askRuntime<Vec<Option<DynamicInfo>>>(api, "SubnetInfoRuntimeApi", "get_all_dynamic_info"),
      askRuntime<Vec<Struct & { netuid: u16; price: u64 }>>(api, "SwapRuntimeApi", "current_alpha_price_all"),
    ]);
    const known = [...infos].flatMap((info) => (info.isSome ? [info.unwrap()] : []));
    const items = await readItems(known.map((info) => info.netuid.toNumber()));
    const priceOf = new Map([...prices].map(({ netuid, price }) => [netuid.toNumber(), price.toString()]));
    readAtBlock = atBlock;
    return known.map((info): SubnetView => {
      const netuid = info.netuid.toNumber();
      const item = (name: (typeof BURN_ITEMS)[number]): Codec | null => items.get(`${name}/${netuid}`) ?? null;
      return {
        netuid,
        name: nameOf(info),
        symbol: textOf(info.tokenSymbol),
        priceRaoPerAlpha: priceOf.get(netuid) ?? (netuid === 0 ? RAO_PER_ALPHA_ON_ROOT : "0"),
        taoInRao: info.taoIn.toBigInt().toString(),
        alphaInRao: info.alphaIn.toBigInt().toString(),
        alphaOutRao: info.alphaOut.toBigInt().toString(),
        burnRao: item("Burn")?.toString() ?? null,
        registrationAllowed: booleanOrNull(item("NetworkRegistrationAllowed")),
        neurons: numberOrNull(item("SubnetworkN")),
        maxNeurons: numberOrNull(item("MaxAllowedUids")),
        immunityBlocks: numberOrNull(item("ImmunityPeriod")),
        tempo: info.tempo.toNumber(),
        ownerColdkey: info.ownerColdkey.toString(),
        atBlock,
      };
    });
  }

  async function list(): Promise<SubnetView[]> {
    const subnets = await read();
    events.publish("subnets.changed", subnets);
    return subnets;
  }

  return {
    start() {
      stopListening = chain.onHead((head) => {
        const watched = askedAtBlock !== null && head.number - askedAtBlock <= WATCHED_BLOCKS;
        if (!watched || head.number - readAtBlock < REFRESH_BLOCKS) return;
        readAtBlock = head.number;
        list().catch((err: unknown) => log.debug({ err }, "prices are read again when the node is back"));
      });
    },
    stop: () => stopListening(),
    list() {
      askedAtBlock = chain.head()?.number ?? null;
      return list();
    },
    async neurons(netuid) {
      const { neurons } = await readMetagraph(chain.api(), netuid);
      return neurons.map((row) => ({
        uid: row.uid,
        hotkey: row.hotkey,
        coldkey: row.coldkey,
        active: row.active,
        validatorPermit: row.permit,
        stakeAlphaRao: row.stakeRao.toString(),
        incentive: row.incentive,
        dividends: row.dividends,
        emissionAlphaRao: row.emissionAlphaRao.toString(),
        registeredAtBlock: row.registeredAtBlock,
        lastUpdateBlock: row.lastUpdateBlock,
        axon: row.port === 0 ? null : row.ip.includes(":") ? `[${row.ip}]:${row.port}` : `${row.ip}:${row.port}`,
      }));
    },
  };
}
