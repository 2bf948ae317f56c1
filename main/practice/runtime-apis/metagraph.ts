import type { Context } from "../describe/index.ts";
import { NetworksAdded } from "../pallets/subtensor/storage/index.ts";
import { SubnetIdentityV3 } from "../pallets/subtensor/types.ts";
import { type AnyType, option, struct, type Type } from "../scale/index.ts";
import { ACCOUNT_PARAM } from "./compacts.ts";
import { METAGRAPH_FIELDS, SELECTIVE_ONLY_FIELDS } from "./subnet-fields.ts";

type Values = Record<string, unknown>;

const SELECTIVE_FIELDS = { ...METAGRAPH_FIELDS, ...SELECTIVE_ONLY_FIELDS };
const PLACES = Object.keys(SELECTIVE_FIELDS);

const types = (fields: Readonly<Record<string, { type: AnyType }>>, wrap: (name: string, type: AnyType) => AnyType) =>
  Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, wrap(name, type)]));

/** An optional value that may itself be nothing: `{value}` where asked for, undefined where not. */
function optionOfOption<V>(inner: Type<V | undefined>): Type<{ readonly value: V | undefined } | undefined> {
  const outer = option(inner) as AnyType;
  return {
    ...outer,
    write: (writer, asked) => {
      writer.byte(asked === undefined ? 0 : 1);
      if (asked !== undefined) inner.write(writer, asked.value);
    },
    read: (reader) => (reader.byte() === 0 ? undefined : { value: inner.read(reader) }),
  };
}

/** Everything about a subnet and its neurons. */
export const Metagraph = struct(
  "pallet_subtensor::rpc_info::metagraph::Metagraph",
  types(METAGRAPH_FIELDS, (_, type) => type),
  ACCOUNT_PARAM,
) as Type<Values>;

/** The part of a metagraph that was asked for. */
export const SelectiveMetagraph = struct(
  "pallet_subtensor::rpc_info::metagraph::SelectiveMetagraph",
  types(SELECTIVE_FIELDS, (name, type) => {
    if (name === "netuid") return type;
    return name === "identity" ? (optionOfOption(option(SubnetIdentityV3)) as AnyType) : (option(type) as AnyType);
  }),
  ACCOUNT_PARAM,
) as Type<Values>;

/** A subnet's whole metagraph, or undefined where there is no such subnet. */
export function readMetagraph(ctx: Context, netuid: number): Values | undefined {
  if (!NetworksAdded.get(ctx, netuid)) return undefined;
  return Object.fromEntries(Object.entries(METAGRAPH_FIELDS).map(([name, { read }]) => [name, read(ctx, netuid)]));
}

/**
 * The fields of a metagraph by their places; unknown places are passed over. As on the live chain the netuid itself is 0 unless
 * place 0 is asked for.
 */
export function readSelectiveMetagraph(ctx: Context, netuid: number, places: readonly number[]): Values | undefined {
  if (!NetworksAdded.get(ctx, netuid)) return undefined;
  const answer: Values = { netuid: 0 };
  for (const name of new Set(places.map((place) => PLACES[place]))) {
    const chosen = name === undefined ? undefined : SELECTIVE_FIELDS[name];
    if (name === undefined || chosen === undefined) continue;
    const value = chosen.read(ctx, netuid);
    answer[name] = name === "identity" ? { value } : value;
  }
  return answer;
}
