import { utf8ToBytes } from "@noble/hashes/utils.js";
import { isJsonObject, type JsonObject, type JsonValue } from "#src/axon/json-value.ts";
import { pythonFloat } from "#src/axon/python-text.ts";
import type { RequestHeaders } from "#src/axon/request-headers.ts";
import type { SynapseClass } from "#src/axon/synapse.ts";
import { PROTOCOL_VERSION } from "#src/axon/version-as-int.ts";

export interface ReplyFrom {
  readonly axonHotkey: string;
  /** Time the axon took. */
  readonly seconds: number;
  /** The caller's address as the socket shows it. */
  readonly peer: string;
  readonly port: number;
}

const merged = (object: JsonValue | undefined, set: readonly (readonly [string, JsonValue])[]): JsonObject =>
  new Map<string, JsonValue>([...(isJsonObject(object) ? object : []), ...set]);

/** The body of a success: the synapse as it came, the forward function's fields set, the axon's status filled in. */
export function successBody(synapse: SynapseClass, body: JsonObject, fields: JsonObject, from: ReplyFrom): JsonObject {
  const own = synapse.fields.map(
    (field) => [field.name, fields.get(field.name) ?? body.get(field.name) ?? field.initial] as const,
  );
  const axon = merged(body.get("axon"), [
    ["status_code", 200n],
    ["status_message", "Success"],
    ["process_time", from.seconds],
    ["hotkey", from.axonHotkey],
  ]);
  return new Map<string, JsonValue>([...body, ["name", synapse.name], ["axon", axon], ...own]);
}

/** The headers of a success (facts A1.8). It carries no nonce and no signature. */
export const successHeaders = (
  synapse: SynapseClass,
  request: RequestHeaders,
  from: ReplyFrom,
): Record<string, string> => ({
  name: synapse.name,
  timeout: pythonFloat(request.timeoutSeconds),
  bt_header_axon_status_code: "200",
  bt_header_axon_status_message: "Success",
  bt_header_axon_process_time: pythonFloat(from.seconds),
  bt_header_axon_hotkey: from.axonHotkey,
  bt_header_axon_port: String(from.port),
  bt_header_dendrite_ip: from.peer,
  bt_header_dendrite_nonce: String(request.dendrite.nonce ?? ""),
  bt_header_dendrite_uuid: request.dendrite.uuid ?? "",
  bt_header_dendrite_hotkey: request.dendrite.hotkey ?? "",
  header_size: String(request.headerSize),
  total_size: String(request.totalSize),
  computed_body_hash: request.computedBodyHash ?? "",
});

export interface ErrorParts {
  readonly axonHotkey: string;
  readonly axonUuid: string;
  readonly nonce: bigint;
  readonly dendriteHotkey: string;
  readonly status: number;
  readonly message: string;
  sign(message: Uint8Array): string;
}

/** Text that may stand in a header: one line of printable ASCII. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 1_000);

/** The headers of an error, signed over nonce, both hotkeys and the axon's uuid (facts A1.8). */
export const errorHeaders = (parts: ErrorParts): Record<string, string> => ({
  bt_header_axon_status_code: String(parts.status),
  bt_header_axon_status_message: headerText(parts.message),
  bt_header_axon_version: String(PROTOCOL_VERSION),
  bt_header_axon_hotkey: parts.axonHotkey,
  bt_header_axon_nonce: parts.nonce.toString(),
  bt_header_axon_uuid: parts.axonUuid,
  bt_header_axon_signature: parts.sign(
    utf8ToBytes(`${parts.nonce}.${parts.dendriteHotkey}.${parts.axonHotkey}.${parts.axonUuid}`),
  ),
});
