import type { Result } from "../result.ts";
import {
  type Area,
  type Contract,
  type Input,
  type Output,
  type Payload,
  type ProcedureName,
  procedures,
  type StreamName,
  streams,
} from "./index.ts";

/** Hears the snapshots of one stream, the newest known one first. `seq` grows with every event of the process. */
export type StreamListener<N extends StreamName> = (payload: Payload<N>, seq: number) => void;

/** What a front carries: one call, one subscription. Neither throws; a broken line is an `{ok: false}` answer. */
export interface ClientTransport {
  call<N extends ProcedureName>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  /** Returns unsubscribe. */
  on<N extends StreamName>(stream: N, listener: StreamListener<N>): () => void;
}

type Verbs<A extends Area> = {
  readonly [V in keyof Contract[A] & string as `${A}.${V}` extends ProcedureName ? V : never]: (
    input: Input<`${A}.${V}` & ProcedureName>,
  ) => Promise<Result<Output<`${A}.${V}` & ProcedureName>>>;
};

type Subscriptions<A extends Area> = {
  readonly [S in keyof Contract[A] & string as `${A}.${S}` extends StreamName ? `on${Capitalize<S>}` : never]: (
    listener: StreamListener<`${A}.${S}` & StreamName>,
  ) => () => void;
};

/** The object a page sees: `areas.wallet.list({})`, `areas.wallet.onChanged(listener)`. No free channel names. */
export type TausmithAreas = { readonly [A in Area]: Verbs<A> & Subscriptions<A> };

/** What pages, tests and the demo talk to, whatever front carries it. */
export interface TausmithClient extends ClientTransport {
  readonly areas: TausmithAreas;
}

/** `changed` → `onChanged`. */
export const subscriptionName = (stream: string): string => `on${stream.charAt(0).toUpperCase()}${stream.slice(1)}`;

const splitName = (name: string): readonly [string, string] => {
  const dot = name.indexOf(".");
  return [name.slice(0, dot), name.slice(dot + 1)];
};

/** One named function for every procedure and stream of the contract, and nothing else. */
export function buildAreas(transport: ClientTransport): TausmithAreas {
  const areas: Record<string, Record<string, unknown>> = {};
  const put = (area: string, name: string, value: unknown): void => {
    const own = areas[area] ?? {};
    own[name] = value;
    areas[area] = own;
  };
  for (const name of procedures.keys()) {
    const [area, verb] = splitName(name);
    put(area, verb, (input: never) => transport.call(name, input));
  }
  for (const stream of streams.keys()) {
    const [area, event] = splitName(stream);
    put(area, subscriptionName(event), (listener: never) => transport.on(stream, listener));
  }
  return areas as unknown as TausmithAreas;
}

/** The client over a transport that takes names (WebSocket, HTTP, in-process). */
export const clientFromTransport = (transport: ClientTransport): TausmithClient => ({
  call: (name, input) => transport.call(name, input),
  on: (stream, listener) => transport.on(stream, listener),
  areas: buildAreas(transport),
});

/** The client over an object of named functions, as the preload exposes it (`window.tausmith`). */
export function clientFromAreas(areas: TausmithAreas): TausmithClient {
  const find = (area: string, name: string) =>
    (areas as unknown as Record<string, Record<string, (argument: unknown) => unknown>>)[area]?.[name];
  return {
    areas,
    call: (name, input) => {
      const [area, verb] = splitName(name);
      return find(area, verb)?.(input) as ReturnType<ClientTransport["call"]> as never;
    },
    on: (stream, listener) => {
      const [area, event] = splitName(stream);
      return find(area, subscriptionName(event))?.(listener) as () => void;
    },
  };
}
