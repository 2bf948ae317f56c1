import { Agent, errors, request } from "undici";
import type { Clock } from "#main/ports/clock.ts";
import { bodyHash } from "#src/axon/body-hash.ts";
import { type DendriteRequest, dendriteBody, dendriteHeaders } from "#src/axon/dendrite-request.ts";
import { isJsonObject, type JsonObject, textField } from "#src/axon/json-value.ts";
import { parseJson } from "#src/axon/parse-json.ts";
import { pythonJson } from "#src/axon/python-text.ts";
import { signedMessage } from "#src/axon/signed-message.ts";
import { dendriteText } from "#src/axon/status.ts";
import { hashedValues, type SynapseClass } from "#src/axon/synapse.ts";
import { PROTOCOL_VERSION } from "#src/axon/version-as-int.ts";
import { createLanes } from "./lanes.ts";
import { signatureText } from "./sr25519.ts";

export interface AxonTarget {
  readonly ip: string;
  readonly port: number;
  /** SS58. It is part of the signed message, so an answer to another axon is worth nothing there. */
  readonly hotkey: string;
}

/** What came of one call. Only `answered` carries a synapse; replies are not authenticated by the protocol. */
export type DendriteReply =
  | { readonly kind: "answered"; readonly status: 200; readonly body: JsonObject; readonly latencyMs: number }
  | { readonly kind: "refused"; readonly status: number; readonly message: string; readonly latencyMs: number }
  | {
      readonly kind: "unreachable" | "timedOut";
      /** Set where something answered that could not be read. */
      readonly status: number | null;
      readonly message: string;
      readonly latencyMs: number;
    };

export interface DendriteKey {
  /** SS58 address. */
  readonly address: string;
  sign(message: Uint8Array): Uint8Array;
}

export interface Dendrite {
  /** Sends one signed synapse; never throws. `timeoutMs` is one total limit and is announced to the axon. */
  send(target: AxonTarget, synapse: SynapseClass, values: JsonObject, timeoutMs: number): Promise<DendriteReply>;
  /** Ends idle connections and cuts those still under way. */
  close(): Promise<void>;
}

export interface DendriteDeps {
  readonly key: DendriteKey;
  readonly clock: Clock;
  readonly newUuid: () => string;
  /** Connections to one axon at once. */
  readonly connections?: number;
}

const MAX_REPLY_BYTES = 1_048_576;
const MAX_MESSAGE_LENGTH = 1_000;
/** The caller's own address. No axon verifies it, and asking a third party for ours would tell it who mines. */
const OWN_IP = "0.0.0.0";

/** A client of the axon wire protocol, SDK 7.2 to 10 (facts A1). Transport A of two; `btauth/1` stands beside it. */
export function createDendrite({ key, clock, newUuid, connections = 10 }: DendriteDeps): Dendrite {
  const agent = new Agent({ connections, pipelining: 1, maxResponseSize: MAX_REPLY_BYTES, keepAliveTimeout: 4_000 });
  const lanes = createLanes(newUuid);

  const signed = (
    target: AxonTarget,
    synapse: SynapseClass,
    values: JsonObject,
    timeoutMs: number,
    uuid: string,
  ): DendriteRequest => {
    const hash = bodyHash(hashedValues(synapse, values));
    const nonce = clock.nowNs();
    const parts = { nonce, dendriteHotkey: key.address, axonHotkey: target.hotkey, dendriteUuid: uuid, bodyHash: hash };
    const signature = signatureText(key.sign(signedMessage(parts)));
    const payload = pythonJson(values).length;
    return {
      synapse,
      values,
      timeoutSeconds: timeoutMs / 1_000,
      dendrite: { ip: OWN_IP, version: PROTOCOL_VERSION, nonce, uuid, hotkey: key.address, signature },
      axon: target,
      bodyHash: hash,
      headerSize: 464,
      totalSize: payload,
    };
  };

  return {
    async send(target, synapse, values, timeoutMs) {
      const uuid = lanes.take();
      const startedAtMs = performance.now();
      const latencyMs = (): number => Math.round((performance.now() - startedAtMs) * 100) / 100;
      const message = signed(target, synapse, values, timeoutMs, uuid);
      const abort = new AbortController();
      const cancelTimer = clock.after(timeoutMs, () => abort.abort());
      try {
        const host = target.ip.includes(":") ? `[${target.ip}]` : target.ip;
        const response = await request(`http://${host}:${target.port}/${synapse.name}`, {
          dispatcher: agent,
          method: "POST",
          headers: [...dendriteHeaders(message), ["content-type", "application/json"]].flat(),
          body: pythonJson(dendriteBody(message)),
          signal: abort.signal,
          headersTimeout: 0,
          bodyTimeout: 0,
        });
        const text = await response.body.text();
        lanes.release(uuid);
        return readReply(response.statusCode, text, latencyMs());
      } catch (error) {
        if (abort.signal.aborted) {
          const text = dendriteText.timeout(timeoutMs / 1_000);
          return { kind: "timedOut", status: null, message: text, latencyMs: latencyMs() };
        }
        const status = error instanceof errors.ResponseExceededMaxSizeError ? 200 : null;
        const text = status
          ? dendriteText.unreadable
          : `${dendriteText.unavailable(target.ip, target.port, synapse.name)} (${causeOf(error)})`;
        return { kind: "unreachable", status, message: text, latencyMs: latencyMs() };
      } finally {
        cancelTimer();
      }
    },
    close: () => agent.destroy(),
  };
}

/** The operating system's name of a failure, such as ECONNREFUSED; never its whole text. */
function causeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "no connection";
}

function readReply(status: number, text: string, latencyMs: number): DendriteReply {
  let body: JsonObject | undefined;
  try {
    const value = parseJson(text);
    if (isJsonObject(value)) body = value;
  } catch {
    // Whatever it was, it is no synapse; the status decides what that means.
  }
  if (status === 200) {
    return body
      ? { kind: "answered", status, body, latencyMs }
      : { kind: "unreachable", status, message: dendriteText.unreadable, latencyMs };
  }
  const message = (body && textField(body, "message")) ?? `HTTP ${status}`;
  return { kind: "refused", status, message: message.slice(0, MAX_MESSAGE_LENGTH), latencyMs };
}
