import { z } from "zod";
import type { Result } from "../result.ts";

/** Path of the browser host's WebSocket. */
export const WIRE_PATH = "/wire";

/**
 * The most bytes one message from a client may have, WebSocket or HTTP body: a file of the 16 MiB that the contract takes, as a
 * JSON text in a JSON text. Only who was let in gets as far as a body.
 */
export const WIRE_MAX_BYTES = 24 * 1024 * 1024;

/** The most calls one socket may have open at a time. */
export const WIRE_MAX_OPEN_CALLS = 64;

/** What a client may say over the WebSocket: a call, or the wish to hear (or no longer hear) a stream. */
export const wireRequest = z.union([
  z.strictObject({ id: z.int().min(0), name: z.string().min(1).max(128), input: z.unknown() }),
  z.strictObject({ subscribe: z.string().min(1).max(128) }),
  z.strictObject({ unsubscribe: z.string().min(1).max(128) }),
]);
export type WireRequest = z.infer<typeof wireRequest>;

/** The answer to the call with this `id`; `id` is null where the request could not be read at all. */
export type WireReply = { readonly id: number | null } & Result<unknown>;

/** A snapshot of a stream that was subscribed to. */
export interface WireEvent {
  readonly stream: string;
  readonly seq: number;
  readonly payload: unknown;
}

/** Everything the host sends over the WebSocket. */
export type WireMessage = WireReply | WireEvent;
