import type { ClientTransport, StreamListener } from "#src/contract/client.ts";
import type { StreamName } from "#src/contract/index.ts";
import { IPC_CALL, IPC_EVENT, IPC_SUBSCRIBE } from "#src/contract/ipc.ts";
import type { WireEvent } from "#src/contract/wire.ts";

/** The part of Electron's `ipcRenderer` that is used. */
export interface PageIpc {
  invoke(channel: string, name: string, input: unknown): Promise<unknown>;
  send(channel: string, stream: string, wanted: boolean): void;
  on(channel: string, listener: (event: unknown, message: WireEvent) => void): unknown;
}

/**
 * Calls and streams over Electron's IPC. Electron's event object, which holds the sender, never reaches the page.
 * One subscription a stream goes to main, however many listeners the page has.
 */
export function createIpcTransport(ipc: PageIpc): ClientTransport {
  const listeners = new Map<string, Set<StreamListener<StreamName>>>();
  const newest = new Map<string, WireEvent>();

  ipc.on(IPC_EVENT, (_event, message) => {
    const own = listeners.get(message.stream);
    if (!own) return;
    newest.set(message.stream, message);
    for (const listener of own) listener(message.payload as never, message.seq);
  });

  return {
    call: (name, input) => ipc.invoke(IPC_CALL, name, input) as never,
    on(stream, listener) {
      const plain = listener as unknown as StreamListener<StreamName>;
      const own = listeners.get(stream);
      if (own) {
        own.add(plain);
        const known = newest.get(stream);
        if (known) plain(known.payload as never, known.seq);
      } else {
        listeners.set(stream, new Set([plain]));
        ipc.send(IPC_SUBSCRIBE, stream, true);
      }
      return () => {
        const left = listeners.get(stream);
        if (!left?.delete(plain) || left.size > 0) return;
        listeners.delete(stream);
        newest.delete(stream);
        ipc.send(IPC_SUBSCRIBE, stream, false);
      };
    },
  };
}
