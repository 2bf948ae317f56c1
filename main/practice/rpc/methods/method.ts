import type { Session } from "../session.ts";

/** Answers one JSON-RPC method. Trailing parameters may be missing or null. */
export type Method = (params: readonly unknown[], session: Session) => unknown;
export type Methods = Readonly<Record<string, Method>>;

/** The same method under several names: clients of all ages ask. */
export const aliases = (method: Method, ...names: readonly string[]): Methods =>
  Object.fromEntries(names.map((name) => [name, method]));

/** Ends a subscription. */
export const unsubscribe: Method = ([id], session) => session.unsubscribe(id);
