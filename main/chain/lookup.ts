import type { ApiPromise } from "@polkadot/api";
import type { QueryableStorageEntry, SubmittableExtrinsic } from "@polkadot/api/types";
import type { Codec } from "@polkadot/types/types";
import { stringCamelCase, u8aConcat, u8aToHex } from "@polkadot/util";
import { AppError } from "#src/app-error.ts";
import type { RpcConnection } from "./json-rpc.ts";
import { decodeWhole } from "./whole-answer.ts";

/** What a node's metadata may or may not have. */
export type CapabilityKind = "call" | "storage" | "event" | "error" | "constant" | "runtimeApi";

export type StorageEntry = QueryableStorageEntry<"promise">;
export type Extrinsic = SubmittableExtrinsic<"promise">;

type Tree = Record<string, Record<string, unknown> | undefined>;

const TREES = {
  call: "tx",
  storage: "query",
  event: "events",
  error: "errors",
  constant: "consts",
  runtimeApi: "call",
} as const satisfies Record<CapabilityKind, keyof ApiPromise>;

/** Events and errors keep the chain's spelling, everything else is camel-cased by the library. */
const spell = (kind: CapabilityKind, name: string): string =>
  kind === "event" || kind === "error" ? name : stringCamelCase(name);

function find(api: ApiPromise, kind: CapabilityKind, section: string, name: string): unknown {
  const tree = api[TREES[kind]] as unknown as Tree;
  return tree[stringCamelCase(section)]?.[spell(kind, name)];
}

/**
 * Runtimes before 300 answered some questions with plain bytes, whose meaning their metadata does not tell: such an
 * answer cannot be read, as if the question were not there.
 */
const isUnreadable = (kind: CapabilityKind, found: unknown): boolean =>
  kind === "runtimeApi" && (found as RuntimeMethod).meta.type === "Bytes";

/** Whether the connected runtime has this item. Names as the chain spells them: `SubtensorModule`, `register_limit`. */
export function hasCapability(api: ApiPromise, kind: CapabilityKind, section: string, name: string): boolean {
  const found = find(api, kind, section, name);
  return found !== undefined && !isUnreadable(kind, found);
}

function need<T>(api: ApiPromise, kind: CapabilityKind, section: string, name: string): T {
  const found = find(api, kind, section, name);
  if (found === undefined) {
    throw new AppError("NETWORK_LACKS_CAPABILITY", `This network's runtime has no ${kind} ${section}.${name}.`, {
      hint: "Use a network whose runtime has it, or look for a newer Tausmith.",
      details: { kind, section, name },
    });
  }
  if (isUnreadable(kind, found)) {
    throw new AppError(
      "NETWORK_LACKS_CAPABILITY",
      `This network's runtime answers ${section}.${name} with plain bytes, so what they mean is not known.`,
      { hint: "Use a network with a later runtime.", details: { kind, section, name } },
    );
  }
  return found as T;
}

/** A storage item by name. Errors: `NETWORK_LACKS_CAPABILITY`, as all functions here. */
export const storageItem = (api: ApiPromise, section: string, name: string): StorageEntry =>
  need(api, "storage", section, name);

/** Builds a call by name. */
export const buildCall = (api: ApiPromise, section: string, name: string, ...args: unknown[]): Extrinsic =>
  need<(...args: unknown[]) => Extrinsic>(api, "call", section, name)(...args);

/** A constant by name. */
export const constant = <T extends Codec = Codec>(api: ApiPromise, section: string, name: string): T =>
  need(api, "constant", section, name);

interface RuntimeMethod {
  readonly meta: {
    readonly name: string;
    readonly params: readonly { readonly type: string }[];
    readonly type: string;
  };
}

/** A question to a runtime API, encoded, and how its answer is read. */
export interface RuntimeQuestion<T extends Codec = Codec> {
  /** `Api_method`. */
  readonly method: string;
  /** The arguments as hex. */
  readonly data: string;
  /** Error: `NETWORK_REPLY_BROKEN`. */
  read(answerHex: string): T;
}

/** Encodes a question to a runtime API by name. */
export function runtimeQuestion<T extends Codec = Codec>(
  api: ApiPromise,
  section: string,
  name: string,
  ...args: unknown[]
): RuntimeQuestion<T> {
  const { meta } = need<RuntimeMethod>(api, "runtimeApi", section, name);
  const bytes = u8aConcat(
    ...meta.params.map(({ type }, index) => api.registry.createTypeUnsafe(type, [args[index]]).toU8a()),
  );
  return {
    method: meta.name,
    data: u8aToHex(bytes),
    read: (answerHex) => decodeWhole<T>(api.registry, meta.type, answerHex),
  };
}

type Wire = Pick<RpcConnection, "send" | "reportBroken">;

/** Over which connection an API asks. */
const wires = new WeakMap<ApiPromise, Wire>();

/** Told once for each API, before anybody asks it. */
export const bindWire = (api: ApiPromise, rpc: Wire): void => void wires.set(api, rpc);

async function ask<T extends Codec>(rpc: Wire, question: RuntimeQuestion<T>, at: readonly string[]): Promise<T> {
  const answer = await rpc.send<string>("state_call", [question.method, question.data, ...at]);
  try {
    return question.read(answer);
  } catch (error) {
    rpc.reportBroken();
    throw error;
  }
}

/** Asks a runtime API by name, at the best block. */
export async function askRuntime<T extends Codec = Codec>(
  api: ApiPromise,
  section: string,
  name: string,
  ...args: unknown[]
): Promise<T> {
  const rpc = wires.get(api);
  if (!rpc) throw new Error("this API was not bound to a connection");
  return ask(rpc, runtimeQuestion<T>(api, section, name, ...args), []);
}

/** Asks a runtime API by name in one block, so that several answers belong together; one request. */
export async function askRuntimeAt<T extends Codec = Codec>(
  { api, rpc }: { readonly api: ApiPromise; readonly rpc: Wire },
  atHash: string,
  section: string,
  name: string,
  ...args: unknown[]
): Promise<T> {
  return ask(rpc, runtimeQuestion<T>(api, section, name, ...args), [atHash]);
}

/** A constant as bigint, or null where this runtime does not have it. */
export function constantBigint(api: ApiPromise, section: string, name: string): bigint | null {
  return hasCapability(api, "constant", section, name) ? BigInt(constant(api, section, name).toString()) : null;
}
