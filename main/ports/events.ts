import type { Payload, StreamName } from "#src/contract/index.ts";

/** A published snapshot. `seq` grows by one for every event of the process. */
export interface StreamEvent<N extends StreamName = StreamName> {
  readonly stream: N;
  readonly seq: number;
  readonly payload: Payload<N>;
}

/** Carries whole snapshots from services to the fronts. */
export interface Events {
  publish<N extends StreamName>(stream: N, payload: Payload<N>): void;
  /** Calls back for every event of `stream` from now on, starting with the newest known one. Returns unsubscribe. */
  subscribe<N extends StreamName>(stream: N, listener: (event: StreamEvent<N>) => void): () => void;
}

type Listener = (event: StreamEvent<never>) => void;

/** Keeps the newest snapshot of each stream and hands it to every listener; a failing listener harms no other. */
export function createEvents(): Events {
  let seq = 0;
  const newest = new Map<StreamName, StreamEvent>();
  const listeners = new Map<StreamName, Set<Listener>>();

  return {
    publish(stream, payload) {
      seq += 1;
      const event = { stream, seq, payload } as StreamEvent;
      newest.set(stream, event);
      for (const listener of [...(listeners.get(stream) ?? [])]) {
        try {
          listener(event as never);
        } catch {
          // A front that fails to take an event must not stop the service that tells it.
        }
      }
    },
    subscribe(stream, listener) {
      const own = listeners.get(stream) ?? new Set<Listener>();
      listeners.set(stream, own);
      own.add(listener as Listener);
      const known = newest.get(stream);
      if (known) listener(known as never);
      return () => own.delete(listener as Listener);
    },
  };
}
