/** Every kind of miner there is. */
export const minerKinds = ["signals"] as const;
export type MinerKind = (typeof minerKinds)[number];

/**
 * What a kind does on the wire, which decides how it may be moved to another machine: a `sender` sends orders to
 * validators and must never run twice; an `axon` answers validators and has to be there twice for a while.
 */
export type MinerRole = "sender" | "axon";

const ROLES: Readonly<Record<MinerKind, MinerRole>> = { signals: "sender" };

export const minerRole = (kind: MinerKind): MinerRole => ROLES[kind];
