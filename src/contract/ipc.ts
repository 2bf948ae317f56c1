/** Channel of calls from the window: `invoke(IPC_CALL, name, input)` answers a `Result`. */
export const IPC_CALL = "tausmith:call";

/** Channel on which the window says what it wants to hear: `send(IPC_SUBSCRIBE, stream, wanted)`. */
export const IPC_SUBSCRIBE = "tausmith:subscribe";

/** Channel of snapshots to the window: `{stream, seq, payload}`. */
export const IPC_EVENT = "tausmith:event";
