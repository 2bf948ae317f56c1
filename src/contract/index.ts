import type { z } from "zod";
import { appContract } from "./app.ts";
import { basketContract } from "./basket.ts";
import type { Procedure, Stream } from "./define.ts";
import { delegationContract } from "./delegation.ts";
import { feesContract } from "./fees.ts";
import { historyContract } from "./history.ts";
import { identityContract } from "./identity.ts";
import { minersContract } from "./miners.ts";
import { moveContract } from "./move.ts";
import { multisigContract } from "./multisig.ts";
import { networkContract } from "./network.ts";
import { neuronsContract } from "./neurons.ts";
import { offlineContract } from "./offline.ts";
import { planningContract } from "./planning.ts";
import { portfolioContract } from "./portfolio.ts";
import { practiceContract } from "./practice.ts";
import { proxiesContract } from "./proxies.ts";
import { registrationContract } from "./registration.ts";
import { rehearsalContract } from "./rehearsal.ts";
import { signalsContract } from "./signals.ts";
import { stakingContract } from "./staking.ts";
import { subnetsContract } from "./subnets.ts";
import { swapsContract } from "./swaps.ts";
import { transactionsContract } from "./transactions.ts";
import { transfersContract } from "./transfers.ts";
import { walletContract } from "./wallet.ts";

/** Everything Tausmith can be asked, once. Fronts, handlers, preload, terminal and types are derived from it. */
export const contract = {
  app: appContract,
  network: networkContract,
  practice: practiceContract,
  wallet: walletContract,
  subnets: subnetsContract,
  registration: registrationContract,
  neurons: neuronsContract,
  fees: feesContract,
  history: historyContract,
  portfolio: portfolioContract,
  staking: stakingContract,
  identity: identityContract,
  delegation: delegationContract,
  swaps: swapsContract,
  transfers: transfersContract,
  proxies: proxiesContract,
  multisig: multisigContract,
  transactions: transactionsContract,
  rehearsal: rehearsalContract,
  basket: basketContract,
  planning: planningContract,
  offline: offlineContract,
  miners: minersContract,
  move: moveContract,
  signals: signalsContract,
} as const;

export type Contract = typeof contract;
export type Area = keyof Contract & string;

type EntryNames<A extends Area, K> = {
  [V in keyof Contract[A] & string]: Contract[A][V] extends K ? `${A}.${V}` : never;
}[keyof Contract[A] & string];

/** `area.verb` of every procedure. */
export type ProcedureName = { [A in Area]: EntryNames<A, Procedure> }[Area];
/** `area.name` of every stream. */
export type StreamName = { [A in Area]: EntryNames<A, Stream> }[Area];

type Entry<N extends string> = N extends `${infer A}.${infer V}`
  ? A extends Area
    ? V extends keyof Contract[A]
      ? Contract[A][V]
      : never
    : never
  : never;

/** What a caller gives: defaults may be left out. */
export type Input<N extends ProcedureName> = Entry<N> extends Procedure<infer I, z.ZodType> ? z.input<I> : never;
/** What a handler receives: defaults filled in. */
export type ParsedInput<N extends ProcedureName> = Entry<N> extends Procedure<infer I, z.ZodType> ? z.output<I> : never;
/** What a handler gives back. */
export type Output<N extends ProcedureName> = Entry<N> extends Procedure<z.ZodType, infer O> ? z.output<O> : never;
/** A stream's snapshot. */
export type Payload<N extends StreamName> = Entry<N> extends Stream<infer P> ? z.output<P> : never;

function entriesOf<K extends Procedure | Stream>(kind: K["kind"]): ReadonlyMap<string, K> {
  const found = new Map<string, K>();
  for (const [area, items] of Object.entries(contract)) {
    for (const [name, entry] of Object.entries<Procedure | Stream>(items)) {
      if (entry.kind === kind) found.set(`${area}.${name}`, entry as K);
    }
  }
  return found;
}

/** All procedures by name, in contract order. */
export const procedures = entriesOf<Procedure>("procedure") as ReadonlyMap<ProcedureName, Procedure>;

/** All streams by name, in contract order. */
export const streams = entriesOf<Stream>("stream") as ReadonlyMap<StreamName, Stream>;
