/** The message channel to whoever started this process: `child_process` or Electron's `utilityProcess`. */
export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The parent is gone; nothing this process does would be seen any more. */
  onGone(listener: () => void): void;
}

interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** Finds the channel, or `null` where the process was started by hand. */
export function parentChannel(): ParentChannel | null {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port) {
    // A utility process is ended by Electron itself when the main process goes.
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on("message", (event) => listener(event.data)),
      onGone: () => undefined,
    };
  }
  if (!process.send) return null;
  return {
    send: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      process.on("message", listener);
    },
    onGone: (listener) => {
      process.on("disconnect", listener);
    },
  };
}
