import type { JsonObject, JsonValue } from "./json-value.ts";
import { pythonFloat } from "./python-text.ts";
import { requiredFieldHeaders, type SynapseClass } from "./synapse.ts";

/** One signed call of a synapse, as both its headers and its body tell it. */
export interface DendriteRequest {
  readonly synapse: SynapseClass;
  /** Field values; declared defaults stand in for those left out. */
  readonly values: JsonObject;
  readonly timeoutSeconds: number;
  readonly dendrite: {
    /** The caller's own idea of its address; no axon verifies it. */
    readonly ip: string;
    readonly version: number;
    readonly nonce: bigint;
    readonly uuid: string;
    readonly hotkey: string;
    /** `0x` and 128 hex digits. */
    readonly signature: string;
  };
  readonly axon: { readonly ip: string; readonly port: number; readonly hotkey: string };
  readonly bodyHash: string;
  /** Memory sizes in the SDK's own measure; axons take any number. */
  readonly headerSize: number;
  readonly totalSize: number;
}

/** The request's headers, in the order the SDK sends them (facts A1.2). */
export function dendriteHeaders(request: DendriteRequest): readonly (readonly [string, string])[] {
  const { axon, dendrite } = request;
  return [
    ["name", request.synapse.name],
    ["timeout", pythonFloat(request.timeoutSeconds)],
    ["bt_header_axon_ip", axon.ip],
    ["bt_header_axon_port", String(axon.port)],
    ["bt_header_axon_hotkey", axon.hotkey],
    ["bt_header_dendrite_ip", dendrite.ip],
    ["bt_header_dendrite_version", String(dendrite.version)],
    ["bt_header_dendrite_nonce", dendrite.nonce.toString()],
    ["bt_header_dendrite_uuid", dendrite.uuid],
    ["bt_header_dendrite_hotkey", dendrite.hotkey],
    ["bt_header_dendrite_signature", dendrite.signature],
    ...requiredFieldHeaders(request.synapse),
    ["header_size", String(request.headerSize)],
    ["total_size", String(request.totalSize)],
    ["computed_body_hash", request.bodyHash],
  ];
}

const int = (value: number): bigint => BigInt(value);

/**
 * The whole synapse as the SDK dumps it (facts A1.1): common fields first, then the class's own. The caller's hotkey
 * stands in the body too, since an axon's forward function reads it there (facts A1.3).
 */
export function dendriteBody(request: DendriteRequest): JsonObject {
  const { axon, dendrite, synapse, values } = request;
  const terminal = (known: Readonly<Record<string, JsonValue>>): JsonObject =>
    new Map(TERMINAL_KEYS.map((key) => [key, known[key] ?? null]));
  return new Map<string, JsonValue>([
    ["name", synapse.name],
    ["timeout", request.timeoutSeconds],
    ["total_size", int(request.totalSize)],
    ["header_size", 0n],
    [
      "dendrite",
      terminal({
        ip: dendrite.ip,
        version: int(dendrite.version),
        nonce: dendrite.nonce,
        uuid: dendrite.uuid,
        hotkey: dendrite.hotkey,
        signature: dendrite.signature,
      }),
    ],
    ["axon", terminal({ ip: axon.ip, port: int(axon.port), hotkey: axon.hotkey })],
    ["computed_body_hash", ""],
    ...synapse.fields.map((field) => [field.name, values.get(field.name) ?? field.initial] as const),
  ]);
}

/** The ten keys of `dendrite` and `axon` in a body, in order. */
export const TERMINAL_KEYS = [
  "status_code",
  "status_message",
  "process_time",
  "ip",
  "port",
  "version",
  "nonce",
  "uuid",
  "hotkey",
  "signature",
] as const;
