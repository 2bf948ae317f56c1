import { createStore, type StoreApi } from "zustand/vanilla";
import type { PageClient } from "#renderer/lib/client/connection.ts";
import type { Payload, StreamName } from "#src/contract/index.ts";
import type { ErrorView, Result } from "#src/result.ts";

/** What the page knows of one stream: its newest snapshot, or why there is none. */
export interface Mirror<T> {
  readonly value: T | null;
  readonly error: ErrorView | null;
  /** When this page received the snapshot, Unix milliseconds. */
  readonly receivedAtMs: number | null;
}

export interface MirrorStore<T> extends StoreApi<Mirror<T>> {
  /** Asks again, as the button beside an error does. */
  reload(): Promise<void>;
}

/**
 * Mirrors one stream. It is filled by `load` at the start and by every snapshot after that; an answer to `load`
 * that comes after a snapshot is older than the snapshot and is dropped. `load` answers null where it is too early to tell.
 */
export function createMirror<N extends StreamName>(
  client: PageClient,
  stream: N,
  load: () => Promise<Result<Payload<N>> | null>,
): MirrorStore<Payload<N>> {
  const store = createStore<Mirror<Payload<N>>>(() => ({ value: null, error: null, receivedAtMs: null }));
  let snapshots = 0;

  const reload = async (): Promise<void> => {
    const before = snapshots;
    const result = await load();
    if (snapshots !== before || result === null) return;
    if (result.ok) store.setState({ value: result.value, error: null, receivedAtMs: Date.now() });
    else store.setState({ error: result.error });
  };

  client.on(stream, (payload) => {
    snapshots += 1;
    store.setState({ value: payload, error: null, receivedAtMs: Date.now() });
  });
  void reload();
  return { ...store, reload };
}
