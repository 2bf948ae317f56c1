import type { PrunableNeuron, PruningInput } from "#src/neurons/pruning.ts";
import type { AccountId, Context, Reads, Writes } from "../../describe/index.ts";
import {
  Active,
  Axons,
  BlockAtRegistration,
  Bonds,
  Consensus,
  Dividends,
  Emission,
  ImmuneOwnerUidsLimit,
  ImmunityPeriod,
  Incentive,
  IsNetworkMember,
  Keys,
  LastUpdate,
  MinNonImmuneUids,
  NeuronCertificates,
  OwnedHotkeys,
  Prometheus,
  StakeWeight,
  SubnetOwner,
  SubnetOwnerHotkey,
  SubnetworkN,
  Uids,
  ValidatorPermit,
  ValidatorTrust,
  Weights,
} from "./storage/index.ts";

/** What decides who is replaced on a full subnet, as the pure rule takes it. */
export function pruningInput(ctx: Reads & { readonly block: number }, netuid: number): PruningInput {
  const emissions = Emission.get(ctx, netuid);
  const neurons: PrunableNeuron[] = Array.from({ length: SubnetworkN.get(ctx, netuid) }, (_, uid) => ({
    uid,
    hotkey: Keys.get(ctx, netuid, uid),
    emissionAlphaRao: emissions[uid] ?? 0n,
    registeredAtBlock: Number(BlockAtRegistration.get(ctx, netuid, uid)),
  }));
  return {
    neurons,
    atBlock: ctx.block,
    immunityBlocks: ImmunityPeriod.get(ctx, netuid),
    minNonImmune: MinNonImmuneUids.get(ctx, netuid),
    immuneOwnerLimit: ImmuneOwnerUidsLimit.get(ctx, netuid),
    ownerHotkey: SubnetOwnerHotkey.has(ctx, netuid) ? SubnetOwnerHotkey.get(ctx, netuid) : null,
    ownedHotkeys: OwnedHotkeys.get(ctx, SubnetOwner.get(ctx, netuid)),
  };
}

/** Gives a newcomer the next free UID. */
export function appendNeuron(ctx: Context, netuid: number, hotkey: AccountId): number {
  const uid = SubnetworkN.get(ctx, netuid);
  SubnetworkN.put(ctx, netuid, uid + 1);
  Active.mutate(ctx, netuid, (list) => [...list, true]);
  ValidatorPermit.mutate(ctx, netuid, (list) => [...list, false]);
  Emission.mutate(ctx, netuid, (list) => [...list, 0n]);
  LastUpdate.mutate(ctx, netuid, (list) => [...list, BigInt(ctx.block)]);
  for (const item of SCORES) item.mutate(ctx, netuid, (list) => [...list, 0]);
  enrol(ctx, netuid, uid, hotkey);
  return uid;
}

/**
 * Puts a newcomer in the place of a neuron (facts 6.3). The old hotkey keeps its stake and owner. The subnet owner's hotkey is never
 * replaced, not even where a limit of zero lets the rule choose it: then nothing happens, without an error.
 */
export function replaceNeuron(ctx: Context, netuid: number, uid: number, hotkey: AccountId): void {
  const old = Keys.get(ctx, netuid, uid);
  if (SubnetOwnerHotkey.has(ctx, netuid) && SubnetOwnerHotkey.get(ctx, netuid) === old) return;
  Uids.remove(ctx, netuid, old);
  IsNetworkMember.remove(ctx, old, netuid);
  Axons.remove(ctx, netuid, old);
  NeuronCertificates.remove(ctx, netuid, old);
  Prometheus.remove(ctx, netuid, old);
  Bonds.remove(ctx, netuid, uid);
  Weights.remove(ctx, netuid, uid);
  for (const [[, from], weights] of Weights.entries(ctx, netuid)) {
    if (!weights.some(([to, value]) => to === uid && value > 0)) continue;
    Weights.put(
      ctx,
      netuid,
      from,
      weights.map(([to, value]) => [to, to === uid ? 0 : value]),
    );
  }
  Active.mutate(ctx, netuid, at(uid, true));
  ValidatorPermit.mutate(ctx, netuid, at(uid, false));
  Emission.mutate(ctx, netuid, at(uid, 0n));
  LastUpdate.mutate(ctx, netuid, at(uid, BigInt(ctx.block)));
  for (const item of SCORES) item.mutate(ctx, netuid, at(uid, 0));
  enrol(ctx, netuid, uid, hotkey);
}

/** Scores of 16 bits, one a neuron, that begin at zero. */
const SCORES = [Consensus, Dividends, Incentive, StakeWeight, ValidatorTrust];

function enrol(ctx: Writes & { readonly block: number }, netuid: number, uid: number, hotkey: AccountId): void {
  Keys.put(ctx, netuid, uid, hotkey);
  Uids.put(ctx, netuid, hotkey, uid);
  BlockAtRegistration.put(ctx, netuid, uid, BigInt(ctx.block));
  IsNetworkMember.put(ctx, hotkey, netuid, true);
}

const at =
  <T>(uid: number, value: T) =>
  (list: T[]): T[] =>
    uid < list.length ? list.with(uid, value) : list;
