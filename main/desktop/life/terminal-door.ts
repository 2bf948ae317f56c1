import type { NetworkKind } from "#src/contract/network.ts";

/** The loopback host through which a terminal reaches the desktop app; closed while offline is chosen. */
export interface TerminalDoor {
  /** Opens or closes it as the network asks; settles when that is done. Errors are told to `failed`, never thrown. */
  follow(kind: NetworkKind): Promise<void>;
  /** Closes it for good. */
  close(): Promise<void>;
}

/** Offline opens no socket at all, not even on loopback: a terminal then waits until the window is closed. */
export function createTerminalDoor(deps: {
  readonly open: () => Promise<{ stop(): Promise<void> }>;
  readonly failed: (error: unknown) => void;
}): TerminalDoor {
  let host: { stop(): Promise<void> } | null = null;
  let wanted = false;
  let closed = false;
  /** One change after another, each towards what is wanted by then. */
  let turn: Promise<void> = Promise.resolve();

  const settle = async (): Promise<void> => {
    if (wanted && !host) host = await deps.open();
    else if (!wanted && host) {
      const former = host;
      host = null;
      await former.stop();
    }
  };
  const change = (open: boolean): Promise<void> => {
    wanted = open && !closed;
    turn = turn.then(settle).catch(deps.failed);
    return turn;
  };
  return {
    follow: (kind) => change(kind !== "offline"),
    close() {
      closed = true;
      return change(false);
    },
  };
}
